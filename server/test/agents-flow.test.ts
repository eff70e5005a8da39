import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NewProbeResult, ProbeOutcome } from '../../shared/probe.ts'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { readAgents } from '../store/agents.ts'
import { revokeApiKey } from '../store/api-keys.ts'
import { useTestDb } from './db.ts'
import { aResult, beginStory } from './story.ts'
import type { Agent, Story } from './story.ts'

// What agents say, over HTTP, and what becomes of it in verdicts and on pages. The night of a Tuesday; a report an hour is usual. What the three
// say is written down when a state changes or an hour begins: at four in Rome for the first time.
const NIGHT = Date.UTC(2026, 0, 13, 2, 40)
const SEEN = ['discord', 'slack', 'dropbox', 'tiscali-mail']
const LIED_OF = ['telegram', 'spotify', 'netflix', 'roblox']

const test = useTestDb()
let story: Story
/** Of three networks: 1267, 3269, 12874. */
let rome: Agent
let milan: Agent
let turin: Agent
const all = (slug: string, outcome: ProbeOutcome, more: Partial<NewProbeResult> = {}) => {
  for (const agent of [rome, milan, turin]) agent.sees(slug, outcome, more)
}

beforeAll(async () => {
  story = await beginStory(test.connection, { at: NIGHT, slugs: [...SEEN, ...LIED_OF, 'github'] })
  rome = await story.agent('Rome', '151.5.1.1')
  milan = await story.agent('Milan', '79.10.1.1')
  turin = await story.agent('Turin', '93.40.1.1')
  for (const slug of SEEN) all(slug, 'up')
  turin.sees('dropbox', undefined)
  await story.go(20)
}, 60_000)
afterAll(() => story?.close())

/** Whoever would believe him: an hour of health, and then the worst. */
const lies = (slug: string): NewProbeResult[] =>
  Array.from({ length: 40 }, (_, i) => {
    const at = story.now() - (39 - i) * MINUTE_MS
    return i < 30 ? aResult(slug, at, 'up') : aResult(slug, at, 'status', { status: 503 })
  })
const expectQuiet = async (slug: string) => {
  expect((await story.detail(slug)).verdict).toMatchObject({ state: 'ok', verified: false })
  expect(await story.incidents(slug)).toEqual([])
}

describe('two agents on two networks that are answered wrongly, while a third is not', () => {
  it('make an incident, verified, dated by the first failure, on API and page', async () => {
    expect((await story.detail('discord')).verdict).toMatchObject({ state: 'ok', testimony: { probes: 'healthy' } })
    const before = story.now()
    for (const agent of [rome, milan]) agent.sees('discord', 'status', { status: 503 })
    await story.go(10)
    const { verdict, incident, probes } = await story.detail('discord')
    expect(verdict).toMatchObject({
      state: 'confirmed',
      verified: true,
      testimony: { crowd: 'quiet', probes: 'failing', official: 'none', disputed: false },
    })
    expect(incident).toMatchObject({ state: 'confirmed', verified: true, resolved_at: null })
    expect(probes.map(({ vantage, outcome }) => [vantage, outcome])).toEqual([
      ['Milan', 'status'],
      ['Rome', 'status'],
      ['Turin', 'up'],
    ])
    const { start } = (await story.incident(incident!.id)).clocks!
    expect(start).toMatchObject({ probe: { source: 'https://discord.example/' }, official: { between: null } })
    const [from, to] = start.probe.between!.map((at) => Date.parse(at))
    expect(from).toBeGreaterThanOrEqual(before - 5_000)
    expect(to).toBeLessThanOrEqual(before + 5 * MINUTE_MS)
    for (const said of ['Problems verified', 'From Rome', 'From Turin', 'answers with an error (503)'])
      await story.reads('/en/p/discord', said)
    // From here on it is well again; the end is looked at last.
    all('discord', 'up')
  })
})

describe('an agent that always lies', () => {
  const keys = (count: number, addressOf: (i: number) => string, resolvers?: string[]) =>
    Promise.all(Array.from({ length: count }, (_, i) => story.agent(addressOf(i), addressOf(i), resolvers)))
  const lie = async (liars: readonly Agent[], slug: string) => {
    for (const liar of liars) {
      expect(await liar.post(lies(slug))).toMatchObject({ status: 200, body: { stored: 40 } })
      liar.sees(slug, 'status', { status: 503 })
    }
  }

  it('makes no state: alone, nor with keys on one network, nor where they ask one public resolver', async () => {
    await lie([rome], 'telegram')
    const neighbours = await keys(20, (i) => `62.10.${i}.1`)
    await lie(neighbours, 'spotify')
    const sharers = await keys(20, (i) => `${100 + i}.200.3.4`, ['192.168.1.1', '9.9.9.9'])
    await lie(sharers, 'netflix')
    const networks = new Set((await readAgents(test.db)).map(({ network }) => network))
    expect(networks.size).toBeGreaterThan(3 + 1 + 10)
    await story.go(15)
    for (const slug of ['telegram', 'spotify', 'netflix']) await expectQuiet(slug)
    for (const liar of neighbours) liar.sees('spotify', undefined)
    for (const liar of sharers) liar.sees('netflix', undefined)
    rome.sees('telegram', undefined)
  })

  it('nor where it goes from network to network', async () => {
    const roamer = await story.agent('Roamer', '62.10.1.1')
    for (const from of ['62.10.1.1', '5.90.1.1', '217.200.1.1']) {
      expect((await roamer.post(lies('roblox'), from)).status).toBe(200)
      await story.go(5)
    }
    await expectQuiet('roblox')
  })
})

