import type { ScopeCell, State } from '../../shared/incident.ts'
import type { Forecast, ForecastOutcome } from '../../shared/notice.ts'
import type { Device } from '../../shared/provider.ts'
import { DAY_MS, HOUR_MS } from '../../shared/time.ts'
import {
  SAID_BEFORE_MS,
  covers,
  isRestored,
  saysBroken,
  speaksForIt,
  takesBack,
  toBetween,
  type Part,
  type Word,
} from './clocks.ts'

/** What is known of an incident's end, in all and part by part. Instants are epoch milliseconds. */
export type Episode = {
  startedFrom: number
  state: State
  /** Reports fall since; null: they do not, or did again. */
  recoveringAt: number | null
  resolvedAt: number | null
  /** Up to when it was judged. */
  judgedAt: number
  scope: readonly ScopeCell[]
  /** The last hour in which surely more was reported than is usual, by its start; null: never, or nothing is kept of it. */
  lastLoud: (part: Part) => number | null
}

/** An announced time: the earliest and latest deadline that may have been meant. */
export type Announced = Part & { device: Device | null; dueFrom: number; dueTo: number; zone: string }
/** A notice, with what it announced. */
export type Announcement = Word & { author: string; forecasts: readonly Announced[] }

/**
 * `since` begins a stretch in which the rule heard next to nothing of a part: half an hour or an hour, once people tire up to a day. At its
 * beginning the part may have been away still, for so long. How much sooner it was back nobody knows (at night hardly anybody
 * reports): there only hours that were loud say that it was not.
 */
export const SINCE_UNSURE_MS = { fresh: HOUR_MS, tired: 4 * HOUR_MS, tiredAfter: DAY_MS }
/** People go on pressing for a while: an hour of reports says that it was not back an hour before. */
export const TAIL_MS = HOUR_MS

/** Surely not back at `notBefore`, surely back at `by`; null: not surely back yet. */
export type Back = { notBefore: number; by: number | null }

/** What came of an announced time. Never a stronger word than the facts: what may be either is `undecidable`. */
export function judge(
  { notBefore, by }: Back,
  { dueFrom, dueTo }: Pick<Announced, 'dueFrom' | 'dueTo'>,
  now: number,
): ForecastOutcome {
  if (by !== null && by <= dueFrom) return 'met'
  if (notBefore >= dueTo) return 'exceeded'
  return by === null && now < dueTo ? 'pending' : 'undecidable'
}

/** Of the whole and its parts: all the same, or `partly` where some are met and others exceeded. */
export function together(outcomes: readonly ForecastOutcome[]): ForecastOutcome {
  const has = (outcome: ForecastOutcome) => outcomes.includes(outcome)
  if (has('pending')) return 'pending'
  if (has('met') && has('exceeded')) return 'partly'
  const [one = 'undecidable'] = outcomes
  return outcomes.every((outcome) => outcome === one) ? one : 'undecidable'
}

/** Every time that these notices announced, with what came of it in the incident it was said of. */
export function forecastsOf(notices: readonly Announcement[], episodes: readonly Episode[], now: number): Forecast[] {
  return notices.flatMap((notice) => {
    const episode = episodeOf(notice, episodes)
    return notice.forecasts.map((announced) => ({
      notice: notice.id,
      author: notice.author,
      said_between:
        notice.saidFrom === null || notice.saidTo === null ? null : toBetween(notice.saidFrom, notice.saidTo),
      due_between: toBetween(announced.dueFrom, announced.dueTo),
      zone: announced.zone,
      component: announced.component,
      device: announced.device,
      ...outcomeOf(announced, episode, notices, now),
    }))
  })
}

/** The newest that may have been going on when it was said; one that ended before is not meant. */
export function episodeOf(notice: Word, episodes: readonly Episode[]): Episode | null {
  const [from, to] = [notice.saidFrom ?? notice.seenAt, notice.saidTo ?? notice.seenAt]
  const fitting = episodes.filter(
    ({ startedFrom, resolvedAt }) => to >= startedFrom - SAID_BEFORE_MS && from <= (resolvedAt ?? Infinity),
  )
  const begun = fitting.filter(({ startedFrom }) => startedFrom <= to)
  const newestFirst = (a: Episode, b: Episode) => b.startedFrom - a.startedFrom
  return begun.toSorted(newestFirst)[0] ?? fitting.toSorted(newestFirst).at(-1) ?? null
}

type Judged = Pick<Forecast, 'outcome' | 'parts'>

