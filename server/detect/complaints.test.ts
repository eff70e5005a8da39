import { expect, it } from 'vitest'
import { PROBLEMS } from '../catalogue/problems.ts'
import { USUAL_COMPONENTS } from '../catalogue/components.ts'
import { PROBLEM_KINDS } from '../../shared/provider.ts'
import { partsOf } from './complaints.ts'

/** These say nothing of where. */
const VAGUE = new Set(['slow', 'errors', 'other'])

it.each(PROBLEM_KINDS)('knows where %s would show, or that it says nothing of where', (kind) => {
  expect(partsOf(kind).length === 0).toBe(VAGUE.has(kind))
})

it.each(['mail', 'bank', 'shop'] as const)('names a part that a provider of %s has', (category) => {
  const parts: readonly string[] = USUAL_COMPONENTS[category]
  const lost = PROBLEMS[category].filter(
    (kind) => !VAGUE.has(kind) && !partsOf(kind).some((part) => parts.includes(part)),
  )
  expect(lost).toEqual([])
})

it('takes no front page for mail that does not arrive or comes back', () => {
  for (const kind of ['cannot-receive', 'bounced', 'cannot-send', 'old-mail-missing']) {
    expect(partsOf(kind)).not.toContain('web')
    expect(partsOf(kind)).not.toContain('app')
  }
})

it('makes nothing of a kind that it does not know', () => {
  expect([partsOf('toString'), partsOf('nonsense')]).toEqual([[], []])
})
