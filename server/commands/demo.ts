import { parseArgs } from 'node:util'
import { createQuarterRule } from '../../bench/rivals/quarter-rule.ts'
import type { Alarm } from '../../bench/rivals/quarter-rule.ts'
import { MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { createRandom, readRecording, recordedVoices } from '../catalogue/recording.ts'
import type { Recording } from '../catalogue/recording.ts'
import { createReplayClock } from '../clock.ts'
import { readConfig } from '../config.ts'
import type { Change } from '../detect/change.ts'
import { createLog } from '../log.ts'
import { startServer } from '../main.ts'
import type { RunningServer } from '../main.ts'
import { readIncidents } from '../store/incidents.ts'
import { createReporters } from './demo-reporters.ts'
import { importRecording } from './recorded-history.ts'
import { withTemporaryData } from './temporary-data.ts'

const USAGE = `npm run demo -- [options]
  --speed N    how many times faster than it was (1 to 600; 60)
  --from T     first moment that is replayed (2019-07-03T12:00Z); what is before is history
  --until T    last moment (2019-07-04T04:00Z)
  --port N     where to look at it (8080; 0: any free one)
  --exit       end with the recording and print what was found as JSON`

const MAX_SPEED = 600
const REPORTER_SEED = 20_190_704
const POLL_MS = 20

type Options = { speed: number; from: number; until: number; port: number; exit: boolean }

/** `npm run demo`: a recorded day through the whole program, on a database of its own that is thrown away at the end. */
async function main(): Promise<void> {
  const recording = readRecording()
  const options = readOptions(recording)
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  await withTemporaryData('demo', (dataDir) => replay(recording, options, dataDir, stop.signal))
}

function readOptions(recording: Recording): Options {
  const { values } = parseArgs({
    options: {
      speed: { type: 'string', default: '60' },
      from: { type: 'string', default: '2019-07-03T12:00:00Z' },
      until: { type: 'string', default: '2019-07-04T04:00:00Z' },
      port: { type: 'string', default: '8080' },
      exit: { type: 'boolean', default: false },
    },
  })
  const speed = number('speed', values.speed, 1, MAX_SPEED)
  const port = number('port', values.port, 0, 65_535)
  const from = instant('from', values.from, recording)
  const until = instant('until', values.until, recording)
  if (until <= from) throw new Error('--until must be after --from')
  return { speed, from, until, port, exit: values.exit }
}

function number(name: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (!(value >= min && value <= max))
    throw new Error(`--${name} must be a number from ${min} to ${max}, not "${text}"`)
  return value
}

function instant(name: string, text: string, { from, to }: Recording): number {
  const at = Date.parse(text)
  if (!(at >= from && at <= to)) {
    const range = [from, to].map((t) => new Date(t).toISOString()).join(' to ')
    throw new Error(`--${name} must be an instant with its zone within ${range}, not "${text}"`)
  }
  return Math.floor(at / MINUTE_MS) * MINUTE_MS
}

async function replay(recording: Recording, options: Options, dataDir: string, signal: AbortSignal): Promise<void> {
  const { speed, from, until, port, exit } = options
  const config = {
    ...readConfig(),
    port,
    dataDir,
    databaseUrl: undefined,
    trustedProxies: ['127.0.0.1', '::1'],
    probes: false,
    logLevel: 'warn',
  }
  say(`REPLAY of 3 July 2019 at ${speed} times its speed: recorded counts of outage.report, addresses drawn at random.`)
  say('Reading five weeks of history …')
  const clock = createReplayClock({ startAt: from, speed })
  const names = new Map<number, string>()
  const rivals = rivalAlarms(recording, until)
  const server = await startServer({
    config,
    clock,
    log: createLog(config.logLevel),
    prepare: (db, directory) => importRecording(db, directory, recording, from),
    trustHistory: true,
    onChange: (providerId, change) => say(describe(names.get(providerId) ?? '?', change, rivals)),
  })
  try {
    for (const { id, slug } of server.directory.all()) names.set(id, slug)
    while (server.detector.judgedUntil === undefined && !signal.aborted) await pause(POLL_MS)
    say(`Watch it live: ${server.url.replace('127.0.0.1', 'localhost')}/  (${label(from)} UTC, five weeks are learned)`)
    clock.start()

    const reporters = createReporters({
      url: server.url,
      clock,
      random: createRandom(REPORTER_SEED),
      problems: (slug) => server.directory.bySlug(slug)?.problems ?? [],
    })
    await reporters.post(recordedVoices(recording, { from, to: until }), signal)
    await reporters.close()
    const hasHeardAll = () => (server.detector.judgedUntil ?? 0) >= until
    while ((clock.now() < until || !hasHeardAll()) && !signal.aborted) await pause(POLL_MS)
    say(`The recording ends. ${reporters.counted} reports were counted, ${reporters.refused} refused.`)
    const summary = await summarise(server, from)
    if (!exit && !signal.aborted) {
      say('The pages stay up; Ctrl-C ends them.')
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
    }
    await server.close()
    if (exit) say(JSON.stringify(summary))
  } finally {
    await server.close()
  }
}

/** What the usual 15-minute rule says of the same reports: it is given the same history, and each bin when it is over. */
function rivalAlarms(recording: Recording, until: number): Map<string, readonly Alarm[]> {
  const voices = recordedVoices(recording, { from: recording.from, to: until })
  return new Map(
    recording.providers.map((provider) => {
      const rule = createQuarterRule(recording.from)
      for (const voice of voices) if (voice.provider === provider) rule.hear(voice.at)
      rule.advance(until)
      return [provider, rule.alarms]
    }),
  )
}

function describe(provider: string, change: Change, rivals: ReadonlyMap<string, readonly Alarm[]>): string {
  const { observed, expected, window_ms: windowMs } = change.evidence
  const seen = `${observed} reports in ${Math.round(windowMs / MINUTE_MS)} min, usually ${expected.toFixed(1)}`
  const parts = [label(change.at), provider.padEnd(18), `${change.from} → ${change.to}`.padEnd(23), seen]
  if (change.type === 'suspected' || change.type === 'confirmed') {
    const alarm = rivals.get(provider)?.find(({ until }) => until >= change.startedAt)
    parts.push(
      `began about ${label(change.startedAt)}`,
      alarm === undefined ? 'the 15-minute rule is silent' : lead(alarm.at - change.at),
    )
  }
  return parts.join('  ')
}

function lead(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / SECOND_MS)
  const length = `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
  return `${length} ${ms < 0 ? 'after' : 'ahead of'} the 15-minute rule`
}

async function summarise({ db }: RunningServer, from: number) {
  const found = await readIncidents(db, { since: from, limit: 500 })
  const incidents = found
    .filter((incident) => incident.detectedAt >= from)
    .toSorted((a, b) => a.startedAt - b.startedAt)
    .map(({ slug, startedAt, detectedAt, resolvedAt, peak }) => ({
      provider: slug,
      startedAt: new Date(startedAt).toISOString(),
      detectedAt: new Date(detectedAt).toISOString(),
      resolvedAt: resolvedAt === null ? null : new Date(resolvedAt).toISOString(),
      peak,
    }))
  return { demo: '2019-07-03', incidents }
}

const label = (at: number) => new Date(at).toISOString().slice(5, 16).replace('T', ' ')
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const say = (line: string) => console.log(line)

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  console.error(USAGE)
  process.exitCode = 1
})
