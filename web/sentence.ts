import type { Cause, State } from '../shared/incident.ts'
import type { Verdict } from '../shared/series.ts'
import { DAY_MS } from '../shared/time.ts'
import {
  formatClock,
  formatDay,
  formatDayMonth,
  formatExpected,
  formatList,
  formatNumber,
  formatPercent,
  formatYear,
  sameDay,
  type Reader,
} from './format.ts'
import { isCollateral } from './groups.ts'
import type { Lang } from './locales/language.ts'
import { clockTexts } from './locales/clock.ts'
import { liveTexts, type Backing } from './locales/live.ts'

/** What colour and shape a verdict has. Reports that follow somebody else's incident have none of trouble. */
export type Tone = State | 'collateral'

export type Sentence = {
  tone: Tone
  /** The state in words, for a title. */
  words: string
  headline: string
  numbers: string
  /** How sure the start is; null: nothing to say. */
  began: string | null
  /** With whom, or after whom. */
  cause: string | null
  hint: string | null
}

export type Spoken = Pick<
  Verdict,
  'state' | 'verified' | 'since' | 'started_between' | 'cause' | 'reports_15m' | 'expected_15m'
> &
  Partial<Pick<Verdict, 'testimony'>>

/** Clearly more than usual: so many times as many, and so many more that a quiet hour's few do not count. */
const RAISED_TIMES = 2
const RAISED_BY = 8

/** More names than this are a number. */
const NAMES_SHOWN = 4

/** The verdict in words, the same on the page, in the script and in the embed. */
export function verdictSentence(reader: Reader, verdict: Spoken, now: number): Sentence {
  const texts = liveTexts[reader.lang]
  const tone = toneOf(verdict)
  const troubled = tone !== 'ok' && tone !== 'unknown'
  const since = troubled && verdict.since !== null ? Date.parse(verdict.since) : undefined
  const cause = troubled ? verdict.cause : null
  const between = since === undefined ? null : startBetween(reader, verdict, now)
  const raised = isRaised(verdict)
  const words = stateWords(reader.lang, verdict)
  const when =
    since === undefined
      ? ''
      : texts.since(verdict.state, formatClock(reader, since), otherDay(reader, since, now), between !== null)
  const isLong = since !== undefined && now - since >= DAY_MS
  return {
    tone,
    words,
    headline: tone === 'collateral' && cause ? `${texts.risesWith(namesOf(reader, cause))}.` : `${words}${when}.`,
    numbers: texts.numbers(
      verdict.reports_15m,
      formatNumber(reader.lang, verdict.reports_15m),
      formatExpected(reader.lang, verdict.expected_15m),
    ),
    began: between,
    cause: cause && causeWords(reader, cause),
    hint: tone === 'collateral' ? null : raised ? texts.raisedHint : stateHint(reader.lang, verdict, isLong),
  }
}

function stateWords(lang: Lang, verdict: Spoken): string {
  const texts = liveTexts[lang]
  const tone = toneOf(verdict)
  if (tone === 'collateral') return texts.collateral
  if (isRaised(verdict)) return texts.raised
  return tone === 'recovering' && isBackedUp(verdict) ? texts.recovers : texts.state(tone, verdict.verified)
}

/** Fewer reports prove little; our own checks, which now pass, do. */
export const isBackedUp = ({ testimony }: Spoken) => testimony?.probes === 'healthy'

function stateHint(lang: Lang, verdict: Spoken, isLong: boolean): string | null {
  // What they say now is told beside it, and that somebody says otherwise.
  if (verdict.testimony?.disputed) return null
  const restored = verdict.testimony?.official === 'restored'
  return liveTexts[lang].hint(
    verdict.state,
    verdict.verified,
    isLong && !restored,
    backingOf(verdict),
    isHeard(verdict),
  )
}

/** People say so now, as far as the rule hears them. */
const isHeard = ({ testimony, reports_15m: heard }: Spoken) => (testimony ? testimony.crowd === 'problem' : heard > 0)

function backingOf({ testimony }: Spoken): Backing {
  const isFailing = testimony?.probes === 'failing' || testimony?.probes === 'mixed'
  if (testimony?.official !== 'problem') return isFailing ? 'probes' : 'either'
  return isFailing ? 'both' : 'official'
}

export function toneOf(verdict: Pick<Verdict, 'state' | 'cause'>): Tone {
  const { state } = verdict
  return state !== 'ok' && state !== 'unknown' && isCollateral(verdict) ? 'collateral' : state
}

/** Nothing is wrong as far as the rule goes, but "as usual" would not be true. */
export function isRaised({ state, reports_15m: heard, expected_15m: usual }: Spoken): boolean {
  return state === 'ok' && usual !== null && heard >= RAISED_TIMES * usual && heard >= usual + RAISED_BY
}

/** "It began between 13:18 and 13:25"; null where the interval is not known or within one minute. */
function startBetween(reader: Reader, { started_between }: Spoken, now: number): string | null {
  if (started_between === null) return null
  const [from, to] = started_between.map((at) => Date.parse(at)) as [number, number]
  const end = instantWords(reader, to, now)
  if (instantWords(reader, from, now) === end) return null
  // One day is named once.
  const start = sameDay(reader, from, to) ? formatClock(reader, from) : instantWords(reader, from, now)
  return liveTexts[reader.lang].began(start, end)
}

/** The time of day, and the day where it is another one than `now`. */
function instantWords(reader: Reader, at: number, now: number): string {
  const day = otherDay(reader, at, now)
  const clock = formatClock(reader, at)
  return day === null ? clock : clockTexts[reader.lang].clockOn(clock, day)
}

/** The day, without a year that is this one; null: the day of `now`. */
function otherDay(reader: Reader, at: number, now: number): string | null {
  if (sameDay(reader, at, now)) return null
  return formatYear(reader, at) === formatYear(reader, now) ? formatDayMonth(reader, at) : formatDay(reader, at)
}

/** Whose fault, in a sentence; null: nobody else has to do with it. */
export function causeWords(reader: Reader, cause: Cause): string | null {
  const texts = liveTexts[reader.lang]
  if (cause.of.length === 0 || cause.kind === 'own') return null
  const names = namesOf(reader, cause)
  if (cause.kind === 'group') return texts.together(names, cause.operator ?? null)
  return texts.follows(names, cause.share === null ? null : formatPercent(reader.lang, cause.share))
}

function namesOf(reader: Reader, { of, names = of }: Cause): string {
  const texts = liveTexts[reader.lang]
  const rest = names.length - NAMES_SHOWN
  return formatList(reader.lang, rest > 1 ? [...names.slice(0, NAMES_SHOWN), texts.others(rest)] : names)
}
