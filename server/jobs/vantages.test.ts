import { expect, it } from 'vitest'
import { OWN_PLACE, placesOf, type Agent } from './vantages.ts'

const agent = (apiKeyId: number, network: string, ...resolvers: string[]): Agent => ({ apiKeyId, network, resolvers })

it.each<[string, Agent[], Parameters<typeof placesOf>[1], string[]]>([
  ['different networks are different places', [agent(1, 'as3269'), agent(2, 'as1267')], {}, ['as3269', 'as1267']],
  ['one network is one place', [agent(1, 'as3269'), agent(2, 'as3269')], {}, ['as3269', 'as3269']],
  [
    'a public resolver that two share makes them one',
    [agent(1, 'as3269', '8.8.8.8'), agent(2, 'as1267', '8.8.8.8', '192.168.1.1')],
    {},
    ['as1267', 'as1267'],
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
    ['as1', 'as1', 'as1'],
  ],
  ['an agent beside the server is no other place', [agent(1, 'local'), agent(2, 'as1')], {}, [OWN_PLACE, 'as1']],
  ['nor is one in its network', [agent(1, 'as3269')], { network: 'as3269' }, [OWN_PLACE]],
  ['nor one that asks its resolver', [agent(1, 'as1', '8.8.8.8')], { resolvers: ['8.8.8.8'] }, [OWN_PLACE]],
])('%s', (_, agents, own, expected) => {
  expect(agents.map(({ apiKeyId }) => placesOf(agents, own).get(apiKeyId))).toEqual(expected)
  const backwards = placesOf(agents.toReversed(), own)
  expect(agents.map(({ apiKeyId }) => backwards.get(apiKeyId))).toEqual(expected)
})
