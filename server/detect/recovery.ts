import { HOUR_MS } from '../../shared/time.ts'
import {
  ENDED_MOST,
  ENDED_SHARE,
  FADE_NATS,
  FALL_MOST,
  FLAT_SHARE,
  LATELY_HALF_LIFE_MS,
  LEVEL_HALF_LIFE_MS,
  LULL_MS,
  NEAR_MULTIPLE,
  NEAR_SLACK,
  NORMAL_FLOOR,
  NORMAL_MULTIPLE,
  ONGOING_FLOOR,
  ONGOING_MULTIPLE,
  ONGOING_SHARE,
  PEAK_HALF_LIFE_MS,
  recoverNats,
  REMAINDER_MULTIPLE,
  RISING_SHARE,
  SEASON_DOUBT,
  SEEDED_SHARE,
  TREND_HALF_LIFE_MS,
} from './rule.ts'

/** Voices and how many are usual, both forgotten alike: their quotient is a multiple of the usual. */
type Mean = { voices: number; usual: number }
/** Near normal against going on, all as multiples of the usual, so that a quiet night is not health. */
export type Recovery = {
  /** What the incident brings against the least that may be usual; held while recovering: what it brought. */
  level: Mean
  isHeld: boolean
  /** The highest level, slowly forgotten. */
  peak: number
  lately: Mean
  trend: Mean
  /** The lowest trend since it was held. */
  low: number
  /** Only what came since it was shown counts in `lately` and `trend`. */
  isShown: boolean
  /** Evidence for near normal so far, and what is asked of it. */
  nats: number
  asked: number
  /** For how long it has been near normal, or no more than echo keeps up. */
  nearMs: number
}
/** What a step of time brought. `leastPerHour`: the least that may be usual; `shape`: voices that the usual is known from. */
export type RecoveryStep = {
  voices: number
  stepMs: number
  ratePerHour: number
  leastPerHour: number
  dispersion: number
  shape: number
  /** How long it has been confirmed to last; null: a mere suspicion. */
  lengthMs: number | null
}

export function beginRecovery(voices: number, usual: number): Recovery {
  const seed = { voices: SEEDED_SHARE * voices, usual }
  return {
    level: seed,
    isHeld: false,
    peak: 0,
    lately: { ...seed },
    trend: { ...seed },
    low: 0,
    isShown: false,
    nats: 0,
    asked: FADE_NATS,
    nearMs: 0,
  }
}

/** One step of time. Evidence never exceeds what is asked, so that it can be lost again. */
export function stepRecovery(recovery: Recovery, step: RecoveryStep): void {
  const { voices, stepMs, ratePerHour, leastPerHour, dispersion, lengthMs } = step
  const hours = stepMs / HOUR_MS
  const { normal, ongoing } = ratesOf(recovery, step)
  const ratio = Math.log(ongoing / normal)
  const gain = (ongoing - normal - normal * ratio) / dispersion
  recovery.asked = lengthMs === null ? FADE_NATS : recoverNats(lengthMs, gain)
  // Waves are no chance: however many voices, the evidence takes a lull's length to gather, and as long to go.
  const temper = Math.min(1 / dispersion, (recovery.asked * HOUR_MS) / LULL_MS / (ongoing - normal))
  const nats = recovery.nats + temper * ((ongoing - normal) * hours - voices * ratio)
  recovery.nats = Math.min(recovery.asked, Math.max(0, nats))
  if (!recovery.isHeld) add(recovery.level, voices, leastPerHour * hours, stepMs / LEVEL_HALF_LIFE_MS)
  recovery.peak = Math.max(multipleOf(recovery.level), recovery.peak * 2 ** (-stepMs / PEAK_HALF_LIFE_MS))
  add(recovery.lately, voices, ratePerHour * hours, stepMs / LATELY_HALF_LIFE_MS)
  add(recovery.trend, voices, ratePerHour * hours, stepMs / TREND_HALF_LIFE_MS)
  // A sudden end is no fall that goes on.
  if (recovery.isHeld) {
    const most = FALL_MOST * multipleOf(recovery.lately) * recovery.trend.usual
    recovery.trend.voices = Math.min(recovery.trend.voices, most)
  }
  recovery.low = Math.min(recovery.low, multipleOf(recovery.trend))
  recovery.nearMs = Math.max(0, recovery.nearMs + nearness(recovery, dispersion) * stepMs)
}

