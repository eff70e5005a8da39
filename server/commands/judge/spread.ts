import { createRandom } from '../../catalogue/recording.ts'

/**
 * The instants (whole epoch milliseconds, in order) of `count` reports that fell somewhere in [from, to). They are made one after the other,
 * each the smallest of those that are left, so that a bucket of millions takes no room.
 */
export function* spread(count: number, from: number, to: number, random: () => number): Generator<number> {
  let passed = 0
  for (let left = count; left > 0; left -= 1) {
    // The smallest of n uniform draws is 1 − u^(1/n); expm1 keeps it exact where n is large.
    passed += (1 - passed) * -Math.expm1(Math.log(1 - random()) / left)
    yield Math.min(to - 1, from + Math.floor(passed * (to - from)))
  }
}

/** Random numbers that depend on the seed, the provider and the bucket alone: other columns and later rows change nothing. */
export function bucketRandom(seed: number, provider: string, at: number): () => number {
  // FNV-1a.
  let hash = 0x811c9dc5
  for (const char of `${seed} ${provider} ${at}`) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193)
  return createRandom(hash)
}
