import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { RIVALS } from '../rivals/all.ts'
import { farringtonFlexible } from '../rivals/farrington.ts'
import { alarmsOf } from '../rivals/rival.ts'
import { chain, compare, type DeclaredDay, readDeclaredDays, type Reading } from './declared.ts'
import { figuresOf, median, minutes, NEVER, row, score, type Score } from './first-word.ts'
import { silencesOf, stepsOf, voicesOf, watch, type Watched } from './counted.ts'
import type { Curve, Result, Size, Yardstick } from './yardstick.ts'

/** Days that are further apart say nothing of each other's verdict. */
const FORGET_MS = HOUR_MS
/** Reports are spread inside their quarters at random: so many times, and all figures are means over them. */
const SEEDS = { quick: [1], full: [1, 2, 3, 4, 5] }
/** farringtonFlexible needs a week without a hole; these days are weeks apart. */
const CONTENDERS = RIVALS.filter((rival) => rival !== farringtonFlexible)

export const d3: Yardstick = {
  name: 'D3',
  title: 'Who was first: 50 problems of AWS and Google Cloud, and when Downdetector declared them',
  goal: 'never later in ≥ 98 %; at least 15 min earlier in ≥ 60 %; median lead ≥ 18 min',
  run: measure,
}

/**
 * Each day by itself, with nothing but its own half day before it; and all days of a provider one after another, of which half is then outage,
 * which no provider's past is. The goal is read on the first; rivals that need more history have it in the second.
 */
function measure(size: Size): Result {
  const days = readDeclaredDays()
  const readings = (['end', 'start'] as const).map((reading) => measureReading(days, reading, SEEDS[size]))
  const [end, start] = readings as [Measured, Measured]
  const own = end.figures
  return {
    figures: {
      ...own,
      ...Object.fromEntries(Object.entries(start.figures).map(([k, v]) => [`${k}_label_is_start`, v])),
    },
    table: {
      head: [
        'label is',
        'rule',
        'not later',
        '≥ 15 min earlier',
        'median lead (95 %)',
        'never',
        'earlier alarms',
        'a quiet day',
      ],
      rows: readings.flatMap(({ rows }) => rows),
    },
    curves: readings.map(({ curve }) => curve),
    met: own.not_later! >= 0.98 && own.early! >= 0.6 && (own.median_lead_min ?? NEVER) >= 18,
    notes: [...end.notes, ...start.notes],
  }
}

type Measured = { figures: Record<string, number | null>; rows: (string | number)[][]; curve: Curve; notes: string[] }

function measureReading(days: DeclaredDay[], reading: Reading, seeds: number[]): Measured {
  const providers = [...new Set(days.map((day) => day.provider))].map((provider) => {
    const buckets = chain(
      days.filter((day) => day.provider === provider),
      reading,
    )
    return { provider, buckets }
  })
  const heard = seeds.flatMap((seed) =>
    providers.map((one) => ({ ...one, seed, voices: voicesOf(one.buckets, one.provider, seed) })),
  )
  const chained = watchAll(days, reading, seeds)
  // Named apart, no day teaches another.
  const apart = days
    .filter(({ isAligned }) => isAligned)
    .map((day) => ({ ...day, provider: `${day.provider} ${day.id}` }))
  const watched = watchAll(apart, reading, seeds)
  const rivals = CONTENDERS.map((rival) => {
    const said = heard.map(({ provider, buckets, voices }) => ({
      provider,
      alarms: alarmsOf(rival, stepsOf(buckets, voices, rival.stepMs), rival.thresholds, FORGET_MS),
    }))
    const scores = rival.thresholds.map((_, i) =>
      score(
        days,
        reading,
        said.map(({ provider, alarms }) => ({ provider, alarms: alarms[i]! })),
      ),
    )
    return { rival, scores, published: scores[rival.thresholds.indexOf(rival.published)]! }
  })
  const ours = score(apart, reading, watched)
  const oursConfirmed = score(apart, reading, watched.map(confirmedOf))
  const oursChained = score(days, reading, chained)
  return {
    figures: {
      ...figuresOf(ours),
      confirmed_median_lead_min: minutes(median(oursConfirmed)),
      ...Object.fromEntries(Object.entries(figuresOf(oursChained)).map(([name, value]) => [`chained_${name}`, value])),
      ...Object.fromEntries(
        rivals.map(({ rival, published }) => [`${slug(rival.name)}_median_lead_min`, minutes(median(published))]),
      ),
    },
    rows: [
      row(reading, 'Brusio, suspected', ours),
      row(reading, 'Brusio, confirmed', oursConfirmed),
      row(reading, 'Brusio, suspected, days chained', oursChained),
      ...rivals.map(({ rival, published }) => row(reading, rival.name, published)),
    ],
    curve: curveOf(reading, ours, oursConfirmed, rivals),
    notes:
      reading === 'end'
        ? earlierOnes(
            apart,
            reading,
            watched.filter(({ seed }) => seed === seeds[0]),
          )
        : [],
  }
}

