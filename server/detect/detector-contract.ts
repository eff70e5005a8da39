import type { Cause, ScopeCell, State, Testimony } from '../../shared/incident.ts'
import type { Usual } from '../../shared/series.ts'
import type { Blindness } from './blindness.ts'
import type { Change } from './change.ts'
import type { ProbeEvidence } from './probes.ts'
import type { SiteView } from './site-view.ts'
import type { Snapshot } from './snapshot.ts'
import type { HeardNotice, HeardProbe, Spoken } from './voice.ts'

/** One provider, judged by what it was told and by nothing else. */
export type Detector = {
  /** All before this instant is judged. */
  readonly at: number
  /** Nothing happens before this instant unless something more is heard. */
  readonly dueAt: number
  readonly state: State
  /** Probes of two networks agree, or the operator has said so; of what is confirmed, once a change has told it. */
  readonly verified: boolean
  /** Estimated start while something is wrong, and its 90 % interval. */
  readonly startedAt: number | null
  readonly startedBetween: [from: number, to: number] | null
  readonly cause: Cause | null
  readonly peak: number
  /** How many times the usual (at its lowest null) this provider's own past allows it. */
  readonly allowed: number
  /** A voice is judged when `advance` passes it; what amends it comes after it. */
  hear(spoken: Spoken): void
  /** A probe's result counts from when it is heard. */
  probe(result: HeardProbe): void
  notice(notice: HeardNotice): void
  /** We were away in [from, to), which is not yet judged: neither silence nor health. */
  missing(from: number, to: number): void
  /** Judges up to `to`; an instant that was passed already changes nothing. */
  advance(to: number, site?: SiteView): Change[]
  /** Nothing heard so far opens or re-opens anything; unless `keepRise`, what is wrong now is let go of without a change. */
  forget(keepRise: boolean): void
  /** What is believed of the hour that holds `at`. */
  usual(at: number): Usual
  /** The smallest lasting rise that would be noticed within ten minutes in the hour of `at`. */
  blindness(at: number): Blindness
  /** What was heard (as it counts) and what is usual in the whole minute that begins at `start`, one of the last 240. */
  minute(start: number): { observed: number; expected: number }
  /** Each network's probes that are fresh: of how many targets, and how many of them failed last. */
  byNetwork: ProbeEvidence['byNetwork']
  /** Who is affected since the rise began; nobody while all is well. */
  scope(): ScopeCell[]
  /** What people, our probes and the provider itself say now. */
  testimony(): Testimony
  /** Everything, as JSON: `restoreDetector` goes on from it as if nothing had been. */
  snapshot(): Snapshot
}
