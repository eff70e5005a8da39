import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'

// Every number of the rule, each with its reason. Whoever changes one changes the version: verdicts name it.
export const RULE_VERSION = 'ladder-4'

const YEAR_S = (365.25 * DAY_MS) / SECOND_MS
/** False alarms a provider-year: `suspected` one, `confirmed` one in ten years. One budget for all routes together. */
export const SUSPECTED_PER_YEAR = 1
export const CONFIRMED_PER_YEAR = 0.1
/** ln of the seconds per allowed false alarm: what the mixture has to reach, in nats. */
export const natsFor = (perYear: number) => Math.log(YEAR_S / perYear)
/** Surges beyond the usual that are listened for: from one voice in five minutes to ten a second, each two and a half times the one before. */
export const SURGES_PER_MINUTE = [0.2, 0.5, 1.2, 3, 7.5, 18, 45, 110, 270, 600]
/** About so many voices make a surge heard: that is how long its clumps matter. */
export const VOICES_TO_HEAR = 10
/** Rungs of the ladder of nulls and the ratio between them: from the lowest null to some thirty times it. */
export const RUNG_RATIO = 1.25
export const RUNGS = 17
/** Beyond any doubt: more evidence than this (seconds, as R) changes nothing. */
export const MOST_EVIDENCE = 1e30

/** A learned rate is never exact: the lowest null is at least a quarter above it (or twice its standard deviation)… */
export const RATE_CAUTION = 1.25
/** …and more while the hours of a day, and then the days of a week, were not all seen yet. */
export const YOUNG_CAUTIONS = [
  { hours: 24, caution: 2.5 },
  { hours: 168, caution: 1.75 },
]
/** However little is known: three times what is believed is more than usual. */
export const MOST_CAUTION = 3
/** Under two a day "usual" means little: a rate below this is taken as this (voices an hour). */
export const RATE_FLOOR = 0.1

/** A block of the past that is this old counts half: seasons change, and products. */
export const BLOCK_HALF_LIFE_DAYS = 180
/** While little is known of how far a provider strays: e-fold by e-fold, exponentially, with this mean (as ln of a multiple). */
export const PRIOR_EXCESS = 0.4
/** Of its budget a provider's own past gets this share: what it has shown is only a sample of what it does. */
export const PAST_SHARE = 0.5
/** What is surely beyond this multiple of the lowest null is nothing that anybody does by himself: no past allows it, however wild… */
export const WILDEST_MULTIPLE = 9
/** …and what is beyond this one is listened to. */
export const MOST_ALLOWED = 12
/** Where it, or something else of its operator, was just confirmed to fail, no past allows more than this. */
export const KIN_MULTIPLE = 2
/** Red takes at least this multiple of the usual, however certain; and this multiple of the lowest null is enough, however wild the past. */
export const CONFIRMED_MULTIPLE = 3
export const MOST_CONFIRMED_ALLOWED = 8
/** What was over within this time, with no probe that failed, was a wave, whatever it was called, and is remembered as one. */
export const WAVE_MS = 80 * MINUTE_MS
/** What lasted longer at this multiple of the lowest null was an incident, even if nobody called it one, and is not. */
export const STRONG_MULTIPLE = 5

/** Distinct reporters, from as many networks, for `suspected`: six where a report is rare (a family, a class are five), eight where there are many. */
export const suspectedReporters = (ratePerHour: number) => (ratePerHour < 8 ? 6 : ratePerHour < 60 ? 7 : 8)
/** Where reports come in clumps, as many clumps: so many reporters for each one that phi says a clump has. */
export const reportersOf = (ratePerHour: number, dispersion: number) =>
  Math.round(suspectedReporters(ratePerHour) * Math.min(MAX_CLUMP, Math.max(1, dispersion)))
export const MAX_CLUMP = 4
/** Twenty friends must not turn a provider red: `confirmed` takes more networks, and so more reporters. */
export const CONFIRMED_NETWORKS = 25
/** When a probe has failed as well, so many people are enough for `confirmed`. */
export const PROBED_REPORTERS = 3
/** Probes alone: so many networks must see it fail, for so many nats together. */
export const PROBE_NETWORKS = 2
export const PROBE_NATS = 12
/** A failed network is counted as such from this many nats on: odds of twenty. */
export const FAILING_NATS = 3
/** So many networks that fail bear out what people say. */
export const VERIFY_NETWORKS = 2

/** Who sees that something is wrong presses too: up to so many times as many. A minute passes before anybody can. */
export const ECHO = 6
export const ECHO_DELAY_MS = MINUTE_MS
/** A suspicion that echo alone could keep up is let go of after this long, unless it was surely this multiple before any echo. */
export const ECHO_PATIENCE_MS = 25 * MINUTE_MS
export const ECHO_PROOF_MULTIPLE = 2.5
/** What was let go of is no news for a while: it is taken for usual, this much above it, and forgotten with this half-life. */
export const HUSH_MARGIN = 1.25
export const HUSH_HALF_LIFE_MS = 2 * DAY_MS

/** A headline is an echo too: what one newspaper's page brings beyond this share of the complaints of so long raises no state by itself… */
export const AMPLIFIED_SHARE = 0.6
export const AMPLIFIED_MS = 10 * MINUTE_MS
/** …from so many on: fewer are no crowd (`suspectedReporters` asks for more). */
export const AMPLIFIED_VOICES = 5
/** A page is named from so many on: anybody can make up a name, and have it printed. */
export const AMPLIFIED_NAMED = 20