/** It was shown: from here on echo is heard, and what rang the alarm is not. */
export function showRecovery(recovery: Recovery): void {
  recovery.isShown = true
  recovery.lately = { voices: 0, usual: 0 }
  recovery.trend = { voices: 0, usual: 0 }
}

/** It is called recovering: what it brought until now is what a relapse is compared with. */
export function holdRecovery(recovery: Recovery): void {
  recovery.isHeld = true
  recovery.low = multipleOf(recovery.trend)
  recovery.nearMs = 0
}

/** It goes on. */
export function resumeRecovery(recovery: Recovery): void {
  recovery.isHeld = false
  recovery.nats = 0
  recovery.nearMs = 0
}

/** No more than usual is heard lately, but for chance. */
export const isQuiet = (recovery: Recovery, dispersion: number) => isWithin(recovery, NEAR_MULTIPLE, dispersion)
/** How many times the usual comes now. */
export const multipleNow = ({ trend }: Recovery) => multipleOf(trend)
/** What is left when it ends. */
export const remainder = ({ lately, trend }: Recovery) => Math.min(multipleOf(lately), multipleOf(trend))
export const isRising = ({ lately, trend }: Recovery) => multipleOf(lately) > RISING_SHARE * multipleOf(trend)
/** While recovering: more than echo keeps up and than it had fallen to, or as much as before. */
export const isNewRise = (recovery: Recovery, dispersion: number) =>
  recovery.nats === 0 || !isWithin(recovery, Math.max(REMAINDER_MULTIPLE, 2 * recovery.low), dispersion)

/** Voices an hour: what would be the end, and what would be going on. */
function ratesOf(recovery: Recovery, step: RecoveryStep): { normal: number; ongoing: number } {
  const { ratePerHour, leastPerHour, shape, lengthMs } = step
  const of = lengthMs === null ? 'suspected' : 'confirmed'
  const doubt = 1 + (24 * SEASON_DOUBT) / Math.max(1, shape)
  const level = Math.max(multipleOf(recovery.level), recovery.peak / doubt) * leastPerHour
  const ended = Math.min(ENDED_SHARE * level, ENDED_MOST * ratePerHour)
  const normal = Math.max(NORMAL_MULTIPLE[of] * ratePerHour, ended, NORMAL_FLOOR)
  // At an hour when even its peak would bring next to nothing, silence says nothing.
  const floor = Math.min(ONGOING_FLOOR, ONGOING_SHARE * recovery.peak * ratePerHour)
  const ongoing = Math.max(ONGOING_MULTIPLE[of] * ratePerHour, ONGOING_SHARE * level, floor)
  // Never so close that nothing could tell them apart.
  return { normal, ongoing: Math.max(ongoing, 1.5 * normal) }
}

/** 1: near normal; 0: it may be echo, but it is still falling; -1: neither. */
function nearness(recovery: Recovery, dispersion: number): number {
  if (isWithin(recovery, NEAR_MULTIPLE, dispersion)) return 1
  if (!isWithin(recovery, REMAINDER_MULTIPLE, dispersion)) return -1
  return multipleOf(recovery.lately) >= FLAT_SHARE * multipleOf(recovery.trend) ? 1 : 0
}

/** Whether what came lately is no more than so many times the usual brings, but for chance. */
function isWithin({ lately }: Recovery, times: number, dispersion: number): boolean {
  const expected = times * lately.usual
  return lately.voices <= expected + NEAR_SLACK + Math.sqrt(expected * dispersion)
}

function add(mean: Mean, voices: number, usual: number, halfLives: number): void {
  const keep = 2 ** -halfLives
  mean.voices = mean.voices * keep + voices
  mean.usual = mean.usual * keep + usual
}

function multipleOf({ voices, usual }: Mean): number {
  return voices / Math.max(1e-9, usual)
}
