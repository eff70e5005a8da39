import { expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { noteAgent } from '../store/agents.ts'
import { createApiKey, useApiKey } from '../store/api-keys.ts'
import { useTestDb } from '../test/db.ts'
import { createVantages, OWN_PLACE, placesOf, type Agent } from './vantages.ts'

const test = useTestDb()

const agent = (apiKeyId: number, network: string, ...resolvers: string[]): Agent => ({ apiKeyId, network, resolvers })

it.each<[string, Agent[], Parameters<typeof placesOf>[1], (string | undefined)[]]>([
  ['different networks are different places', [agent(1, 'as3269'), agent(2, 'as1267')], {}, ['as3269', 'as1267']],
  ['one network is one place', [agent(1, 'as3269'), agent(2, 'as3269')], {}, ['as3269', 'as3269']],
  [
    'a public resolver that two share makes them one',
    [agent(1, 'as3269', '8.8.8.8'), agent(2, 'as1267', '8.8.8.8', '192.168.1.1')],
    {},
    ['as3269', 'as3269'],
  ],
  [
    'every house has a private resolver',
    [agent(1, 'as3269', '192.168.1.1', '127.0.0.53'), agent(2, 'as1267', '192.168.1.1', '127.0.0.53')],
    {},
    ['as3269', 'as1267'],
  ],
  [
    'sharing goes on from one to the next',
    [agent(1, 'as3', '1.1.1.1'), agent(2, 'as2', '1.1.1.1', '9.9.9.9'), agent(3, 'as1', '9.9.9.9')],
    {},
    ['as3', 'as3', 'as3'],
  ],
  [
    'who says that it asks the resolvers of two is not heard, and they stay two',
    [agent(1, 'as1', '1.1.1.1'), agent(2, 'as2', '9.9.9.9'), agent(3, 'as3', '1.1.1.1', '9.9.9.9')],
    {},
    ['as1', 'as2', undefined],
  ],
  [
    'nor is who asks the resolver of one from the network of another',
    [agent(1, 'as1', '1.1.1.1'), agent(2, 'as2'), agent(3, 'as2', '1.1.1.1'), agent(4, 'as2')],
    {},
    ['as1', 'as2', undefined, 'as2'],
  ],
  [
    'nor does it make any other a part of this server',
    [agent(1, 'as1', '1.1.1.1'), agent(2, 'as2', '1.1.1.1', '8.8.8.8')],
    { resolvers: ['8.8.8.8'] },
    ['as1', undefined],
  ],
  ['an agent beside the server is no other place', [agent(1, 'local'), agent(2, 'as1')], {}, [OWN_PLACE, 'as1']],
  ['nor is one in its network', [agent(1, 'as3269')], { network: 'as3269' }, [OWN_PLACE]],
  ['nor one that asks its resolver', [agent(1, 'as1', '8.8.8.8')], { resolvers: ['8.8.8.8'] }, [OWN_PLACE]],
])('%s', (_, agents, own, expected) => {
  expect(agents.map(({ apiKeyId }) => placesOf(agents, own).get(apiKeyId))).toEqual(expected)
})

//  9:00 from one network ── 10:00 from another ── 13:00 what it said from the first is news no more
it('does not hear an agent from two places: who moves is not heard until what it said before is old', async () => {
  const NINE = Date.UTC(2024, 4, 20, 9)
  let [now, real] = [NINE, 0]
  const vantages = createVantages({ db: test.db, now: () => now, real: () => real })
  const key = async (name: string) => {
    const { token } = await createApiKey(test.db, { name, scope: 'probe-results', now })
    return (await useApiKey(test.db, token, now))!.id
  }
  const [roamer, other] = [await key('roamer'), await key('other')]
  const note = (apiKeyId: number, network: string, resolvers: string[] = []) =>
    noteAgent(test.db, { apiKeyId, network, asn: null, resolvers, now })
  const look = async () => {
    real += 60_000
    await vantages.refresh()
    return [vantages.placeOf(roamer), vantages.placeOf(other)]
  }
  await note(roamer, 'as2')
  await note(other, 'as3')
  expect(await look()).toEqual(['as2', 'as3'])
  now += HOUR_MS
  await note(roamer, 'as1')
  await note(other, 'as3')
  expect(await look()).toEqual([undefined, 'as3'])
  now += 3 * HOUR_MS
  expect(await look()).toEqual([undefined, 'as3'])
  now += MINUTE_MS
  expect(await look()).toEqual(['as1', 'as3'])
  // Nor is it two by sharing a resolver with somebody whose place has another name.
  await note(other, 'as3', ['9.9.9.9'])
  now += 2 * MINUTE_MS
  await note(roamer, 'as9', ['9.9.9.9'])
  expect((await look())[0]).toBeUndefined()
})

it('lets no agent move another by what it says of itself', async () => {
  let [now, real] = [Date.UTC(2024, 4, 20, 9), 0]
  const vantages = createVantages({ db: test.db, now: () => now, real: () => real })
  const keys: number[] = []
  for (const name of ['liar', 'milano', 'roma']) {
    const { token } = await createApiKey(test.db, { name, scope: 'probe-results', now })
    keys.push((await useApiKey(test.db, token, now))!.id)
  }
  const [liar = 0, milano = 0, roma = 0] = keys
  const look = async () => {
    await vantages.refresh()
    now += 2 * MINUTE_MS
    real += 60_000
    return keys.map((key) => vantages.placeOf(key))
  }
  await noteAgent(test.db, { apiKeyId: liar, network: 'as11', asn: 11, resolvers: [], now })
  await noteAgent(test.db, { apiKeyId: milano, network: 'as12', asn: 12, resolvers: ['1.0.0.1'], now })
  await noteAgent(test.db, { apiKeyId: roma, network: 'as13', asn: 13, resolvers: ['8.8.4.4'], now })
  expect(await look()).toEqual(['as11', 'as12', 'as13'])
  for (const resolvers of [['1.0.0.1'], ['8.8.4.4'], [], ['1.0.0.1', '8.8.4.4'], []]) {
    await noteAgent(test.db, { apiKeyId: liar, network: 'as11', asn: 11, resolvers, now })
    expect(await look()).toEqual([undefined, 'as12', 'as13'])
  }
})
