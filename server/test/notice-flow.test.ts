import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { notice } from '../commands/notice.ts'
import { reply } from '../commands/reply.ts'
import { explain } from '../commands/why/explanation.ts'
import { createOutbound } from '../outbound.ts'
import { useTestDb } from './db.ts'
import { startNameServer } from './probe-servers/dns-server.ts'
import { closeAfterEach } from './probe-servers/sockets.ts'
import { beginStory } from './story.ts'
import type { Agent, Story } from './story.ts'

// What is said by those who run a service, from the command that notes it to verdict, API and page; a report an hour is usual.
const MORNING = Date.UTC(2026, 0, 13, 8, 40)
const MAIL = ['aruba-mail', 'gmx', 'tiscali-mail']

closeAfterEach()
const test = useTestDb()
let story: Story
let agents: Agent[]

beforeAll(async () => {
  story = await beginStory(test.connection, { at: MORNING, slugs: [...MAIL, 'dazn', 'ebay', 'spid', 'zalando'] })
  agents = await Promise.all([story.agent('Rome', '151.5.1.1'), story.agent('Milan', '79.10.1.1')])
}, 60_000)
afterAll(() => story?.close())

/** As the command does; the id of the notice. */
async function say(slug: string, by: string, topics: string, more: string[] = []): Promise<string> {
  const lines: string[] = []
  const said = ['--said', `${new Date(story.now()).toISOString().slice(0, 16)}Z`, '--lang', 'it', '--topics', topics]
  const told = ['--author', 'Chi parla', '--text', `Si tratta di: ${topics}`, ...more]
  const deps = { db: test.db, now: story.now(), print: (line: string) => void lines.push(line) }
  await notice(['add', slug, '--by', by, ...told, ...said], deps)
  return /notice (\S+) is kept/.exec(lines[0] ?? '')![1]!
}
const withdraw = (id: string) =>
  notice(['withdraw', id, '--reason', 'of another service'], { db: test.db, now: story.now(), print: () => {} })
const verdict = async (slug: string) => (await story.detail(slug)).verdict

describe('what the operator says', () => {
  let began = 0

  it('alone is no verdict', async () => {
    await say('spid', 'operator', 'problem')
    await story.go(20)
    expect(await verdict('spid')).toMatchObject({ state: 'ok', testimony: { official: 'problem', disputed: false } })
    expect(await story.incidents('spid')).toEqual([])
  })

  it('makes of a suspicion a verified incident', async () => {
    began = story.now()
    await story.go(5, { crowd: { dazn: { people: 14 } } })
    expect(await verdict('dazn')).toMatchObject({ state: 'suspected', verified: false })
    await say('dazn', 'operator', 'cause')
    await story.go(5, { crowd: { dazn: { people: 8 } } })
    const { verdict: now, incident, notices } = await story.detail('dazn')
    expect(now).toMatchObject({ state: 'confirmed', verified: true, testimony: { official: 'problem' } })
    expect(notices).toMatchObject([{ by: 'operator', author: 'Chi parla', text: 'Si tratta di: cause' }])
    const { clocks } = await story.incident(incident!.id)
    expect(clocks!.start.official.source).toBe(notices[0]!.id)
    expect(Date.parse(clocks!.start.official.between![0])).toBeGreaterThanOrEqual(began)
    await story.reads('/en/p/dazn', 'Si tratta di: cause')
    await story.reads('/en/p/dazn', 'Problems verified')
  })

  it('is disputed where it says that it works and reports go on, and moves no state', async () => {
    const restored = await say('dazn', 'operator', 'restored')
    await story.go(50, { step: 10, crowd: { dazn: { people: 20 } } })
    expect(await verdict('dazn')).toMatchObject({
      state: 'confirmed',
      testimony: { crowd: 'problem', official: 'restored', disputed: true },
    })
    await story.reads('/en/p/dazn', 'DAZN says it is solved; reports go on.')
    const page = await story.reads('/it/p/dazn', 'DAZN')
    expect(page).toContain('segnalazioni')

    // Taken back, it was never said.
    await withdraw(restored)
    await story.go(60, { step: 10, crowd: { dazn: { people: 20 } } })
    const { state, testimony } = await verdict('dazn')
    expect([state, testimony?.disputed, testimony?.official === 'restored']).toEqual(['confirmed', false, false])
    expect(await story.reads('/en/p/dazn', 'DAZN: ')).not.toContain('says it is solved')
  })
})

it('a consumer association or an authority moves nothing, and is shown', async () => {
  await story.go(5, { crowd: { ebay: { people: 14 } } })
  await say('ebay', 'consumer_association', 'problem')
  await say('ebay', 'authority', 'cause')
  await story.go(5, { crowd: { ebay: { people: 4 } } })
  const { verdict: now, notices } = await story.detail('ebay')
  expect(now).toMatchObject({ state: 'suspected', verified: false })
  expect(now.testimony).toMatchObject({ official: 'none' })
  expect(new Set(notices.map(({ by }) => by))).toEqual(new Set(['consumer_association', 'authority']))
  await story.reads('/en/p/ebay', 'consumer association')
})

it('a notice of an operator that is taken back leaves the suspicion where it was', async () => {
  const id = await say('ebay', 'operator', 'problem')
  await withdraw(id)
  await story.go(5, { crowd: { ebay: { people: 4 } } })
  expect(await verdict('ebay')).toMatchObject({ state: 'suspected', verified: false })
  expect((await story.detail('ebay')).notices.map(({ by }) => by)).not.toContain('operator')
})