/** What came of one announced time; without an incident nothing can be said of it. */
export function outcomeOf(announced: Announced, episode: Episode | null, words: readonly Word[], now: number): Judged {
  if (episode === null) return { outcome: now < announced.dueTo ? 'pending' : 'undecidable', parts: [] }
  const restored = words.filter((word) => isRestoration(word, episode, words))
  const found = partsOf(announced, episode, restored).map((part) => ({ part, back: backOf(part, episode, restored) }))
  const parts = found.map(({ part, back }) => ({
    component: part.component,
    device: part.device,
    restored_between: back.by === null ? null : toBetween(back.notBefore, back.by),
    outcome: judge(back, announced, now),
  }))
  // All of it is back no sooner than its last part.
  const own = backOf(announced, episode, restored)
  const notBefore = Math.max(own.notBefore, ...found.map(({ back }) => back.notBefore))
  const by = own.by === null ? null : Math.max(own.by, notBefore)
  return { outcome: together([judge({ notBefore, by }, announced, now), ...parts.map((p) => p.outcome)]), parts }
}

/** Their own word that it, or a part, works again, and no later one that it does not. */
function isRestoration(word: Word, { startedFrom, resolvedAt }: Episode, words: readonly Word[]): boolean {
  const { saidFrom, saidTo, seenAt } = word
  if (!speaksForIt(word) || !isRestored(word) || (saidTo ?? seenAt) < startedFrom) return false
  if ((saidFrom ?? seenAt) > (resolvedAt ?? Infinity)) return false
  return !words.some((other) => speaksForIt(other) && saysBroken(other) && takesBack(other, word))
}

const NO_PART: Part = { component: null, device: null }
const isSame = (a: Part, b: Part) => a.component === b.component && a.device === b.device
const isWhole = (part: Part) => isSame(part, NO_PART)
/** `component_device` cells write '-' for what was not said: that is no part. */
const named = (value: string | undefined) => (value === undefined || value === '' || value === '-' ? null : value)

function toPart({ facet, value }: ScopeCell): Part | null {
  if (facet === 'device') return { component: null, device: named(value) }
  if (facet === 'component') return { component: named(value), device: null }
  if (facet !== 'component_device') return null
  const [component, device] = value.split('/')
  return { component: named(component), device: named(device) }
}

type KnownPart = { component: string | null; device: Device | null }

/** What came back at times of its own within what was announced: devices and components of the whole, pairs of a part. */
function partsOf(announced: Announced, { scope }: Episode, restored: readonly Word[]): KnownPart[] {
  const wanted = isWhole(announced) ? ['device', 'component'] : ['component_device']
  const cells = scope.filter(({ facet, verdict }) => wanted.includes(facet) && isHit(verdict))
  const parts: Part[] = []
  for (const part of [...cells.map(toPart), ...restored]) {
    if (part === null || isWhole(part) || isSame(part, announced) || !covers(announced, part)) continue
    if (!parts.some((other) => isSame(other, part))) parts.push({ component: part.component, device: part.device })
  }
  return parts as KnownPart[]
}

const isHit = (verdict: ScopeCell['verdict']) => verdict === 'affected' || verdict === 'recovered'

/** When a part, or with null and null all of it, came back. */
export function backOf(part: Part, episode: Episode, restored: readonly Word[]): Back {
  const { startedFrom, state, resolvedAt, scope, recoveringAt } = episode
  const loud = episode.lastLoud(part)
  const lastLoud = Math.max(startedFrom, (loud ?? -Infinity) - TAIL_MS)
  const cell = scope.find((other) => {
    const of = toPart(other)
    return of !== null && !isWhole(of) && isSame(of, part)
  })
  // One that ended because we lost sight of it did not come back for us.
  const over = resolvedAt !== null && state === 'ok' ? resolvedAt : null
  const ours = Math.min(over ?? Infinity, recoveredBy(cell, loud, episode))
  // While it goes on, their word alone does not bring back a part of which we know nothing.
  const isSeen = cell !== undefined && cell.verdict !== 'unknown'
  const isAway = over === null && (isSeen ? cell.verdict === 'affected' : recoveringAt === null)
  const said = isAway ? Infinity : saidBy(part, restored, loud)
  const by = Math.min(ours, said)
  return Number.isFinite(by) ? { notBefore: Math.min(lastLoud, by), by } : { notBefore: lastLoud, by: null }
}

/** By when we are sure that it had recovered; Infinity: we are not. */
function recoveredBy(cell: ScopeCell | undefined, loud: number | null, { startedFrom, judgedAt }: Episode): number {
  if (cell?.verdict !== 'recovered') return Infinity
  const since = cell.since === undefined ? judgedAt : Date.parse(cell.since)
  const { fresh, tired, tiredAfter } = SINCE_UNSURE_MS
  const unsure = since - startedFrom > tiredAfter ? tired : fresh
  return Math.max(since, Math.min(Math.max(since, (loud ?? -Infinity) + HOUR_MS) + unsure, judgedAt))
}

/** Their word counts where nothing speaks against it: an hour that was loud after it disputes it. */
function saidBy(part: Part, restored: readonly Word[], loud: number | null): number {
  const times = restored
    .filter((word) => covers(word, part))
    .map(({ saidTo, seenAt }) => saidTo ?? seenAt)
    .filter((at) => loud === null || loud < at)
  return Math.min(Infinity, ...times)
}
