import type { IncidentEventType, State } from '../../shared/incident.ts'
import type { Between, ClockReading, Clocks, Leads, NoticeBy, NoticeTopic, ThreeClocks } from '../../shared/notice.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'

/** A change of state, and how many people had reported when the rule made it. Instants are epoch milliseconds. */
export type CrowdEvent = { at: number; type: IncidentEventType; to: State; reporters: number }

/** Failures in a row of one target, seen from one place, after it was up; `backAt`: the first good answer after them, null: none came yet. */
export type ProbeRun = { target: string; firstAt: number; backAt: number | null }

/** What a notice says, as far as a clock goes; `saidFrom`, `saidTo` null: nobody knows when. */
export type Word = {
  id: string
  by: NoticeBy
  topics: readonly NoticeTopic[]
  component: string | null
  device: string | null
  saidFrom: number | null
  saidTo: number | null
  seenAt: number
}

export type ClockFacts = {
  /** The earliest that it may have begun. */
  startedFrom: number
  resolvedAt: number | null
  /** When the provider's incident before this one ended, and when the one after it began: what lies beyond is theirs. */
  previousEnd: number | null
  nextStart: number | null
  events: readonly CrowdEvent[]
  runs: readonly ProbeRun[]
  words: readonly Word[]
}

/** No route of the rule lets fewer people carry anything: a voice now and then is usual, and no signal. */
const FEWEST_PEOPLE = 3
/** Probes may fail so long before people notice. */
export const PROBE_LEAD_MS = 6 * HOUR_MS
/** What was said so long before the start may be of it: planned work, or a start that we put too late. */
export const SAID_BEFORE_MS = DAY_MS
/** What is said so long after the end may still be of it. */
export const SAID_AFTER_MS = 2 * DAY_MS

const TROUBLE: ReadonlySet<NoticeTopic> = new Set(['problem', 'cause', 'attack_denied', 'forecast'])
/** A cause is given afterwards as well: it does not say that it is broken still. */
const STILL: ReadonlySet<NoticeTopic> = new Set(['problem', 'forecast'])

type Reading = { from: number; to: number; source: string | null }

/**
 * First crowd signal, first failed probe, first official word, and the same of the end. Each is the instant of a dated fact, an interval where
 * that is all that is known, or unknown; leads are drawn between dated clocks only.
 */
export function clocksOf(facts: ClockFacts): Clocks {
  const words = facts.words.filter((word) => isOfIncident(word, facts))
  const start = {
    crowd: toReading(crowdStart(facts.events)),
    probe: toReading(probeStart(facts)),
    official: toReading(first(words.filter((word) => isAbout(word, TROUBLE)))),
  }
  const end = {
    crowd: toReading(crowdEnd(facts.events)),
    probe: toReading(probeEnd(facts)),
    official: toReading(officialEnd(words, facts)),
  }
  return { start, end, leads: { start: leadsOf(start), end: leadsOf(end) } }
}

const UNKNOWN: ClockReading = { between: null, source: null }

const exactly = (at: number, source: string | null = null): Reading => ({ from: at, to: at, source })

/** The first change that people carried: a fact, where the start that we give is an estimate. */
function crowdStart(events: readonly CrowdEvent[]): Reading | null {
  const rises = events.filter(({ type, reporters }) => reporters >= FEWEST_PEOPLE && isRise(type))
  return rises.length === 0 ? null : exactly(Math.min(...rises.map(({ at }) => at)))
}

const isRise = (type: IncidentEventType) =>
  type === 'suspected' || type === 'confirmed' || type === 'heard' || type === 'relapsed' || type === 'reopened'

/** Since when reports fell for good. That we lost sight of it is no end. */
function crowdEnd(events: readonly CrowdEvent[]): Reading | null {
  let end: number | null = null
  let spoke = false
  for (const { at, type, to, reporters } of events.toSorted((a, b) => a.at - b.at)) {
    if (isRise(type)) {
      spoke ||= reporters >= FEWEST_PEOPLE
      end = null
    } else if (type === 'recovering' || (type === 'resolved' && to === 'ok')) end ??= at
  }
  return end === null || !spoke ? null : exactly(end)
}

/** Runs that began neither long before the incident nor after it, and were not over when it began. */
function runsOf({ runs, startedFrom, resolvedAt }: ClockFacts): ProbeRun[] {
  return runs.filter(
    ({ firstAt, backAt }) =>
      firstAt >= startedFrom - PROBE_LEAD_MS &&
      firstAt <= (resolvedAt ?? Infinity) &&
      (backAt === null || backAt > startedFrom),
  )
}

function probeStart(facts: ClockFacts): Reading | null {
  const [earliest] = runsOf(facts).toSorted((a, b) => a.firstAt - b.firstAt)
  return earliest ? exactly(earliest.firstAt, earliest.target) : null
}