describe('a firewall against all our probes', () => {
  it.each<[ProbeOutcome, number | undefined, string]>([
    ['blocked', 403, 'blocks our probe: proves nothing'],
    ['blocked', 429, 'blocks our probe: proves nothing'],
    ['reset', undefined, 'connection reset'],
    ['timeout', undefined, 'no answer in time'],
  ])(
    'that answers with %s (%s) changes no verdict, and the page says what they see',
    async (outcome, status, words) => {
      all('slack', outcome, status === undefined ? {} : { status })
      await story.go(10)
      const { verdict, probes } = await story.detail('slack')
      expect(verdict).toMatchObject({ state: 'ok', verified: false })
      const seen = [outcome, status ?? null, outcome !== 'blocked']
      expect(probes.map((probe) => [probe.outcome, probe.status, probe.evidence])).toEqual([seen, seen, seen])
      await story.reads('/en/p/slack', words)
      expect(await story.incidents('slack')).toEqual([])
    },
  )
})

describe('a few people at a quiet hour', () => {
  it('and one probe that gets no answer are an incident, not verified', async () => {
    all('slack', 'up')
    rome.sees('dropbox', 'timeout')
    await story.go(5)
    await expectQuiet('dropbox')
    await story.go(5, { crowd: { dropbox: { people: 4 } } })
    const { verdict, incident } = await story.detail('dropbox')
    expect(verdict).toMatchObject({ state: 'confirmed', verified: false, testimony: { probes: 'failing' } })
    await story.reads('/en/p/dropbox', 'no check of ours has confirmed it')
    expect((await story.incident(incident!.id)).clocks!.start.probe.between).not.toBeNull()
  })
})

describe('healthy probes of a homepage', () => {
  it('hold back nobody who names the webmail', async () => {
    await story.go(15, { crowd: { 'tiscali-mail': { people: 20, component: 'webmail' } } })
    const { verdict } = await story.detail('tiscali-mail')
    const testimony = { crowd: 'problem', probes: 'healthy' }
    expect(verdict).toMatchObject({ state: 'confirmed', verified: false, testimony })
    await story.reads('/en/p/tiscali-mail', 'Our probes: find no errors')
  })
})

describe('results that are late, forged or repeated', () => {
  it('older than an hour fill the history, and move nothing', async () => {
    const from = story.now() - 3 * HOUR_MS
    for (const agent of [rome, milan]) {
      const old = Array.from({ length: 60 }, (_, i) =>
        aResult('github', from + i * 1.5 * MINUTE_MS, i < 30 ? 'up' : 'status', i < 30 ? {} : { status: 500 }),
      )
      expect(await agent.post(old)).toMatchObject({ status: 200, body: { stored: 60, history: 60 } })
    }
    await story.go(5)
    const { verdict, probes } = await story.detail('github')
    expect(verdict).toMatchObject({ state: 'ok', testimony: { probes: 'none' } })
    expect(probes).toEqual([])
    await rome.post([aResult('github', story.now(), 'up')])
    await story.go(5)
    const [standing] = (await story.detail('github')).probes
    expect(standing).toMatchObject({ vantage: 'Rome', outcome: 'up', up_share_24h: 31 / 61 })
    await expectQuiet('github')
  })

  it('without a key, with a wrong one or a revoked one are refused', async () => {
    const count = async () => (await test.db.sql<[{ n: number }]>`select count(*)::int as n from probe_results`)[0].n
    const before = await count()
    const gone = await story.agent('Gone', '62.10.9.9')
    expect(await revokeApiKey(test.db, gone.token.split('_')[1]!, story.now())).toBe(true)
    expect((await gone.post(lies('github'))).status).toBe(401)
    const forged = `${rome.token.slice(0, -4)}AAAA`
    for (const authorization of ['', `Bearer ${forged}`, `Basic ${rome.token}`]) {
      const { status } = await fetch(`${story.server.url}/api/v1/probe-results`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify({ results: lies('github') }),
      })
      expect(status).toBe(401)
    }
    expect(await count()).toBe(before)
  })

  it('are stored once, and another key cannot change what was said', async () => {
    const told = [aResult('github', story.now(), 'up'), aResult('github', story.now(), 'up')]
    expect((await rome.post(told)).body).toMatchObject({ stored: 2, repeated: 0 })
    expect((await rome.post(told)).body).toMatchObject({ stored: 0, repeated: 2 })
    const changed = told.map((result) => ({ ...result, outcome: 'status' as const, status: 500 }))
    expect((await milan.post(changed)).body).toMatchObject({ stored: 0, repeated: 2 })
    const { probes } = await story.detail('github')
    expect(probes.map(({ vantage, outcome }) => [vantage, outcome])).toEqual([['Rome', 'up']])
  })
})

it('ends what probes alone have opened when all of them get through again', async () => {
  // Where a report an hour is usual, that none comes tells little: it takes hours.
  await story.go(5 * 60, { step: 30 })
  const [incident, ...more] = await story.incidents('discord')
  expect(more).toEqual([])
  expect(incident).toMatchObject({ state: 'ok', resolved_at: expect.any(String) as string })
  expect((await story.detail('discord')).verdict).toMatchObject({ state: 'ok', testimony: { probes: 'healthy' } })
  expect((await story.incident(incident!.id)).clocks!.end.probe.between).not.toBeNull()
})
