import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import type { Relations } from '../../server/detect/relations.ts'
import { negativeBinomial, type Random } from './draw.ts'

/** What two rises have to do with each other, as drawn: that is the truth a verdict is compared with. */
export const KINDS = [
  'collateral',
  'collateral of a dependency',
  'family',
  'shared dependency',
  'coincidence',
  'equal competitors',
] as const
export type Kind = (typeof KINDS)[number]

/**
 * A week of quiet, then trouble with `first` and, in one way or another, with `second`; six bystanders have none. `size`: the excess of `second` as a
 * share of `first`'s.
 */
export type RelatedCase = {
  kind: Kind
  size: number
  relations: Relations
  startAt: number
  troubleAt: number
  endAt: number
  voices: Map<string, number[]>
}

const START = Date.UTC(2026, 2, 2)
const QUIET_MS = 7 * DAY_MS
const BYSTANDERS = 6
const LENGTH = 6 * 60

/** Excess by minute of the trouble, in whatever unit. None of these curves is of the form that the rule fits. */
type Shape = (minute: number) => number

export function drawRelated(kind: Kind, seed: number): RelatedCase {
  const random = createRandom(seed)
  const troubleAt = START + QUIET_MS + Math.floor(random() * 12) * HOUR_MS
  const endAt = troubleAt + LENGTH * MINUTE_MS
  const usual = { first: logUniform(random, 2, 60), second: logUniform(random, 1, 60) }
  if (kind === 'equal competitors') usual.second = usual.first
  const peak = logUniform(random, 20, 200)
  const shape = drawShape(random)
  const first = Array.from({ length: LENGTH }, (_, m) => peak * shape(m))
  const { curve, size } = drawSecond(kind, random, first)
  const voices = new Map([
    ['first', draw(random, usual.first, first, troubleAt)],
    ['second', draw(random, usual.second, curve, troubleAt)],
  ])
  for (let i = 0; i < BYSTANDERS; i += 1)
    voices.set(`bystander-${i}`, draw(random, logUniform(random, 0.5, 60), [], troubleAt))
  return { kind, size, relations: relationsOf(kind), startAt: START, troubleAt, endAt, voices }
}

function relationsOf(kind: Kind): Relations {
  const families = kind === 'family' ? [['first', 'second', 'bystander-0']] : []
  const depends: [string, string][] = []
  if (kind === 'collateral of a dependency') depends.push(['second', 'first'])
  if (kind === 'shared dependency') depends.push(['first', 'cloud'], ['second', 'cloud'])
  return { families, depends }
}

/** The excess of `second` by minute, from the start of the trouble with `first`. */
function drawSecond(kind: Kind, random: Random, first: number[]): { curve: number[]; size: number } {
  if (kind.startsWith('collateral')) {
    const size = 0.02 + 0.08 * random()
    return { curve: follow(random, first, size), size }
  }
  const isEqual = kind === 'equal competitors'
  const isOneFault = kind === 'family' || kind === 'shared dependency'
  const size = isEqual ? logUniform(random, 0.5, 2) : logUniform(random, 0.03, isOneFault ? 3 : 30)
  // One fault spreads within half an hour; a coincidence begins whenever it likes within two hours, while the other may be over.
  const late = isOneFault ? (random() - 0.3) * 30 : isEqual ? random() * 60 : (random() - 0.25) * 120
  const shape = drawShape(random)
  const raw = first.map((_, m) => shape(m - late))
  const scale = (size * total(first)) / Math.max(1e-9, total(raw))
  return { curve: raw.map((n) => n * scale), size }
}

/** Others press the wrong button some minutes later, the fewer of them the more there are, and some go on when it is over. */
function follow(random: Random, first: number[], size: number): number[] {
  const late = Math.floor(random() * 10)
  const bend = 0.7 + 0.3 * random()
  const halfLife = 1 + 20 * random() ** 2
  const keep = 2 ** (-1 / halfLife)
  let tail = 0
  const raw = first.map((_, m) => {
    const now = (first[m - late] ?? 0) ** bend
    tail = Math.max(now, tail * keep)
    return tail
  })
  const scale = (size * total(first)) / total(raw)
  return raw.map((n) => n * scale)
}

function drawShape(random: Random): Shape {
  const rise = logUniform(random, 2, 40)
  const stay = logUniform(random, 10, 150)
  const fall = logUniform(random, 10, 90)
  const kind = Math.floor(random() * 4)
  const hump = (m: number) => {
    if (m < 0) return 0
    if (m < rise) return m / rise
    return m < rise + stay ? 1 : 2 ** (-(m - rise - stay) / fall)
  }
  // A plateau, a wave of news that comes twice, a slow swell, and one that jumps up and dies away.
  if (kind === 0) return hump
  if (kind === 1) return (m) => hump(m) * (0.55 + 0.45 * Math.cos((2 * Math.PI * m) / (2 * stay)))
  if (kind === 2) return (m) => (m < 0 ? 0 : (m / (rise + stay)) ** 2 * Math.exp(2 * (1 - m / (rise + stay))))
  return (m) => (m < 0 ? 0 : (1 - Math.exp(-m / 3)) * 2 ** (-m / (stay + fall)))
}

/** Voices from the week before on: clumpy, busier by day than by night, with the excess on top. */
function draw(random: Random, perHour: number, excess: number[], troubleAt: number): number[] {
  const voices: number[] = []
  const end = troubleAt + LENGTH * MINUTE_MS
  for (let at = START; at < end; at += MINUTE_MS) {
    const hour = new Date(at).getUTCHours()
    const usual = (perHour / 60) * (1 + 0.6 * Math.sin(((hour - 9) / 24) * 2 * Math.PI))
    const more = Math.max(0, excess[(at - troubleAt) / MINUTE_MS] ?? 0)
    const count = negativeBinomial(random, usual, 1.3) + negativeBinomial(random, more, 1.3)
    for (let n = 0; n < count; n += 1) voices.push(at + Math.floor(random() * MINUTE_MS))
  }
  return voices.toSorted((a, b) => a - b)
}

function logUniform(random: Random, least: number, most: number): number {
  return least * (most / least) ** random()
}

function total(values: number[]): number {
  return values.reduce((sum, n) => sum + n, 0)
}
