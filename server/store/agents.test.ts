import { expect, it } from 'vitest'
import { useTestDb } from '../test/db.ts'
import { AGENT_NOTE_MS, noteAgent, readAgents } from './agents.ts'
import { createApiKey, useApiKey } from './api-keys.ts'

const NOW = Date.UTC(2023, 0, 23, 9)
const test = useTestDb()

async function aKey(): Promise<number> {
  const { token } = await createApiKey(test.db, { name: 'milan-1', scope: 'probe-results', now: NOW })
  return (await useApiKey(test.db, token, NOW))!.id
}
const known = async (id: number) => (await readAgents(test.db)).find(({ apiKeyId }) => apiKeyId === id)

it('notes where an agent is, at most once a minute', async () => {
  //  9:00:00 as3269   9:00:59 as1234: too soon   9:01:00 as1234
  const apiKeyId = await aKey()
  const at = (network: string, asn: number | null, now: number) =>
    noteAgent(test.db, { apiKeyId, network, asn, resolvers: ['9.9.9.9'], now })
  expect(await at('as3269', 3269, NOW)).toBe(true)
  expect(await at('as1234', 1234, NOW + AGENT_NOTE_MS - 1)).toBe(false)
  expect(await known(apiKeyId)).toEqual({ apiKeyId, network: 'as3269', resolvers: ['9.9.9.9'] })
  expect(await at('as1234', 1234, NOW + AGENT_NOTE_MS)).toBe(true)
  expect(await known(apiKeyId)).toMatchObject({ network: 'as1234' })
})

it('makes one note of many at once', async () => {
  const apiKeyId = await aKey()
  const notes = Array.from({ length: 8 }, () => noteAgent(test.db, { apiKeyId, network: 'local', asn: null, now: NOW }))
  expect((await Promise.all(notes)).filter(Boolean)).toHaveLength(1)
})

it('keeps the resolvers of an agent that does not say, in one order', async () => {
  const apiKeyId = await aKey()
  const note = (now: number, resolvers?: string[]) =>
    noteAgent(test.db, { apiKeyId, network: 'local', asn: null, resolvers, now })
  await note(NOW)
  expect(await known(apiKeyId)).toMatchObject({ resolvers: [] })
  await note(NOW + AGENT_NOTE_MS, ['9.9.9.9', '1.1.1.1', '9.9.9.9'])
  await note(NOW + 2 * AGENT_NOTE_MS)
  expect(await known(apiKeyId)).toMatchObject({ resolvers: ['1.1.1.1', '9.9.9.9'] })
  await note(NOW + 3 * AGENT_NOTE_MS, [])
  expect(await known(apiKeyId)).toMatchObject({ resolvers: [] })
})

it('is not stuck behind a note of a clock that was ahead', async () => {
  const apiKeyId = await aKey()
  await noteAgent(test.db, { apiKeyId, network: 'as1', asn: 1, now: NOW + 86_400_000 })
  expect(await noteAgent(test.db, { apiKeyId, network: 'as4200000000', asn: 4_200_000_000, now: NOW })).toBe(true)
  expect(await known(apiKeyId)).toMatchObject({ network: 'as4200000000' })
})
