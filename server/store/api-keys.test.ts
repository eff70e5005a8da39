import { expect, it } from 'vitest'
import { MINUTE_MS } from '../../shared/time.ts'
import { useTestDb } from '../test/db.ts'
import { createApiKey, listApiKeys, revokeApiKey, useApiKey } from './api-keys.ts'

const NOW = Date.UTC(2023, 0, 23, 9)
const test = useTestDb()
const make = (name: string) => createApiKey(test.db, { name, scope: 'probe-results', now: NOW })

it('knows a key by its token and stores nothing to make the token from', async () => {
  const { token, prefix } = await make('milan')
  expect(token).toMatch(new RegExp(`^brusio_${prefix}_[\\w-]{43}$`))
  expect(await useApiKey(test.db, token, NOW)).toMatchObject({ name: 'milan', scope: 'probe-results' })
  const [row] = await test.db.sql`select api_keys::text as everything from api_keys where prefix = ${prefix}`
  expect(row?.everything).not.toContain(token.slice(-43))
  expect(row?.everything).not.toContain(Buffer.from(token.slice(-43)).toString('hex'))
})

it('knows no token with a letter changed, of another prefix, or of another form', async () => {
  const { token } = await make('rome')
  const other = await make('turin')
  const changed = token.slice(0, -2) + (token.at(-2) === 'A' ? 'B' : 'A') + token.slice(-1)
  const swapped = token.replace(/_[0-9a-f]{8}_/, `_${other.prefix}_`)
  for (const wrong of [changed, swapped, '', 'brusio_', token.slice(0, -1), `${token}\n`])
    expect(await useApiKey(test.db, wrong, NOW)).toBeUndefined()
})

it('lets a revoked key in no more, and revokes it once', async () => {
  const { token, prefix } = await make('naples')
  expect(await revokeApiKey(test.db, prefix, NOW)).toBe(true)
  expect(await useApiKey(test.db, token, NOW)).toBeUndefined()
  expect(await revokeApiKey(test.db, prefix, NOW + 1)).toBe(false)
  expect((await listApiKeys(test.db)).find((key) => key.prefix === prefix)?.revokedAt).toEqual(new Date(NOW))
})

it('writes down when a key was last used, at most once a minute', async () => {
  const { token, prefix } = await make('genoa')
  const lastUse = async () => (await listApiKeys(test.db)).find((key) => key.prefix === prefix)?.lastUsedAt?.getTime()
  expect(await lastUse()).toBeUndefined()
  await useApiKey(test.db, token, NOW)
  await useApiKey(test.db, token, NOW + 1_000)
  expect(await lastUse()).toBe(NOW)
  await useApiKey(test.db, token, NOW + 2 * MINUTE_MS)
  expect(await lastUse()).toBe(NOW + 2 * MINUTE_MS)
})
