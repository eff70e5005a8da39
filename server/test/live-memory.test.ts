import { afterEach, beforeEach, expect, it } from 'vitest'
import type { StateLive } from '../../shared/live-topics.ts'
import { aLineTo, type CutLine } from './cut-line.ts'
import { followEvents, followSockets, type Follower } from './live-followers.ts'
import { aLiveSite } from './live-site.ts'
import { until } from './until.ts'

// Breaks that outlast what is remembered, and lives of the server whose numbers are others.
const SLUGS = ['a', 'b', 'c', 'd', 'e', 'f']
const REMEMBERED = 3

type Site = Awaited<ReturnType<typeof aLiveSite>>
let states: StateLive[]
const sites: Site[] = []
let line: CutLine
let follower: Follower | undefined

beforeEach(() => {
  states = SLUGS.map((slug) => ({ slug, state: 'ok', verified: false, since: null, cause: null }))
})
afterEach(async () => {
  follower?.close()
  await line.close()
  for (const site of sites.splice(0)) await site.close()
})

async function aSite(): Promise<Site> {
  const read = (topic: string) => Promise.resolve(topic === 'states' ? { states } : { events: [] })
  const site = await aLiveSite({ limits: { keptMessages: REMEMBERED }, snapshot: read })
  sites.push(site)
  return site
}
async function change(site: Site, ...slugs: string[]): Promise<void> {
  for (const slug of slugs) {
    states = states.map((one) => (one.slug === slug ? { ...one, state: 'confirmed' } : one))
    site.hub.publish('states', { states })
    await site.hub.flush()
  }
}
const knows = () => until(() => JSON.stringify(follower!.state()).includes(JSON.stringify(states)))
const ofStates = () => follower!.told.filter((word) => word.startsWith('states'))

const WAYS = { 'our client': followSockets, 'an EventSource': followEvents }

it.each([
  ['our client', 3, ['states snapshot 1', 'states update 2', 'states update 3', 'states update 4']],
  ['an EventSource', 3, ['states snapshot 1', 'states update 2', 'states update 3', 'states update 4']],
  ['our client', 4, ['states snapshot 1', 'states snapshot 5']],
  ['an EventSource', 4, ['states snapshot 1', 'states snapshot 5']],
] as const)('gives %s, after a break of %i messages, what is remembered or all there is', async (way, missed, told) => {
  const site = await aSite()
  line = await aLineTo(site.eventsUrl('states'))
  follower = WAYS[way](line.host)
  await knows()
  line.cut()
  await until(() => site.hub.sockets === 0)
  await change(site, ...SLUGS.slice(0, missed))
  line.mend()
  await knows()
  expect(ofStates()).toEqual(told)
})

it.each(Object.entries(WAYS))('gives %s a snapshot of a server that has other numbers', async (_, follow) => {
  const first = await aSite()
  line = await aLineTo(first.eventsUrl('states'))
  follower = follow(line.host)
  await knows()
  await change(first, 'a', 'b', 'c')
  await knows()
  line.cut()
  // Its numbers are below those that were heard, so they would be from the future, were they of the same run.
  const second = await aSite()
  line.mend(second.eventsUrl('states'))
  await until(() => follower!.run === second.hub.run)
  await change(second, 'd')
  await knows()
  expect(ofStates()).toEqual([
    'states snapshot 1',
    'states update 2',
    'states update 3',
    'states update 4',
    'states snapshot 1',
    'states update 2',
  ])
})
