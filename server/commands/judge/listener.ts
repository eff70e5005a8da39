import type { Change } from '../../detect/change.ts'
import type { Detector } from '../../detect/detector.ts'
import type { Member } from '../../detect/site.ts'
import { HOUR_MS } from '../../../shared/time.ts'

/** What a line is made of. */
export type Turn = Pick<Change, 'at' | 'from' | 'to' | 'startedAt' | 'cause'> & {
  observed: number
  expected: number
  score: number
}
export type Listener = Member<Turn> & {
  missing(from: number, to: number): void
  /** Reports in order of time, to be heard after all that were expected before. */
  expect(reports: Iterator<number>): void
  hearUntil(until: number): void
}

/** One column's detector, and what it is still to hear. */
export function createListener(key: string, detector: Detector): Listener {
  let reports: Iterator<number> | undefined
  let next: IteratorResult<number, unknown> | undefined
  let since = detector.at
  let heard = 0

  /** That it is now known what is usual, or no longer, is nobody's incident, but a change of state; its window is all since the one before. */
  function silent(at: number, from: Change['from'], to: Change['to']): Turn {
    const expected = (detector.usual(at).ratePerHour * (at - since)) / HOUR_MS
    return {
      at,
      from,
      to,
      startedAt: at,
      observed: heard,
      expected,
      score: 0,
      cause: { kind: 'own', of: [], share: null },
    }
  }

  return {
    key,
    detector,
    missing: (from, to) => detector.missing(from, to),
    expect(more) {
      reports = more
      next = reports.next()
    },
    hearUntil(until) {
      for (; next && !next.done && next.value < until; next = reports!.next()) {
        detector.hear({ at: next.value, answer: 'problem' })
        heard += 1
      }
    },
    advance(to, view) {
      const before = detector.state
      const turns: Turn[] = []
      let state = before
      for (const change of detector.advance(to, view)) {
        if (change.from !== state) turns.push(silent(change.at, state, change.from))
        if (change.from !== change.to) turns.push(toTurn(change))
        state = change.to
      }
      if (detector.state !== state) turns.push(silent(detector.at, state, detector.state))
      const last = turns.at(-1)
      if (last) {
        since = last.at
        heard = 0
      }
      return turns
    },
  }
}

function toTurn({ at, from, to, startedAt, cause, evidence }: Change): Turn {
  return {
    at,
    from,
    to,
    startedAt,
    cause,
    observed: evidence.observed,
    expected: evidence.expected,
    score: evidence.score,
  }
}
