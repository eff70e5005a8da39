import { readFileSync } from 'node:fs'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import { readSeries } from '../../server/commands/judge/series-file.ts'
import { RIVALS } from '../rivals/all.ts'
import { type Alarm, alarmsOf } from '../rivals/rival.ts'
import { type Bucket, silencesOf, stepsOf, voicesOf, watch, type Watched } from './counted.ts'
import { drawOutage, type Outage, reportsOf, typicalPerMinute } from './drawn-outage.ts'
import { calibrate, type KnownCusums } from './known-cusum.ts'
import { knownRates } from './known-rates.ts'
import { isWithin, lengthOf, quietStretches, type Stretch } from './quiet-stretches.ts'

/** Drawn outages are so far apart, and up to a day more: who has one every few days has another usual. */
const APART_MS = 14 * DAY_MS
/** The first comes when a rule that learns has had time to. */
const LEARN_MS = { full: 28 * DAY_MS, short: 10 * DAY_MS }
/** A recording of less than this is a short one. */
const SHORT_MS = 60 * DAY_MS
const SEED = 2019

/** One column of a recording; `rounds` times outages are put in. */
export type ServiceJob = { file: string; service: string; rounds: number }
/** A false alarm, if it is one: what was heard, and what a person would ask next. */
export type QuietAlarm = { service: string; at: number; untilMs: number; confirmed: boolean; text: string }
/** Milliseconds from the start of a drawn outage to the first word, null: none while it lasted. */
export type Delay = number | null
export type Trial = {
  reports: number
  ours: Delay
  confirmed: Delay
  cusum: Delay
  cusumFloor: Delay
  rivals: Delay[][]
}
export type ServiceFound = {
  service: string
  quietYears: number
  alarms: QuietAlarm[]
  /** Rivals, and their thresholds, in the order of `RIVALS`: alarms in quiet stretches. */
  rivalAlarms: number[][]
  cusumAlarms: { proven: number; held: number; heldFloor: number }
  trials: Trial[]
}

export function readService(file: string, service: string): Bucket[] {
  const { providers, rows, widthMs } = readSeries(readFileSync(file, 'utf8'))
  const column = providers.indexOf(service)
  return rows.map(({ at, counts }) => ({ from: at, to: at + widthMs, count: counts[column]! }))
}

/** A service as it was, and with drawn outages in its quiet stretches: the detector, the rivals and CUSUM with known rates on the same voices. */
export function measureService({ file, service, rounds }: ServiceJob): ServiceFound {
  const buckets = readService(file, service)
  const recorded: Heard = { buckets, quiet: quietStretches(buckets), voices: voicesOf(buckets, service, SEED) }
  const { quiet, voices } = recorded
  const usual = knownRates(buckets, quiet)
  const cusums = calibrate(voices, usual, quiet)
  const trials: Trial[] = []
  for (let round = 0; round < rounds; round += 1) {
    const random = createRandom(SEED + 31 * round + service.length)
    const outages = placeOutages(random, recorded, usual)
    const added = outages.map((outage) => reportsOf(random, outage))
    const together = [...voices, ...added.flat()].toSorted((a, b) => a - b)
    trials.push(...tryOutages({ ...recorded, voices: together }, outages, added, cusums))
  }
  const { alarms } = listen(recorded)
  const inQuiet = ({ at }: Alarm) => isWithin(quiet, at)
  return {
    service,
    quietYears: lengthOf(quiet) / (365 * DAY_MS),
    alarms: alarms.filter(inQuiet).map((alarm) => describe(service, alarm, buckets, usual)),
    rivalAlarms: rivalsOn(recorded).map((byThreshold) => byThreshold.map((one) => one.filter(inQuiet).length)),
    cusumAlarms: cusums.quietAlarms,
    trials,
  }
}

type Heard = { buckets: readonly Bucket[]; quiet: readonly Stretch[]; voices: readonly number[] }

function listen({ buckets, voices }: Heard): Watched {
  return watch(voices, silencesOf(buckets), { from: buckets[0]!.from, to: buckets.at(-1)!.to })
}

function rivalsOn({ buckets, voices }: Heard): Alarm[][][] {
  return RIVALS.map((rival) => alarmsOf(rival, stepsOf(buckets, voices, rival.stepMs)))
}

/** One after another, each wholly within a quiet stretch. */
export function placeOutages(
  random: () => number,
  { buckets, quiet }: Pick<Heard, 'buckets' | 'quiet'>,
  usual: (at: number) => number,
): Outage[] {
  const [begin, end] = [buckets[0]!.from, buckets.at(-1)!.to]
  const outages: Outage[] = []
  let at = begin + (end - begin < SHORT_MS ? LEARN_MS.short : LEARN_MS.full)
  while (at < end) {
    at += random() * DAY_MS
    const outage = drawOutage(random, Math.floor(at), usual(at))
    const stretch = quiet.find(({ from, to }) => at >= from && at < to)
    if (stretch && outage.overAt + HOUR_MS <= stretch.to) {
      outages.push(outage)
      at = outage.overAt + APART_MS
    } else at += DAY_MS / 4
  }
  return outages
}

function tryOutages(heard: Heard, outages: Outage[], added: number[][], cusums: KnownCusums): Trial[] {
  const { alarms } = listen(heard)
  const confirmed = alarms.flatMap(({ confirmedAt, until }) =>
    confirmedAt === undefined ? [] : [{ at: confirmedAt, until }],
  )
  const rivals = rivalsOn(heard)
  const known = cusums.listen(heard.voices)
  return outages.map((outage, i) => ({
    reports: added[i]!.length,
    ours: delayOf(outage, alarms),
    confirmed: delayOf(outage, confirmed),
    cusum: delayOf(outage, known(typicalPerMinute(outage), 'held')),
    cusumFloor: delayOf(outage, known(typicalPerMinute(outage), 'heldFloor')),
    rivals: rivals.map((byThreshold) => byThreshold.map((one) => delayOf(outage, one))),
  }))
}

/** An alarm that is on already when the outage begins has found it at once, by luck. */
export function delayOf({ startAt, overAt }: Pick<Outage, 'startAt' | 'overAt'>, alarms: readonly Alarm[]): Delay {
  const found = alarms.find(({ at, until }) => at < overAt && (at >= startAt || until > startAt))
  return found ? Math.max(0, found.at - startAt) : null
}

function describe(
  service: string,
  { at, until, confirmedAt, change }: Watched['alarms'][number],
  buckets: readonly Bucket[],
  usual: (at: number) => number,
): QuietAlarm {
  const around = buckets.filter(({ from, to }) => to > at - 40 * MINUTE_MS && from < at + 80 * MINUTE_MS)
  const { observed, expected, window_ms: windowMs } = change.evidence
  const counts = around.map(({ from, to, count }) => `${from <= at && to > at ? '*' : ''}${count ?? '?'}`).join(' ')
  const width = (buckets[0]!.to - buckets[0]!.from) / HOUR_MS
  return {
    service,
    at,
    untilMs: until - at,
    confirmed: confirmedAt !== undefined,
    text:
      `${service} ${new Date(at).toISOString().slice(0, 16)}Z${confirmedAt === undefined ? '' : ' confirmed'}, ` +
      `${((until - at) / HOUR_MS).toFixed(1)} h: ${observed.toFixed(0)} in ${(windowMs / MINUTE_MS).toFixed(0)} min ` +
      `where it expected ${expected.toFixed(1)}; buckets ${counts}, usual ${(usual(at) * width).toFixed(1)}`,
  }
}
