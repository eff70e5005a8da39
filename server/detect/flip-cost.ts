import { HOUR_MS } from '../../shared/time.ts'
import { FULL_IN_MINUTE } from './network-voices.ts'
import { REPEAT_SHARE } from './guard.ts'
import { surprise } from './negative-binomial.ts'

/** Voices a network can give before its crowd is doubted for repeating itself. */
export const VOICES_UNDOUBTED = Math.min(FULL_IN_MINUTE, 1 / (1 - REPEAT_SHARE))

/**
 * The published cost of an attack: distinct networks that must speak within `withinMs`, at most as often as goes undoubted, so that the
 * voices are `nats` beyond what `multiple` × the usual rate explains. Never under `floor`, the networks a state asks for.
 */
export function networksToFlip(about: {
  ratePerHour: number
  withinMs: number
  nats: number
  floor: number
  multiple?: number
  dispersion?: number
}): number {
  const mean = (Math.max(1e-9, about.ratePerHour) * (about.multiple ?? 1) * about.withinMs) / HOUR_MS
  const spread = { dispersion: about.dispersion ?? 1, shape: Infinity }
  const flips = (networks: number) => surprise(networks * VOICES_UNDOUBTED, mean, spread) >= about.nats
  let high = Math.max(1, about.floor)
  if (flips(high)) return high
  while (!flips(high)) high *= 2
  let low = high / 2
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (flips(middle)) high = middle
    else low = middle
  }
  return Math.ceil(high)
}
