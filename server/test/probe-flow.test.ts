import net from 'node:net'
import http from 'node:http'
import tls from 'node:tls'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ProbeOutcome, ProbeTarget, RunnableKind } from '../../shared/probe.ts'
import { MINUTE_MS } from '../../shared/time.ts'
import { createReplayClock } from '../clock.ts'
import { toResult } from '../commands/agent/result.ts'
import { startProbeJob } from '../jobs/probe.ts'
import { silentLog } from '../log.ts'
import type { RunningServer } from '../main.ts'
import { createOutbound } from '../outbound.ts'
import { startProber } from '../probe/prober.ts'
import { createApiKey } from '../store/api-keys.ts'
import { AUTHORITY, EXPIRED, KEY, VALID } from './certificates.ts'
import { useTestDb } from './db.ts'
import { startNameServer } from './probe-servers/dns-server.ts'
import type { Reply } from './probe-servers/dns-server.ts'
import { closeAfterEach, listen } from './probe-servers/sockets.ts'
import { answering, startTextServer } from './probe-servers/text-server.ts'
import { aRunningServer } from './running-server.ts'
import { postResults, quietWeeks, readDetail, readIncident, readIncidents, toWords } from './story.ts'
import { until } from './until.ts'

// Seven providers, each asked in its own way by this server and by an agent on another network, at real servers:
//
//   up ── wrong in three ways, one after the other ── up
//
// Domain time runs so fast that a look every half second is one in some minutes.
const NOON = Date.UTC(2026, 0, 13, 12)
const SPEED = 1_000
const EVERY_MS = 500
/** Time waits for what is judged. */
const AHEAD_MS = 8 * MINUTE_MS
/** What was under way as it began: a look, and on its way back to a look before. */
const SLACK_MS = 15 * MINUTE_MS

type Ways = { outcome: ProbeOutcome; begin: () => unknown }[]
/** One provider's server: its address, how it fails, and how it is well again. */
type Subject = { slug: string; kind: RunnableKind; target: string; component?: string; ways: Ways; heal: () => unknown }

closeAfterEach()
const test = useTestDb()
const SLUGS = ['discord', 'slack', 'spotify', 'dropbox', 'aruba-mail', 'gmx', 'tiscali-mail']
const clock = createReplayClock({
  startAt: NOON,
  speed: SPEED,
  mode: 'live',
  limit: () => (server?.detector.judgedUntil ?? NOON) + AHEAD_MS,
})
let server: RunningServer | undefined

beforeAll(async () => {
  server = await aRunningServer(test.connection, {
    clock,
    prepare: (db, directory) => quietWeeks({ db, directory }, SLUGS, NOON),
  })
  await until(() => server!.detector.judgedUntil !== undefined)
}, 60_000)
afterAll(() => server?.close())

/** What a name resolves to; undefined: nobody answers. */
let resolveName: () => Promise<{ address: string; family: number }[]> = () => Promise.reject(new Error('not yet'))
const loopback = async () => [{ address: '127.0.0.1', family: 4 }]
const outbound = createOutbound({
  allowPrivate: true,
  ca: AUTHORITY,
  resolve: (host) => (host === 'port.example' ? resolveName() : loopback()),
})

async function aSite(): Promise<Subject> {
  let answer: http.RequestListener = (_req, res) => void res.end('all is well')
  const fine = answer
  const site = await listen(http.createServer((req, res) => answer(req, res)))
  return {
    slug: 'discord',
    kind: 'http',
    target: `http://127.0.0.1:${site.port}/`,
    ways: [
      { outcome: 'status', begin: () => (answer = (_req, res) => void res.writeHead(503).end('all is well')) },
      { outcome: 'content', begin: () => (answer = (_req, res) => void res.end('we are moving')) },
      { outcome: 'refused', begin: () => site.stop() },
    ],
    async heal() {
      answer = fine
      await site.start()
    },
  }
}

async function aName(): Promise<Subject> {
  const answers = [{ type: 'A' as const, name: 'service.example', ttl: 60, data: '192.0.2.1' }]
  const names = await startNameServer(() => ({ answers }))
  const begin = (reply: () => Reply) => () => (names.reply = reply)
  return {
    slug: 'slack',
    kind: 'dns',
    target: `dns://127.0.0.1:${names.port}/service.example?type=A`,
    ways: [
      { outcome: 'dns', begin: begin(() => ({ rcode: 'SERVFAIL' })) },
      { outcome: 'timeout', begin: begin(() => undefined) },
      { outcome: 'dns', begin: begin(() => ({ rcode: 'NXDOMAIN' })) },
    ],
    heal: begin(() => ({ answers })),
  }
}

async function aPort(): Promise<Subject> {
  const door = await listen(net.createServer())
  const notFound = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
  resolveName = loopback
  return {
    slug: 'spotify',
    kind: 'tcp',
    target: `tcp://port.example:${door.port}`,
    ways: [
      { outcome: 'dns', begin: () => (resolveName = () => Promise.reject(notFound)) },
      { outcome: 'timeout', begin: () => (resolveName = () => new Promise(() => {})) },
      {
        outcome: 'refused',
        begin: async () => {
          resolveName = loopback
          await door.stop()
        },
      },
    ],
    heal: () => door.start(),
  }
}