/** When the last of them came back; unknown while one is away. */
function probeEnd(facts: ClockFacts): Reading | null {
  let last: Reading | null = null
  for (const { target, backAt } of runsOf(facts)) {
    if (backAt === null) return null
    if (last === null || backAt > last.to) last = exactly(backAt, target)
  }
  return last
}

/** Whether the provider or its operator said it of this incident. */
function isOfIncident(word: Word, facts: ClockFacts): boolean {
  const { startedFrom, resolvedAt, previousEnd, nextStart } = facts
  if (!speaksForIt(word)) return false
  const until = Math.min(nextStart ?? Infinity, resolvedAt === null ? Infinity : resolvedAt + SAID_AFTER_MS)
  const [from, to] = [word.saidFrom ?? word.seenAt, word.saidTo ?? word.seenAt]
  return to >= startedFrom - SAID_BEFORE_MS && from >= (previousEnd ?? -Infinity) && from <= until
}

export const speaksForIt = ({ by }: Pick<Word, 'by'>): boolean => by === 'provider' || by === 'operator'
const isAbout = ({ topics }: Word, asked: ReadonlySet<NoticeTopic>) => topics.some((topic) => asked.has(topic))
export const isRestored = ({ topics }: Pick<Word, 'topics'>): boolean => topics.includes('restored')
/** That something is broken still. */
export const saysBroken = (word: Word): boolean => isAbout(word, STILL) && !isRestored(word)
/** A word of unknown date was said before it came to us, who knows how long. */
const saidOf = ({ id, saidFrom, saidTo, seenAt }: Word): Reading => ({
  from: saidFrom ?? -Infinity,
  to: saidTo ?? seenAt,
  source: id,
})

/** When the first of them was said: as little is known of it as the least known of those that may be the first. */
function first(words: readonly Word[]): Reading | null {
  let found: Reading | null = null
  for (const said of words.map(saidOf)) {
    if (found === null) found = said
    else
      found = {
        from: Math.min(found.from, said.from),
        to: Math.min(found.to, said.to),
        source: isEarlier(said, found) ? said.source : found.source,
      }
  }
  return found
}

const isEarlier = (a: Reading, b: Reading) => a.from < b.from || (a.from === b.from && a.to < b.to)

/**
 * When all that was said to be broken was first said to work again. A word that a later one took back does not count, nor
 * one of a part where more was broken.
 */
function officialEnd(words: readonly Word[], { startedFrom, resolvedAt }: ClockFacts): Reading | null {
  const broken = words.filter(saysBroken)
  const standing = words.filter(
    (word) =>
      isRestored(word) &&
      saidOf(word).to >= startedFrom &&
      !broken.some((other) => saidOf(other).from <= (resolvedAt ?? Infinity) && takesBack(other, word)),
  )
  const parts: Part[] = broken.length > 0 ? broken : [{ component: null, device: null }]
  let last: Reading | null = null
  for (const part of parts) {
    const back = first(standing.filter((word) => covers(word, part)))
    if (back === null) return null
    if (last === null) last = back
    else {
      const source: string | null = last.to >= back.to ? last.source : back.source
      last = { from: Math.max(last.from, back.from), to: Math.max(last.to, back.to), source }
    }
  }
  return last
}

export type Part = { component: string | null; device: string | null }

/** Whether what is said of `a` is said of all of `b`. */
export const covers = (a: Part, b: Part): boolean =>
  (a.component === null || a.component === b.component) && (a.device === null || a.device === b.device)

const touches = (a: Part, b: Part) =>
  (a.component === null || b.component === null || a.component === b.component) &&
  (a.device === null || b.device === null || a.device === b.device)

/** Whether `later` speaks of the same thing, and the time it may first have been said is later. Of unknown date it takes nothing back. */
export const takesBack = (later: Word, word: Word): boolean =>
  touches(later, word) && saidOf(later).from > (word.saidFrom ?? word.seenAt)

const iso = (at: number) => new Date(at).toISOString()
export const toBetween = (from: number, to: number): Between => [iso(from), iso(to)]

function toReading(reading: Reading | null): ClockReading {
  if (reading === null) return UNKNOWN
  const { from, to, source } = reading
  return { between: Number.isFinite(from) ? toBetween(from, to) : null, source }
}

function leadsOf({ crowd, probe, official }: ThreeClocks): Leads {
  return {
    crowd_before_probe: leadOf(crowd, probe),
    crowd_before_official: leadOf(crowd, official),
    probe_before_official: leadOf(probe, official),
  }
}

function leadOf({ between: from }: ClockReading, { between: to }: ClockReading): [number, number] | null {
  if (from === null || to === null) return null
  const minutes = (a: string, b: string) => Math.round((Date.parse(b) - Date.parse(a)) / MINUTE_MS) || 0
  return [minutes(from[1], to[0]), minutes(from[0], to[1])]
}
