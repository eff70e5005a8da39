import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'

// Every number of the rule, each with its reason. Whoever changes one changes the version: verdicts name it.
export const RULE_VERSION = 'scan-1'

/** A verdict is looked at this often: far below the delay of any honest rule, and few enough to be cheap. */
export const STEP_MS = 5 * SECOND_MS

/** Lengths over which voices are compared with the usual: short ones catch a surge, long ones a slow rise. */
export const WINDOWS_MS = [1, 2, 5, 10, 20, 40, 60, 120].map((minutes) => minutes * MINUTE_MS)
export const LONGEST_WINDOW_MS = 120 * MINUTE_MS

const YEAR_MS = 365 * DAY_MS
/** False alarms a provider-year that pure chance may give: `suspected` one, `confirmed` one in ten years. */
const SUSPECTED_PER_YEAR = 1
const CONFIRMED_PER_YEAR = 0.1
/**
 * Clusters have a heavier tail than the negative binomial we score with, so the evidence asked for is more than the
 * budget alone would say; a false red is the worst mistake, so `confirmed` asks for twice that of the bare budget.
 */
const SUSPECTED_CAUTION = 1.5
const CONFIRMED_CAUTION = 2.5

/** Evidence, in nats, that a window of this length must hold. The budget is shared by all windows of all lengths in a year. */
function nats(windowMs: number, perYear: number): number {
  return Math.log(((YEAR_MS / windowMs) * WINDOWS_MS.length) / perYear)
}
export const suspectedNats = (windowMs: number) => SUSPECTED_CAUTION * nats(windowMs, SUSPECTED_PER_YEAR)
export const confirmedNats = (windowMs: number) => CONFIRMED_CAUTION * nats(windowMs, CONFIRMED_PER_YEAR)

/** A learned rate is never exact: what is compared with is a quarter above it. */
export const RATE_CAUTION = 1.25
/** Under two a day "usual" means little: a rate below this is taken as this (voices an hour). */
export const RATE_FLOOR = 0.1
/** Less than twice the usual is not shown as a fault, however certain; red takes three times. */
export const SUSPECTED_RATIO = 2
export const CONFIRMED_RATIO = 3

/** Distinct reporters for `suspected`: three where a report is rare, eight where there are many. */
export const suspectedReporters = (ratePerHour: number) => Math.min(8, Math.floor(3 + Math.log2(1 + ratePerHour)))
export const SUSPECTED_NETWORKS = 3
/** Twenty friends must not turn a provider red: `confirmed` takes as many networks, and so as many reporters. */
export const CONFIRMED_NETWORKS = 20

/** Within a network and a minute the first few voices count in full, the n-th after them as this divided by n. */
export const FULL_VOICES_OF_NETWORK = 3
/** Distinct reporters and networks are remembered up to this many: beyond it the floors are long passed. */
export const DISTINCT_LIMIT = 256
/** A voice observed earlier than this fills history, never the alarm; within it, it is heard now. */
export const LATE_MS = 5 * MINUTE_MS

/** Before a whole day was heard nobody knows what is usual: the state is `unknown`. */
export const YOUNG_HOURS = 24
/** Hours are learned this much later, so that the foot of a rise that is found in time is not learned from. */
export const LEARN_DELAY_HOURS = 2
/** What is learned of an hour when less than this share of it was heard: nothing. */
export const MIN_HEARD_SHARE = 0.5
/** The level follows growth and summers, not days. */
export const LEVEL_HALF_LIFE_HOURS = (21 * DAY_MS) / HOUR_MS
/** Growth can be faster: the busier of the slow level and of this quick one is what is usual. */
export const QUICK_HALF_LIFE_HOURS = (3 * DAY_MS) / HOUR_MS
/** The quick level leans on the slow one with this many voices. */
export const QUICK_SHRINK = 10
/** A week's shape changes slower than its level. */
export const SEASON_HALF_LIFE_WEEKS = 8
/** The shape of an hour of the day, and of an hour of the week against it, is believed after about so many voices. */
export const DAY_SHRINK = 10
export const WEEK_SHRINK = 20
/** One strange hour moves the level by no more than this many standard deviations, plus one voice. */
export const CLIP_SDS = 3
/** Before anything is known counts are taken as this clumpy (variance / mean), believed for so many expected voices. */
export const PRIOR_DISPERSION = 1.5
export const PRIOR_DISPERSION_VOICES = 30
/** The clumpiest quiet service on record has 3.4; what would say more than this is no quiet time. */
export const MAX_DISPERSION = 5

/** What is usual is not learned while something is wrong, but not for ever: a lasting change is the new usual. */
export const FREEZE_MS = 21 * DAY_MS
/** An excess under this multiple that has lasted a day is growth as likely as a fault: it is learned from, clipped. */
export const MILD_MULTIPLE = 5
export const MILD_MS = DAY_MS

/** An incident's rate, as a multiple of the usual, forgets with this half-life. */
export const INCIDENT_HALF_LIFE_MS = 2 * HOUR_MS
/**
 * Near normal is this multiple of the usual, "it goes on" at least half of what the incident brings and at least the next
 * multiple: what was never confirmed is let go of at a lower rate than what was, and comes back at a lower one.
 */
export const NORMAL_MULTIPLE = { suspected: 1.5, confirmed: 2 }
export const ONGOING_MULTIPLE = { suspected: SUSPECTED_RATIO, confirmed: CONFIRMED_RATIO }
export const ONGOING_SHARE = 0.5
/** Where hardly anybody ever reports: a voice in two hours is normal, and an incident that goes on brings three an hour. */
export const NORMAL_FLOOR = 0.5
export const ONGOING_FLOOR = 3
/** Evidence for near normal against going on, in nats: about fifty to one to let a suspicion go… */
export const FADE_NATS = 4
/** …four hundred to one to call it recovering, and more the longer it has lasted. */
export const recoverNats = (lengthMs: number) => 6 + 2 * Math.log1p(lengthMs / HOUR_MS)
/** Reports come in waves: a lull is not an end, however clear the figures. The evidence takes at least this long to gather. */
export const LULL_MS = 10 * MINUTE_MS
/** `recovering` lasts at least this long, or a tenth of the incident. */
export const recoverMs = (lengthMs: number) => Math.max(15 * MINUTE_MS, lengthMs / 10)
/** A new rise this soon after the end is the same incident. */
export const REOPEN_MS = 2 * HOUR_MS
/** Width over which `peak` is counted. */
export const PEAK_MS = 15 * MINUTE_MS
/** A chart's band: this share of what is usual lies below its upper edge. */
export const BAND = 0.975