/** Distinct reporters and networks are remembered up to this many: beyond it the floors are long passed. */
export const DISTINCT_LIMIT = 256
/** What is remembered voice by voice. A rise that is slower than this is growth. */
export const LONGEST_WINDOW_MS = 4 * HOUR_MS
/** Voices this close are remembered as one instant. */
export const CELL_MS = SECOND_MS
/** A voice observed earlier than this fills history, never the alarm; within it, it is heard now. */
export const LATE_MS = 5 * MINUTE_MS
/** The interval of `startedAt` holds the truth so often. */
export const ONSET_COVER = 0.9

/** While something is wrong, its end is looked for this often. */
export const STEP_MS = 5 * SECOND_MS
/** …and what has lasted so long this often: it does not end within a minute. */
export const SLOW_STEP_MS = MINUTE_MS
export const SLOW_STEP_AFTER_MS = 2 * HOUR_MS

/** Before so many hours were heard nobody knows what is usual: the state is `unknown`. */
export const YOUNG_HOURS = 3
/** The first day is learned anew at each of its hours, by its median. */
export const FIRST_HOURS = 24
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
/** A window counts for clumps up to these: a class of six at once is to be learned, an outage is not. */
export const CLUMP_CLIP_SDS = 3
export const CLUMP_CLIP_VOICES = 5
/** The clumpiest quiet service on record has 3.4; what would say more than this is no quiet time. */
export const MAX_DISPERSION = 5

/** What is usual is not learned while something is wrong. After this long, with no probe that says so, nobody knows any more. */
export const FREEZE_MS = 21 * DAY_MS
/** A suspicion that has not become more in a day is the new usual. */
export const SUSPICION_MS = DAY_MS

/**
 * What an incident brings, as a multiple of the usual, forgets with this half-life: the end halves it faster (in 8 to 105 minutes),
 * people who tire halve it in 6 hours or more.
 */
export const LEVEL_HALF_LIFE_MS = 80 * MINUTE_MS
/** Its peak is remembered longer, where it is known how quiet the hours are: else every night is an end. */
export const PEAK_HALF_LIFE_MS = 6 * HOUR_MS
/** So well is the season known where an hour of the day has brought so many voices that its peak counts half. */
export const SEASON_DOUBT = 10
/** The least that may be usual in an hour of the day: what it brought, and a little, of what was likely, and as little more. */
export const LEAST_SEEN = 0.5
export const LEAST_LIKELY = 3
/** An alarm rings when chance helps: of what was heard until then, so much is the rise's own. */
export const SEEDED_SHARE = 0.5
/**
 * "It goes on" is half of what the incident brings, its end an eighth (or eight times the usual, if that is less). At the least the multiples
 * of the usual below: what was never confirmed is let go of at a lower rate than what was, and comes back at a lower one.
 */
export const ONGOING_SHARE = 0.5
export const ENDED_SHARE = 0.12
export const ENDED_MOST = 8
export const NORMAL_MULTIPLE = { suspected: 1.5, confirmed: 2 }
export const ONGOING_MULTIPLE = { suspected: 2, confirmed: 3 }
/** Where hardly anybody ever reports (voices an hour): one in three hours is normal, and an incident that goes on brings two in one. */
export const NORMAL_FLOOR = 0.3
export const ONGOING_FLOOR = 2
/** Evidence for the end against going on, in nats: about fifty to one to let a suspicion go… */
export const FADE_NATS = 4
/**
 * …to call it recovering four hundred to one, and more the longer it has lasted; or what a quarter of an hour of normal brings (`gain` nats
 * an hour), if that is less: where few report nobody would ever be as sure. A false `recovering` is taken back.
 */
export const recoverNats = (lengthMs: number, gain: number) => {
  const length = Math.log1p(lengthMs / HOUR_MS)
  return Math.min(6 + 2 * length, Math.max(2.5 + length / 2, gain / 4))
}
/** Reports come in waves: a lull is not an end, however clear the figures. The evidence takes at least this long to gather. */
export const LULL_MS = 10 * MINUTE_MS
/** `lately` and `trend` forget with these half-lives: short enough to follow an end, long enough not to follow a wave. */
export const LATELY_HALF_LIFE_MS = 8 * MINUTE_MS
export const TREND_HALF_LIFE_MS = 30 * MINUTE_MS
/** Near normal, but for one standard deviation and half a voice… */
export const NEAR_MULTIPLE = 2.3
export const NEAR_SLACK = 0.5
/** …or what echo makes of twice the usual, once it no longer falls: lately at least this share of the trend. */
export const REMAINDER_MULTIPLE = 2 * ECHO
export const FLAT_SHARE = 0.5
/** …which is never taken for more than so many times that, however sudden the end was. */
export const FALL_MOST = 2.5
/** A suspicion is not let go of while lately it brings so many times its trend. */
export const RISING_SHARE = 1.2
/** It is to be near normal for at least this long, or a tenth of the incident (half a day at the most: by then others vouch for it), before it is `ok`. */
export const recoverMs = (lengthMs: number) => Math.max(15 * MINUTE_MS, Math.min(12 * HOUR_MS, lengthMs / 10))
/** Rising again takes this multiple of the usual while recovering, and more than it had fallen to. */
export const RELAPSE_MULTIPLE = 2
/** After this long people tire: falling reports alone are no end. */
export const TIRED_MS = DAY_MS
/** Instead of a probe or the operator's word: so many networks that say it works within this time, and so large a share of all answers. */
export const WORKS_NETWORKS = 20
export const WORKS_SHARE = 0.8
export const WORKS_MS = 2 * HOUR_MS
/** People complain about a component when at least this share of all voices name it. */
export const NAMED_SHARE = 0.2
/** A new rise this soon after the end is the same incident. */
export const REOPEN_MS = 2 * HOUR_MS
/** Width over which `peak` is counted. */
export const PEAK_MS = 15 * MINUTE_MS
/** A chart's band: this share of what is usual lies below its upper edge. */
export const BAND = 0.975
