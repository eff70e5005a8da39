// How busy the whole site is compared with its usual: a newspaper's link, a holiday, a year's growth lift everybody and are nobody's
// outage. Counts of all providers over one window are set against what is usual for them, c = Σ u·voices / Σ u·usual, where
// no provider (with all that its operator runs) weighs much, and whoever stands out from the rest is left out.

/** Lengths, in minutes: the shortest one in which enough voices are usual is taken, so that a busy site follows within minutes. */
export const COMMON_WINDOWS = [3, 5, 10, 20, 40, 60] as const
/** Enough is about 10 % of error: half of what a provider's own limit forgives. */
export const COMMON_VOICES = 100
/**
 * So many voices of one operator count in full, of more as much as these: its own ups and downs are about 30 %, so it tells no more of the site than
 * 1 / 0.3² voices would, and with half of that no few speak for all.
 */
export const UNIT_VOICES = 5
/** Of fewer operators nothing is said: four that fail together are no common factor. */
export const COMMON_LEAST_UNITS = 20
/** Nor where so unequal ones are left that they weigh no more than this many equal ones. */
export const COMMON_UNITS = 12
/** Voices of quiet providers come in clumps: variance / mean, for the question who stands out. */
const CLUMPS = 2
/** Providers answer differently to what lifts all: standard deviation of one's share in it. */
const SPREAD = 0.3
/** Beyond this many standard deviations (and a voice) a provider stands out: what it brings is its own. */
const OUT_SDS = 3
/** A factor within a standard error of 1 is chance and is taken as 1; a clear one is hardly touched. */
const NOISE_SDS = 1
/** Too small a factor makes false alarms of what is usual, too large a one only delays: below 1 it has to be clearer… */
const QUIET_SDS = 4
/** …and a quiet holiday counts mildly; */
export const COMMON_LEAST = 0.8
/** more than this is no audience but something broken, here or everywhere: then each provider stands for itself. */
export const COMMON_MOST = 20
/** Providers in an incident are left out, as long as they are less than this share of the site. */
const OUT_SHARE = 0.5
const ROUNDS = 8

/** One operator over the window: voices, what was usual, and how much of both counts. */
export type Unit = { voices: number; usual: number; weight: number }
/** Of all units, those that were silent too: Σ weight·usual and Σ (weight·usual)², and how many they are. */
export type Totals = { usual: number; squares: number; units: number }
/** Sums over the units that are not left out; `variance` is that of Σ weight·(voices − c·usual). */
export type Fit = Totals & { voices: number; variance: number; factor: number }

/** How much of a unit counts for which so many voices are usual in the window. */
export function weightOf(usual: number): number {
  return usual <= UNIT_VOICES ? 1 : UNIT_VOICES / usual
}

/** Voices within reach of a mean, when nothing is wrong. */
export function withinReach(mean: number): number {
  return mean + OUT_SDS * Math.sqrt(CLUMPS * mean + (SPREAD * mean) ** 2) + 1
}

/**
 * The factor before noise is taken off. From above: begins with what all bring together, leaves out who stands out from that, and goes on
 * until nobody does. So a lift of all at once leaves nobody out, and an outage of some takes them out however many voices they bring.
 */
export function fitCommon(units: readonly Unit[], totals: Totals): Fit {
  let voices = 0
  for (const u of units) voices += u.weight * Math.min(u.voices, withinReach(COMMON_MOST * u.usual))
  let fit: Fit = { ...totals, voices, variance: 0, factor: voices / Math.max(totals.usual, 1e-9) }
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = keepWithin(units, totals, fit.factor)
    const settled = next.factor === fit.factor
    fit = next
    if (settled) break
  }
  return fit
}

function keepWithin(units: readonly Unit[], totals: Totals, factor: number): Fit {
  let { usual, squares, units: count } = totals
  let voices = 0
  let heardSquares = 0
  let spread = 0
  for (const u of units) {
    const mean = u.weight * u.usual
    if (u.voices > withinReach(factor * u.usual)) {
      usual -= mean
      squares -= mean * mean
      count -= 1
    } else {
      voices += u.weight * u.voices
      heardSquares += mean * mean
      spread += (u.weight * (u.voices - factor * u.usual)) ** 2
    }
  }
  // A silent unit is as far from its mean as its mean.
  const variance = spread + factor * factor * Math.max(0, squares - heardSquares)
  return { usual, squares, units: count, voices, variance, factor: voices / Math.max(usual, 1e-9) }
}

/** The factor as it is used for one provider, all of whose own operator (`own`) is left out. */
export function commonFor(fit: Fit, own: Unit | undefined): number {
  let { usual, squares, voices, units } = fit
  if (own && own.voices <= withinReach(fit.factor * own.usual)) {
    const mean = own.weight * own.usual
    usual -= mean
    squares -= mean * mean
    voices -= own.weight * own.voices
    units -= 1
  }
  if (units < COMMON_LEAST_UNITS || usual <= 0 || squares <= 0 || (usual * usual) / squares < COMMON_UNITS) return 1
  const log = Math.log(Math.max(voices, 0.5) / usual)
  const error2 = Math.max(fit.variance / Math.max(voices, 0.5) ** 2, 1 / Math.max(voices, 0.5))
  const sds = log > 0 ? NOISE_SDS : QUIET_SDS
  const kept = log === 0 ? 0 : Math.max(0, 1 - (sds * sds * error2) / (log * log))
  const factor = Math.exp(log * kept)
  return Math.min(COMMON_MOST, Math.max(COMMON_LEAST, factor))
}

/** Whether those in an incident may be left out: if they are most of the site, it is the site that is lifted. */
export function mayLeaveOut(outUsual: number, totals: Totals): boolean {
  return outUsual < OUT_SHARE * totals.usual
}