async function aHandshake(): Promise<Subject> {
  const secure = tls.createServer({ key: KEY, cert: VALID })
  const end = await listen(secure)
  const other = { key: KEY, cert: VALID, minVersion: 'TLSv1.3' as const, ciphers: 'TLS_AES_128_CCM_SHA256' }
  return {
    slug: 'dropbox',
    kind: 'tls',
    target: `tls://localhost:${end.port}`,
    ways: [
      { outcome: 'tls', begin: () => secure.setSecureContext({ key: KEY, cert: EXPIRED }) },
      { outcome: 'tls', begin: () => secure.setSecureContext(other) },
      { outcome: 'refused', begin: () => end.stop() },
    ],
    async heal() {
      secure.setSecureContext({ key: KEY, cert: VALID })
      await end.start()
    },
  }
}

async function aMailServer(): Promise<Subject> {
  const refusal = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode })
  let greeting: Error | undefined
  let recipient: Error | undefined
  const smtp = new SMTPServer({
    key: KEY,
    cert: VALID,
    authOptional: true,
    disableReverseLookup: true,
    onConnect: (_session, done) => done(greeting),
    onRcptTo: (_address, _session, done) => done(recipient),
  })
  smtp.on('error', () => {})
  const mail = await listen(smtp.server, true)
  return {
    slug: 'aruba-mail',
    kind: 'smtp',
    target: `smtp://127.0.0.1:${mail.port}`,
    component: 'receiving',
    ways: [
      { outcome: 'status', begin: () => (recipient = refusal(550, '5.1.1 No such user here')) },
      { outcome: 'status', begin: () => (greeting = refusal(421, 'Service not available')) },
      { outcome: 'refused', begin: () => mail.stop() },
    ],
    async heal() {
      greeting = recipient = undefined
      await mail.start()
    },
  }
}

async function aTalk(
  about: Pick<Subject, 'slug' | 'component'> & { kind: 'imap' | 'pop3'; scheme: string },
  fine: Record<string, string>,
  bad: { status: string; protocol: string },
): Promise<Subject> {
  const { scheme, ...subject } = about
  const mail = await startTextServer(answering(fine))
  const begin = (greeting: string) => () => (mail.script = answering({ ...fine, '': greeting }))
  return {
    ...subject,
    target: `${scheme}://127.0.0.1:${mail.port}`,
    ways: [
      { outcome: 'status', begin: begin(bad.status) },
      { outcome: 'protocol', begin: begin(bad.protocol) },
      { outcome: 'refused', begin: () => mail.stop() },
    ],
    async heal() {
      mail.script = answering(fine)
      await mail.start()
    },
  }
}
const aMailbox = () =>
  aTalk(
    { slug: 'gmx', kind: 'imap', scheme: 'imap', component: 'imap' },
    { '': '* OK ready', 'a CAPABILITY': '* CAPABILITY IMAP4rev1\r\na OK done', 'b LOGOUT': '* BYE\r\nb OK done' },
    { status: '* BYE storage is away', protocol: '+OK this is POP3' },
  )
const anOldMailbox = () =>
  aTalk(
    { slug: 'tiscali-mail', kind: 'pop3', scheme: 'pop', component: 'imap' },
    { '': '+OK ready', CAPA: '+OK list follows\r\nUSER\r\n.', QUIT: '+OK bye' },
    { status: '-ERR [SYS/TEMP] storage is away', protocol: '* OK this is IMAP' },
  )

