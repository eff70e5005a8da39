import type { Answer } from '../../shared/report.ts'

/**
 * One reporter's answer as the detector hears it; instants are epoch milliseconds. Without `reporter` or `network` (hashes) it counts
 * as its own. The rest says who is affected, where it is known: `asn` is the operator of the reporter's network, `host` the newspaper
 * through whose widget it came.
 */
export type Voice = {
  at: number
  answer: Answer
  network?: string | undefined
  reporter?: string | undefined
  weight?: number | undefined
  asn?: number | undefined
  host?: string | undefined
  problem?: string | undefined
  component?: string | undefined
  device?: string | undefined
  region?: string | undefined
  /** When it was spoken, where that is before it was heard. */
  spokenAt?: number | undefined
}

/** What a reporter says of his trouble, and may say more of. */
export type Details = Pick<Voice, 'problem' | 'component' | 'device' | 'region'>

/**
 * What a reporter added at `at` to his voice of the instant `of`: its details are `now` what they were not `before`. `turn`: counted from 1, its
 * place among what he added.
 */
export type Amendment = {
  at: number
  of: number
  turn: number
  answer: Answer
  reporter: string
  before: Details
  now: Details
}

export type Spoken = Voice | Amendment
export const isAmendment = (spoken: Spoken): spoken is Amendment => 'turn' in spoken

/**
 * What one probe brought. Vantage points that share a network or a resolver have one `network`, and count as one. `failed`: it answered, and
 * wrongly; `silent`: no answer came, which a wall against our own probes looks like too; `none`: blocked, or our own fault: no evidence of
 * anything.
 */
export type HeardProbe = {
  at: number
  network: string
  /** Who of the network has asked, by any name: nobody speaks for another. */
  asker?: string | undefined
  /** What was asked, by any name; two targets of one part fail by themselves. */
  target?: string | undefined
  component?: string | undefined
  outcome: 'up' | 'failed' | 'silent' | 'none'
}

/**
 * The provider's or operator's own word, of one part or device where it says so; `at`: when it was said. `nothing`: what was said at `at` of
 * this was put in by mistake, and counts no more.
 */
export type HeardNotice = {
  at: number
  says: 'problem' | 'restored' | 'nothing'
  /** Of `nothing`: what was said; without, whatever it was. */
  of?: 'problem' | 'restored' | undefined
  component?: string | undefined
  device?: string | undefined
}
