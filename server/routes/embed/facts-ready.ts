import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { EmbedFacts } from '../../../shared/embed.ts'
import type { Clock } from '../../clock.ts'
import { cacheControl } from '../api/answers.ts'

/** Facts as they are sent, made once for all who ask. */
export type Ready = {
  etag(): string
  plain(): Uint8Array<ArrayBuffer>
  gzip(): Uint8Array<ArrayBuffer>
}

const made = new WeakMap<EmbedFacts, Ready>()

export function readyOf(facts: EmbedFacts): Ready {
  const there = made.get(facts)
  if (there !== undefined) return there
  let etag: string | undefined
  let plain: Uint8Array<ArrayBuffer> | undefined
  let packed: Uint8Array<ArrayBuffer> | undefined
  const ready: Ready = {
    etag: () => (etag ??= tagOf(facts)),
    plain: () => (plain ??= new TextEncoder().encode(JSON.stringify(facts))),
    gzip: () => (packed ??= new Uint8Array(gzipSync(ready.plain()))),
  }
  made.set(facts, ready)
  return ready
}

/**
 * Weak, and without the seconds: what shows the same has the same tag for as long as its minute (`time`) lasts. Not for longer, or a copy that is
 * confirmed over and over would keep the `stale_after` it was made with, and grow old in front of its readers.
 */
function tagOf(facts: EmbedFacts): string {
  const { generated_at: at, stale_after: until, curve, ...shown } = facts
  const { now: _, ...drawn } = curve ?? { now: 0 }
  const hash = createHash('sha1').update(JSON.stringify([shown, drawn, at === until]))
  return `W/"${hash.digest('base64url')}"`
}

/** Seconds. Longer than an hour a correction must not be hidden. */
const LIVE_S = 5
const FROZEN_S = 3_600
/** Of what has just been frozen something may still be on its way, and what has just ended may go on: it is kept for a tenth of its age. */
const SHARE_OF_AGE = 0.1

export function cachingOf(facts: EmbedFacts, clock: Clock): string {
  if (facts.stale_after !== null) return isStale(facts) ? 'no-cache' : cacheControl(LIVE_S / clock.speed)
  const of = facts.as_of === null ? (facts.curve?.now ?? 0) : Date.parse(facts.as_of)
  const ageS = (clock.now() - of) / 1_000
  const keptS = Math.floor(Math.min(FROZEN_S, Math.max(LIVE_S, ageS * SHARE_OF_AGE)) / clock.speed)
  return keptS > 0 ? `public, max-age=${keptS}` : 'public, no-cache'
}

/** From before the database went away. */
const isStale = (facts: EmbedFacts) => facts.stale_after === facts.generated_at