it('sees seven kinds of server up, failing in three ways and up again; results and incidents follow', async () => {
  const { url, db, directory } = server!
  const makers = [aSite(), aName(), aPort(), aHandshake(), aMailServer(), aMailbox(), anOldMailbox()]
  const subjects = await Promise.all(makers)
  // Somebody who always answers: so a look that fails is not taken for a line of our own that is down.
  const { port } = await listen(http.createServer((_req, res) => void res.end()))
  const mailbox = { from: 'probe@brusio.example', to: 'someone@service.example' }
  const targets: ProbeTarget[] = subjects.map(({ slug: provider, kind, target, component }) => ({
    provider,
    kind,
    target,
    every_ms: EVERY_MS,
    ...(component && { component }),
    ...(kind === 'http' && { keyword: 'well' }),
    ...(kind === 'smtp' && { mailbox }),
  }))
  targets.push({ provider: 'netflix', kind: 'http', target: `http://127.0.0.1:${port}/`, every_ms: EVERY_MS })
  const common = { outbound, log: silentLog, targets, timeoutMs: 300 }
  const { token } = await createApiKey(db, { name: 'Elsewhere', scope: 'probe-results', now: clock.now() })
  clock.start()
  const own = startProbeJob({ ...common, db, clock, directory })
  const elsewhere = startProber({
    ...common,
    now: () => clock.now(),
    onResult: async (readings) => {
      const { status } = await postResults(url, { token, from: '151.5.1.1' }, { results: readings.map(toResult) })
      if (status !== 200) throw new Error(`results were answered with ${status}`)
    },
  })
  try {
    const bothSee = async ({ slug, kind }: Subject, outcome: ProbeOutcome) => {
      const { probes } = await readDetail(url, slug)
      return probes.length === 2 && probes.every((probe) => probe.kind === kind && probe.outcome === outcome)
    }
    const allSee = async (outcomeOf: (subject: Subject) => ProbeOutcome) => {
      for (const subject of subjects) {
        const outcome = outcomeOf(subject)
        await until(() => bothSee(subject, outcome)).catch(async () => {
          throw new Error(
            `${subject.slug}: not ${outcome}: ${JSON.stringify((await readDetail(url, subject.slug)).probes)}`,
          )
        })
      }
    }
    const count = async () =>
      (
        await db.sql<[{ n: number }]>`
        select coalesce(min(n), 0)::int as n from (
          select count(*) filter (where outcome = 'up') as n from probe_results group by probe_id, api_key_id) counts`
      )[0].n
    await allSee(() => 'up')
    await until(async () => (await count()) >= 6)

    const beganAt = clock.now()
    for (const way of [0, 1, 2]) {
      for (const { ways } of subjects) await ways[way]!.begin()
      await allSee(({ ways }) => ways[way]!.outcome)
      if (way > 0) continue
      for (const { slug, kind } of subjects) {
        await until(async () => (await readDetail(url, slug)).verdict.state === 'confirmed').catch(() => {
          throw new Error(`${slug} (${kind}) is not confirmed`)
        })
        const { verdict, incident, probes } = await readDetail(url, slug)
        expect([slug, verdict.verified, incident?.verified]).toEqual([slug, true, true])
        expect(probes.map(({ vantage }) => vantage)).toEqual([null, 'Elsewhere'])
        const page = toWords(await (await fetch(`${url}/en/p/${slug}`)).text())
        expect(page).toContain('Problems verified')
        expect(page).toContain('From Elsewhere')
      }
    }
    for (const { slug } of subjects) expect((await readDetail(url, slug)).verdict).toMatchObject({ state: 'confirmed' })

    const healedAt = clock.now()
    for (const subject of subjects) await subject.heal()
    await allSee(() => 'up')
    for (const { slug, kind, target } of subjects) {
      const [incident, ...more] = await readIncidents(url, slug)
      expect(more).toEqual([])
      const { clocks } = await readIncident(url, incident!.id)
      expect([slug, clocks!.start.probe.source]).toEqual([slug, target])
      const [from, to] = clocks!.start.probe.between!.map((at) => Date.parse(at))
      expect(from).toBeGreaterThanOrEqual(beganAt - SLACK_MS)
      expect(to).toBeLessThan(healedAt)
      const [standing] = (await readDetail(url, slug)).probes
      expect(standing).toMatchObject({ kind, target, outcome: 'up' })
      const { dns, connect, tls: handshake, first_byte: first } = standing!.timings
      const measured = [dns, connect, handshake, first].filter((ms) => ms !== null)
      expect([slug, measured.length > 0, measured.every((ms) => ms >= 0)]).toEqual([slug, true, true])
    }
    const outcomes = await db.sql<{ kind: string; outcomes: string[] }[]>`
      select p.kind, array_agg(distinct r.outcome order by r.outcome) as outcomes
      from probe_results r join probes p on p.id = r.probe_id group by p.kind`
    // And perhaps a timeout more: a machine may be busy for a third of a second.
    const had = (...kinds: string[]): string[] => expect.arrayContaining(kinds)
    expect(Object.fromEntries(outcomes.map((row) => [row.kind, row.outcomes]))).toEqual({
      http: had('content', 'refused', 'status', 'up'),
      dns: had('dns', 'timeout', 'up'),
      tcp: had('dns', 'refused', 'timeout', 'up'),
      tls: had('refused', 'tls', 'up'),
      smtp: had('refused', 'status', 'up'),
      imap: had('protocol', 'refused', 'status', 'up'),
      pop3: had('protocol', 'refused', 'status', 'up'),
    })
    await until(async () => {
      const found = await Promise.all(subjects.map(({ slug }) => readIncidents(url, slug)))
      return found.every(([incident]) => incident!.resolved_at !== null)
    }, 60_000)
    for (const { slug } of subjects) {
      const [incident] = await readIncidents(url, slug)
      const { end } = (await readIncident(url, incident!.id)).clocks!
      expect(Date.parse(end.probe.between![1])).toBeGreaterThanOrEqual(healedAt - SLACK_MS)
    }
    expect(await readIncidents(url, 'netflix')).toEqual([])
  } finally {
    await Promise.all([own.close(), elsewhere.close()])
  }
}, 90_000)
