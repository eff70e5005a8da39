import { beforeEach, expect, it } from 'vitest'
import { useApiKey } from '../store/api-keys.ts'
import { useTestDb } from '../test/db.ts'
import { KeysError, keys } from './keys.ts'

const NOW = Date.UTC(2023, 0, 23, 9)
const test = useTestDb()
beforeEach(() => test.db.sql`truncate api_keys cascade`)

async function run(...args: string[]): Promise<string[]> {
  const lines: string[] = []
  await keys(args, { db: test.db, now: NOW, print: (line) => lines.push(line) })
  return lines
}

it('shows a new key once: the first line is the key, the list does not have it', async () => {
  const [token = ''] = await run('create', 'milan-1')
  expect(await useApiKey(test.db, token, NOW)).toMatchObject({ name: 'milan-1', scope: 'probe-results' })
  const listed = await run('list')
  expect(listed).toHaveLength(1)
  expect(listed[0]).toContain(`${token.slice(7, 15)}  milan-1  probe-results`)
  expect(listed[0]).not.toContain(token.slice(16))
})

it('makes keys of other scopes and with limits of their own, and says so in the list', async () => {
  const [hook = ''] = await run('create', 'desk', '--scope', 'webhooks')
  const [reader = ''] = await run('create', 'archive', '--scope', 'read', '--per-minute', '6000')
  expect(await useApiKey(test.db, hook, NOW)).toMatchObject({ scope: 'webhooks', perMinute: null })
  expect(await useApiKey(test.db, reader, NOW)).toMatchObject({ scope: 'read', perMinute: 6_000 })
  expect((await run('list'))[0]).toContain('archive  read  6000 reads a minute')
})

it('revokes by prefix, and says when there is none', async () => {
  const [token = ''] = await run('create', 'milan-1')
  const prefix = token.slice(7, 15)
  await run('revoke', prefix)
  expect(await useApiKey(test.db, token, NOW)).toBeUndefined()
  expect((await run('list'))[0]).toMatch(/revoked 2023/)
  await expect(run('revoke', prefix)).rejects.toThrow(KeysError)
})

it.each([
  [],
  ['create'],
  ['create', ''],
  ['create', '<b>'],
  ['create', 'a', 'b'],
  ['list', 'x'],
  ['revoke'],
  ['burn'],
  ['create', 'a', '--scope', 'all'],
  ['create', 'a', '--per-minute', '0'],
  ['create', 'a', '--per-minute', '1e3'],
  ['list', '--scope', 'read'],
])('makes nothing of %j', async (...args) => {
  await expect(run(...args)).rejects.toThrow(KeysError)
  expect(await run('list')).toEqual(['There are no keys.'])
})
