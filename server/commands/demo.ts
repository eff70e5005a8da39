import { parseArgs } from 'node:util'
import { MINUTE_MS } from '../../shared/time.ts'
import { createReplayClock } from '../clock.ts'
import { readConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { startServer } from '../main.ts'
import { libero2023 } from './demo/libero.ts'
import { recordedDay } from './demo/recorded-day.ts'
import { Pace } from './demo/pace.ts'
import { createReporters } from './demo/reporters.ts'
import type { Story } from './demo/story.ts'
import { label, say } from './demo/words.ts'
import { withTemporaryData } from './temporary-data.ts'

const STORIES: Record<string, () => Story> = { '2019-07-03': recordedDay, 'libero-2023': libero2023 }
const USAGE = `npm run demo -- [STORY] [options]
  STORY        2019-07-03 (recorded; what plays without a name) or libero-2023 (a simulation)
  --speed N    how many times faster than it was (60 and at most 600; libero-2023: 2400 and 7200)
  --from T     first moment that is played (2019-07-03T12:00Z); what is before is history
  --until T    last moment (2019-07-04T04:00Z)
  --port N     where to look at it (8080; 0: any free one)
  --exit       end with the story and print what was found as JSON`

const POLL_MS = 20
/** Real time. Less than this late nothing is: no press, no result, and no judgement of them. */
const SLACK_MS = 50
const BEHIND_MS = 1_000

type Options = { speed: number; from: number; until: number; port: number; exit: boolean }

/** `npm run demo`: a story through the whole program, on a database of its own that is thrown away at the end. */
async function main(): Promise<void> {
  const { story, options } = readOptions()
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  await withTemporaryData('demo', (dataDir) => play(story, options, dataDir, stop.signal))
}

function readOptions(): { story: Story; options: Options } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      speed: { type: 'string' },
      from: { type: 'string' },
      until: { type: 'string' },
      port: { type: 'string', default: '8080' },
      exit: { type: 'boolean', default: false },
    },
  })
  const [name = '2019-07-03', ...more] = positionals
  const tell = Object.hasOwn(STORIES, name) ? STORIES[name] : undefined
  if (tell === undefined || more.length > 0) throw new Error(`There is no story "${[name, ...more].join(' ')}"`)
  const story = tell()
  const speed = values.speed === undefined ? story.speed : number('speed', values.speed, 1, story.maxSpeed)
  const port = number('port', values.port, 0, 65_535)
  const from = values.from === undefined ? story.from : instant('from', values.from, story)
  const until = values.until === undefined ? story.until : instant('until', values.until, story)
  if (until <= from) throw new Error('--until must be after --from')
  return { story, options: { speed, from, until, port, exit: values.exit } }
}

function number(name: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (!(value >= min && value <= max))
    throw new Error(`--${name} must be a number from ${min} to ${max}, not "${text}"`)
  return value
}

function instant(name: string, text: string, { range: { from, to } }: Story): number {
  const at = Date.parse(text)
  if (!(at >= from && at <= to)) {
    const range = [from, to].map((t) => new Date(t).toISOString()).join(' to ')
    throw new Error(`--${name} must be an instant with its zone within ${range}, not "${text}"`)
  }
  return Math.floor(at / MINUTE_MS) * MINUTE_MS
}

async function play(story: Story, options: Options, dataDir: string, signal: AbortSignal): Promise<void> {
  const { speed, from, until, port, exit } = options
  const config = {
    ...readConfig(),
    port,
    metrics: undefined,
    dataDir,
    databaseUrl: undefined,
    trustedProxies: ['127.0.0.1', '::1'],
    probes: false,
    logLevel: 'warn',
  }
  say(`${story.title} At ${speed} times its speed.`)
  say('Reading five weeks of history …')
  const pace = new Pace()
  let judgedUntil = from
  // Where the story ends time stands still: what comes after would be silence.
  const limit = () => Math.min(until, pace.first + SLACK_MS * speed, judgedUntil + BEHIND_MS * speed)
  const clock = createReplayClock({ startAt: from, speed, mode: story.mode, limit })
  const names = new Map<number, string>()
  const server = await startServer({
    config,
    clock,
    log: createLog(config.logLevel),
    prepare: (db, directory) => story.prepare(db, directory, from),
    trustHistory: true,
    background: story.background,
    onChange: (providerId, change) => say(story.describe(names.get(providerId) ?? '?', change)),
  })
  try {
    const { url, directory } = server
    for (const { id, name } of directory.all()) names.set(id, name)
    while (server.detector.judgedUntil === undefined && !signal.aborted) await pause(POLL_MS)
    say(`Watch it live: ${url.replace('127.0.0.1', 'localhost')}/  (${label(from)} UTC, five weeks are learned)`)
    const watching = setInterval(() => (judgedUntil = server.detector.judgedUntil ?? judgedUntil), POLL_MS)
    watching.unref()
    clock.start()

    const range = { from, to: until }
    const reporters = createReporters({ url, clock, pace })
    const extra = story.extra?.({ url, server, clock, pace, signal }, range)
    await Promise.all([reporters.post(story.voices(range, directory), signal), extra])
    await reporters.close()
    const hasHeardAll = () => (server.detector.judgedUntil ?? 0) >= until
    while ((clock.now() < until || !hasHeardAll()) && !signal.aborted) await pause(POLL_MS)
    clearInterval(watching)
    say(`The story ends. ${reporters.counted} reports were counted, ${reporters.refused} refused.`)
    const summary = { demo: story.name, ...(await story.summarise(server, from)) }
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

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  console.error(USAGE)
  process.exitCode = 1
})
