import { expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { SLOW_STEP_AFTER_MS, SLOW_STEP_MS, STEP_MS, TIRED_MS } from './rule.ts'
import { isNoteDue, SLOW_NOTE_MS, stepAfter, stepMsAt } from './steps.ts'

const BEGAN = Date.UTC(2026, 0, 5, 7, 12, 33)

it('steps through a rise without a gap and without going twice over anything, whenever it began', () => {
  for (const startedAt of [BEGAN, BEGAN + 27_000, BEGAN - 33_000]) {
    const widths = new Set<number>()
    let at = stepAfter(startedAt, { startedAt })
    while (at < startedAt + SLOW_STEP_AFTER_MS + HOUR_MS) {
      const next = stepAfter(at, { startedAt })
      expect(next - stepMsAt(next, { startedAt })).toBe(at)
      widths.add(next - at)
      at = next
    }
    expect([...widths]).toEqual([STEP_MS, SLOW_STEP_MS])
  }
})

it('takes no step where nothing is wrong', () => {
  expect(stepAfter(BEGAN, null)).toBe(Infinity)
})

it('notes who has recovered at steps alone, of what was confirmed, and seldom once people tire', () => {
  const rise = { startedAt: BEGAN, confirmedAt: BEGAN + MINUTE_MS }
  const due = (from: number) => {
    let notes = 0
    for (let at = stepAfter(from, rise); at <= from + 2 * HOUR_MS; at = stepAfter(at, rise))
      if (isNoteDue(at, rise)) notes += 1
    return notes
  }
  expect(due(BEGAN)).toBe(24)
  expect(due(BEGAN + TIRED_MS + HOUR_MS)).toBe((2 * HOUR_MS) / SLOW_NOTE_MS)
  expect(isNoteDue(Date.UTC(2026, 0, 5, 8), { ...rise, confirmedAt: null })).toBe(false)
})
