import { array, assert, constantFrom, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../catalogue/recording.ts'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { AMENDABLE_LIMIT, AMENDABLE_MS } from './amendable.ts'
import { createDetector, restoreDetector } from './detector.ts'
import { Facets } from './scope.ts'
import type { Snapshot } from './snapshot.ts'
import type { Counts } from './tally.ts'
import { type Amendment, type Details, isAmendment, type Spoken } from './voice.ts'

const NOON = Date.UTC(2026, 0, 5, 12)

const anAmendment = (of: number, reporter: string, more: Partial<Amendment> = {}): Amendment => {
  const now = { component: 'imap' }
  return { at: of + MINUTE_MS, of, turn: 1, answer: 'problem', reporter, before: {}, now, ...more }
}
const rounded = ({ voices, cells }: Counts) => [
  voices.toFixed(6),
  ...cells.map(([key, n]) => `${key}: ${n.toFixed(6)}`).toSorted((a, b) => (a < b ? -1 : 1)),
]
const blocksOf = (facets: Facets) =>
  facets.state().blocks.map(({ problems, works }) => [rounded(problems), rounded(works)])

describe('what is added to a voice', () => {
  it('counts where the voice was counted, with what it weighs', () => {
    const facets = new Facets()
    facets.hear({ at: NOON, answer: 'problem', reporter: 'r', device: 'ios' }, 0.25)
    facets.hear({ at: NOON + 20 * MINUTE_MS, answer: 'problem', reporter: 'other', device: 'ios' })
    const [before, now] = [{ device: 'ios' }, { device: 'web', component: 'imap' }]
    facets.amend(anAmendment(NOON, 'r', { at: NOON + 25 * MINUTE_MS, before, now }))
    const whole = new Facets()
    whole.hear({ at: NOON, answer: 'problem', reporter: 'r', ...now }, 0.25)
    whole.hear({ at: NOON + 20 * MINUTE_MS, answer: 'problem', reporter: 'other', device: 'ios' })
    expect(blocksOf(facets)).toEqual(blocksOf(whole))
  })

  it('changes nothing where the voice was not counted, or too long ago', () => {
    const facets = new Facets()
    facets.hear({ at: NOON, answer: 'problem', reporter: 'r', device: 'ios' })
    facets.hear({ at: NOON, answer: 'problem', device: 'ios' })
    const before = blocksOf(facets)
    const said = { before: { device: 'ios' }, now: { device: 'web' } }
    facets.amend(anAmendment(NOON, 'stranger', said))
    facets.amend(anAmendment(NOON + 1, 'r', said))
    facets.amend(anAmendment(NOON, 'r', { ...said, at: NOON + AMENDABLE_MS + 1 }))
    expect(blocksOf(facets)).toEqual(before)
  })

  it('to a voice that was heard late counts where that was heard', () => {
    const detector = createDetector({ startAt: NOON })
    detector.advance(NOON + 5 * MINUTE_MS)
    detector.hear({ at: NOON + 4 * MINUTE_MS, answer: 'problem', reporter: 'r', network: 'n' })
    detector.hear(anAmendment(NOON + 4 * MINUTE_MS, 'r'))
    detector.advance(NOON + 6 * MINUTE_MS)
    const { blocks } = detector.snapshot().facets
    expect(blocks.map(({ start, problems }) => [start, problems.cells])).toEqual([
      [
        NOON + 5 * MINUTE_MS,
        [
          ['component imap', 1],
          ['component', 1],
        ],
      ],
    ])
  })

  it('is remembered of so many voices, whatever comes', () => {
    const facets = new Facets()
    for (let n = 0; n < AMENDABLE_LIMIT + 100; n += 1)
      facets.hear({ at: NOON + n, answer: 'problem', reporter: `r${n}` })
    expect(facets.state().amendable).toHaveLength(AMENDABLE_LIMIT)
    facets.hear({ at: NOON + 2 * AMENDABLE_MS, answer: 'problem', reporter: 'late' })
    expect(facets.state().amendable).toHaveLength(1)
  })

  it('never leaves less than nobody', () => {
    const facets = new Facets()
    facets.hear({ at: NOON, answer: 'problem', reporter: 'r', device: 'ios' }, 0.1)
    for (let turn = 1; turn < 5; turn += 1)
      facets.amend(anAmendment(NOON, 'r', { turn, before: { device: 'ios', region: 'IT-25' }, now: {} }))
    const [block] = facets.state().blocks
    expect(block?.problems.cells).toEqual([])
  })

  it('goes on from what was written before voices could be amended', () => {
    const { amendable: _, ...state } = new Facets().state()
    expect(new Facets(state).state().amendable).toEqual([])
  })
})

const details = record(
  {
    problem: constantFrom('slow', 'errors'),
    component: constantFrom('imap', 'webmail'),
    device: constantFrom('ios', 'web'),
    region: constantFrom('IT-25', 'IT-62'),
  },
  { requiredKeys: [] },
)
const aPerson = record({
  afterMs: integer({ min: 0, max: HOUR_MS }),
  answer: constantFrom('problem' as const, 'problem' as const, 'problem' as const, 'works' as const),
  network: integer({ min: 0, max: 12 }),
  turns: array(record({ details, laterMs: constantFrom(0, 1, 1_000, 4 * MINUTE_MS, 9 * MINUTE_MS) }), {
    minLength: 1,
    maxLength: 4,
  }),
})
const people = array(aPerson, { maxLength: 80 })
const cuts = array(integer({ min: 0, max: 2 * HOUR_MS }), { maxLength: 12 })
type Person = { afterMs: number; answer: 'problem' | 'works'; network: number } & {
  turns: { details: Details; laterMs: number }[]
}

/** What everybody says, bit by bit. */
function inTurns(drawn: Person[]): Spoken[] {
  return drawn.flatMap(({ afterMs, answer, network, turns }, n): Spoken[] => {
    const [of, reporter] = [NOON + afterMs, `r${n}`]
    let at = of
    return turns.map(({ details: now, laterMs }, turn): Spoken => {
      at += turn === 0 ? 0 : laterMs
      if (turn === 0) return { at, answer, reporter, network: `n${network}`, ...now }
      return { at, of, turn, answer, reporter, before: turns[turn - 1]!.details, now }
    })
  })
}
/** …and what they say in the end. */
const atOnce = (drawn: Person[]) =>
  inTurns(drawn.map((one) => ({ ...one, turns: [{ details: one.turns.at(-1)!.details, laterMs: 0 }] })))

const YESTERDAY = NOON - 30 * HOUR_MS
/** It is known what is usual. */
const known = (() => {
  const random = createRandom(4)
  const detector = createDetector({ startAt: YESTERDAY })
  for (let n = 0; n < 60; n += 1)
    detector.hear({ at: Math.floor(YESTERDAY + random() * 30 * HOUR_MS), answer: 'problem', device: 'ios' })
  detector.advance(NOON)
  return detector.snapshot()
})()

/** Heard piece by piece, each in any order, with a restart after each. */
function live(spoken: Spoken[], instants: number[], seed: number) {
  const random = createRandom(seed)
  let detector = restoreDetector(known)!
  const changes = []
  let from = -Infinity
  for (const to of [...instants.map((ms) => NOON + ms), NOON + 2 * HOUR_MS].toSorted((a, b) => a - b)) {
    const piece = spoken.filter(({ at }) => at >= from && at < to)
    for (const [, one] of piece.map((each) => [random(), each] as const).toSorted((a, b) => a[0] - b[0]))
      detector.hear(one)
    changes.push(...detector.advance(to))
    detector = restoreDetector(JSON.parse(JSON.stringify(detector.snapshot())))!
    from = to
  }
  return { snapshot: detector.snapshot(), changes }
}

/** All but who is affected. */
const theRest = (snapshot: Snapshot) => ({ ...snapshot, facets: null })
const affected = ({ facets }: Snapshot) =>
  facets.blocks.map(({ start, problems, works }) => [start, rounded(problems), rounded(works)])

it('says of who is affected the same as if all had been said at once, and of all else as if nothing had been added', () => {
  assert(
    property(people, cuts, integer(), (drawn, instants, seed) => {
      const spoken = inTurns(drawn)
      const turns = live(spoken, instants, seed)
      expect(affected(turns.snapshot)).toEqual(affected(live(atOnce(drawn), [], 0).snapshot))
      const bare = live(
        spoken.filter((one) => !isAmendment(one)),
        instants,
        seed,
      )
      expect(theRest(turns.snapshot)).toEqual(theRest(bare.snapshot))
      expect(turns.changes).toEqual(bare.changes)
      for (const { problems, works } of turns.snapshot.facets.blocks)
        for (const [, n] of [...problems.cells, ...works.cells]) expect(n).toBeGreaterThan(0)
    }),
    { numRuns: 100 },
  )
})

it('gives the same however it is cut and ordered', () => {
  assert(
    property(people, cuts, cuts, integer(), (drawn, some, others, seed) => {
      const [one, other] = [live(inTurns(drawn), some, seed), live(inTurns(drawn), others, seed + 1)]
      expect(other.changes).toEqual(one.changes)
      expect(affected(other.snapshot)).toEqual(affected(one.snapshot))
    }),
    { numRuns: 60 },
  )
})