type Heard = { provider: string; seed: number; alarms: Watched['alarms'] }

function watchAll(days: DeclaredDay[], reading: Reading, seeds: number[]): Heard[] {
  return seeds.flatMap((seed) =>
    [...new Set(days.map((day) => day.provider))].map((provider) => {
      const buckets = chain(
        days.filter((day) => day.provider === provider),
        reading,
      )
      const range = { from: buckets[0]!.from, to: buckets.at(-1)!.to, forgetMs: FORGET_MS }
      return { provider, seed, alarms: watch(voicesOf(buckets, provider, seed), silencesOf(buckets), range).alarms }
    }),
  )
}

const confirmedOf = ({ provider, alarms }: Heard) => ({
  provider,
  alarms: alarms.flatMap((a) => (a.confirmedAt === undefined ? [] : [{ at: a.confirmedAt, until: a.until }])),
})

function curveOf(
  reading: Reading,
  ours: Score,
  confirmed: Score,
  rivals: { rival: { name: string }; scores: Score[] }[],
): Curve {
  const point = (found: Score): [number, number] => [(found.earlier / found.hours) * 24, median(found) / MINUTE_MS]
  return {
    title: `Lead over Downdetector, were a label the ${reading} of its quarter`,
    x: 'alarms in a day before it',
    y: 'median lead, minutes',
    lines: [
      { name: 'Brusio (suspected, confirmed)', points: [point(ours), point(confirmed)], style: 'points' },
      ...rivals.map(({ rival, scores }) => ({
        name: rival.name,
        points: scores.map(point).filter(([, lead]) => Number.isFinite(lead)),
      })),
    ],
  }
}

function earlierOnes(
  days: DeclaredDay[],
  reading: Reading,
  watched: { provider: string; alarms: Watched['alarms'] }[],
): string[] {
  return watched.flatMap(({ provider, alarms }) =>
    days
      .filter((day) => day.provider === provider && day.isAligned)
      .flatMap((day) => {
        const { leadMs, earlier, isNotLater } = compare(day, reading, alarms)
        const late = isNotLater
          ? []
          : [`${provider}: ${leadMs === undefined ? 'not found' : `${minutes(-leadMs)} min late`}`]
        return [
          ...late,
          ...earlier.map((alarm) =>
            describe(
              day,
              alarms.find(({ at }) => at === alarm.at)!,
            ),
          ),
        ]
      }),
  )
}

function describe(day: DeclaredDay, { at, until, change, confirmedAt }: Watched['alarms'][number]): string {
  const { observed, expected, window_ms: windowMs } = change.evidence
  return (
    `${day.provider}: alarm at ${new Date(at).toISOString().slice(0, 16)}Z, ` +
    `${minutes(day.declaredAt - at)} min before it was declared, for ${minutes(until - at)} min, ` +
    `${observed} reports in ${minutes(windowMs)} min where ${expected.toFixed(1)} are usual` +
    (confirmedAt === undefined ? '' : ', confirmed')
  )
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')
}
