import type { Cause } from '../../shared/incident.ts'

/** A rise as others see it: voices beyond the usual, per minute, the last one complete. */
export type RiseView = { at: number; startedAt: number; excess: number }

/**
 * What a provider's detector is told of all others: nothing else of them touches its verdict. Everything is of whole minutes that
 * are over, so that it does not matter in which order providers are judged within a minute.
 */
export type SiteView = {
  /** How busy the whole site is, this provider left out, against its usual; 1: as ever, or nobody knows. */
  common(at: number): number
  /** Whose incident explains this rise; undefined: nobody's, or too early to say. */
  cause(rise: RiseView): Cause | undefined
  /** Nats of evidence that `confirmed` takes beside the provider's own limit, so that among all shown few are false; 0: none. */
  shownNats(at: number): number
  /** Networks from which all probes fail, whomever they ask: the fault is theirs, or ours. */
  broken(at: number): ReadonlySet<string>
  /** Whether something else that the same operator runs is confirmed to fail, since a short while: then this is likely to as well. */
  kin(at: number): boolean
  /** Voices an hour of people who mean something else of the same operator that is confirmed to fail, and press here. */
  spill(at: number): number
}

const NONE: ReadonlySet<string> = new Set()

/** A provider alone in the world. */
export const ALONE: SiteView = {
  common: () => 1,
  cause: () => undefined,
  shownNats: () => 0,
  broken: () => NONE,
  kin: () => false,
  spill: () => 0,
}
