import { expect, it } from 'vitest'
import type { ProbeOutcome } from '../../shared/probe.ts'
import { createWitness } from './witness.ts'
import type { Heard } from './witness.ts'

type Story = [target: string, outcome: ProbeOutcome][]

/** What is settled after each step, as target:outcome. A target is named after its provider: a, or a1 and a2. */
function tell(targets: string, story: Story) {
  const toTarget = (name: string) => ({ provider: name.slice(0, 1), target: name })
  const witness = createWitness<Heard>()
  witness.expect(targets.split(' ').map(toTarget))
  return story.map(([name, outcome]) => {
    const settled = witness.hear({ target: toTarget(name), answer: { outcome } })
    return [settled.map((one) => `${one.target.target}:${one.answer.outcome}`).join(' '), witness.offline()]
  })
}

it('settles at once what came from the other end', () => {
  const outcomes: ProbeOutcome[] = ['up', 'status', 'refused', 'tls', 'reset', 'protocol', 'content', 'blocked']
  for (const outcome of outcomes) expect(tell('a b c d e', [['a', outcome]])).toEqual([[`a:${outcome}`, false]])
})

it('lets a failure wait until somebody else answers', () => {
  expect(
    tell('a b c d e', [
      ['a', 'dns'],
      ['b', 'timeout'],
      ['c', 'up'],
    ]),
  ).toEqual([
    ['', false],
    ['', false],
    ['a:dns b:timeout c:up', false],
  ])
})

it('takes three in a row for its own line, until the first answer', () => {
  expect(
    tell('a b c d e', [
      ['a', 'dns'],
      ['b', 'unreachable'],
      ['c', 'timeout'],
      ['d', 'dns'],
      ['a', 'up'],
      ['b', 'dns'],
      ['a', 'up'],
    ]),
  ).toEqual([
    ['', false],
    ['', false],
    ['a:internal b:internal c:internal', true],
    ['d:internal', true],
    ['a:up', false],
    ['', false],
    ['b:dns a:up', false],
  ])
})

it('does not count one target three times', () => {
  expect(
    tell('a b c d e', [
      ['a', 'dns'],
      ['a', 'dns'],
      ['a', 'dns'],
      ['b', 'up'],
    ]).at(-1),
  ).toEqual(['a:dns a:dns a:dns b:up', false])
})

it('holds the failure of an only target for no evidence: nobody vouches for the line', () => {
  expect(
    tell('a', [
      ['a', 'dns'],
      ['a', 'refused'],
    ]),
  ).toEqual([
    ['a:internal', true],
    ['a:refused', false],
  ])
})

it('lets its own trouble vouch for nothing', () => {
  expect(
    tell('a b', [
      ['a', 'dns'],
      ['b', 'internal'],
      ['b', 'dns'],
    ]),
  ).toEqual([
    ['', false],
    ['b:internal', false],
    ['a:internal b:internal', true],
  ])
})

it('does not take all the servers of one provider for its own line while others are asked', () => {
  const story: Story = [
    ['a1', 'timeout'],
    ['a2', 'timeout'],
    ['a3', 'dns'],
    ['b1', 'up'],
  ]
  expect(tell('a1 a2 a3 b1', story).at(-1)).toEqual(['a1:timeout a2:timeout a3:dns b1:up', false])
})

it('lets another server of the only provider vouch for the line', () => {
  const story: Story = [
    ['a1', 'timeout'],
    ['a2', 'up'],
    ['a1', 'timeout'],
    ['a2', 'timeout'],
  ]
  expect(tell('a1 a2', story)).toEqual([
    ['', false],
    ['a1:timeout a2:up', false],
    ['', false],
    ['a1:internal a2:internal', true],
  ])
})

it('holds only so much, where nobody ever vouches', () => {
  const story = Array.from({ length: 300 }, (): Story[number] => ['a', 'dns'])
  const settled = tell('a b c', story).map(([said]) => said)
  expect(settled.slice(0, 256).join('')).toBe('')
  expect(settled.slice(256)).toEqual(Array.from({ length: 44 }, () => 'a:internal'))
})