it('what an operator has verified by mistake is verified no more when it is taken back', async () => {
  const id = await say('zalando', 'operator', 'problem', ['--source', 'https://example.org/zalando'])
  await story.go(5, { crowd: { zalando: { people: 8 } } })
  expect(await verdict('zalando')).toMatchObject({ state: 'confirmed', verified: true })
  await withdraw(id)
  await story.go(60, { step: 10, crowd: { zalando: { people: 15 } } })
  expect(await verdict('zalando')).toMatchObject({
    state: 'confirmed',
    verified: false,
    testimony: { official: 'none' },
  })
})

describe('after more than a day', () => {
  const imap = { component: 'imap', kind: 'imap' as const, target: 'imaps://imap.example:993' }

  it('silence is no end; the word that all works again is, or probes of what people complained about', async () => {
    const [rome] = agents as [Agent]
    rome.sees('spid', 'up')
    for (const slug of MAIL) rome.sees(slug, 'up', imap)
    await story.go(15)
    for (const slug of MAIL) rome.sees(slug, 'timeout', imap)
    const crowd = { people: 8, component: 'imap', problem: 'old-mail-missing' }
    await story.go(15, { crowd: Object.fromEntries(MAIL.map((slug) => [slug, crowd])) })
    for (const slug of MAIL) expect(await verdict(slug)).toMatchObject({ state: 'confirmed' })
    // People tire at once; a probe goes on failing until the next day, and then asks no more.
    for (const step of [10, 20, 40, 60, 60]) await story.go(step, { step })
    await story.go(22 * 60, { step: 120 })
    for (const slug of MAIL) expect(await verdict(slug)).toMatchObject({ state: 'confirmed' })
    for (const slug of MAIL) rome.sees(slug, undefined, imap)
    await story.go(15 * 60, { step: 180 })
    for (const slug of MAIL) expect(await verdict(slug)).toMatchObject({ state: 'recovering' })
    await story.reads('/en/p/gmx', 'nobody has said that it works again')

    // Of one device only; homepages; and of the part itself.
    await say('aruba-mail', 'provider', 'restored', ['--device', 'android'])
    for (const agent of agents) {
      agent.sees('gmx', 'up')
      agent.sees('tiscali-mail', 'up', imap)
    }
    await story.go(60, { step: 10 })
    expect(await verdict('aruba-mail')).toMatchObject({ state: 'recovering' })
    expect(await verdict('gmx')).toMatchObject({ state: 'recovering' })
    expect(await verdict('tiscali-mail')).toMatchObject({ state: 'ok' })
    const restored = await say('aruba-mail', 'provider', 'restored')
    await story.go(60, { step: 30 })
    expect(await verdict('aruba-mail')).toMatchObject({ state: 'ok' })
    expect(await verdict('gmx')).toMatchObject({ state: 'recovering' })
    const [ended] = await story.incidents('aruba-mail')
    expect((await story.incident(ended!.id)).clocks!.end.official.source).toBe(restored)
  }, 60_000)

  it('is judged once more to the same verdicts, probes and notices and all', async () => {
    for (const slug of ['dazn', ...MAIL]) {
      for (const { id } of await story.incidents(slug)) {
        const again = await explain(test.db, id)
        expect([slug, again?.verdict, again?.differences]).toEqual([slug, 'same', []])
        expect(again!.again.changes.map(({ type }) => type)).toContain('confirmed')
      }
    }
  })
})

it('shows the statement of who has proven a domain beside the verdict, word for word', async () => {
  const server = await startNameServer(() => ({}))
  const outbound = createOutbound({ allowPrivate: true })
  const run = async (...args: string[]) => {
    const lines: string[] = []
    const deps = { db: test.db, now: story.now(), outbound, print: (line: string) => void lines.push(line) }
    await reply(args, deps)
    return lines
  }
  const words = 'Abbiamo <b>già</b> risolto, e ci dispiace.'
  const saying = ['say', 'gmx', '--domain', 'gmx.com', '--text', words, '--lang', 'it', '--author', 'GMX']
  await expect(run(...saying)).rejects.toThrow('not proven')
  const [record] = await run('ask', 'gmx', 'gmx.com')
  const [, name, token] = /^(\S+)\.\s+TXT\s+"(.+)"$/.exec(record!)!
  server.reply = (question) =>
    question.type === 'TXT' && question.name === name
      ? { answers: [{ type: 'TXT', name, ttl: 60, data: [token!] }] }
      : { rcode: 'NXDOMAIN' }
  await run('check', 'gmx', 'gmx.com', '--resolvers', `127.0.0.1:${server.port}`)
  await run(...saying)
  const page = await story.reads('/en/p/gmx', 'Statement by GMX (verified domain: gmx.com)')
  expect(page).toContain('Abbiamo &lt;b&gt;già&lt;/b&gt; risolto, e ci dispiace.')
  const { notices } = await story.detail('gmx')
  expect(notices.at(-1)).toMatchObject({ by: 'provider', domain: 'gmx.com', text: words, topics: [] })
  await story.go(30, { step: 30 })
  expect(await verdict('gmx')).toMatchObject({ state: 'recovering' })
})
