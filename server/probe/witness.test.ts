import { expect, it } from 'vitest'
import type { ProbeOutcome } from '../../shared/probe.ts'
import { createWitness } from './witness.ts'

type Story = [target: string, outcome: ProbeOutcome][]

/** What is settled after each step, as target:outcome. */
function tell(targets: number, story: Story) {
  const witness = createWitness(targets)
  return story.map(([target, outcome]) => {
    const settled = witness.hear({ target, outcome }).map((one) => `${one.target}:${one.outcome}`)
    return [settled.join(' '), witness.offline()]
  })
}

it('settles at once what came from the other end', () => {
  const outcomes: ProbeOutcome[] = ['up', 'status', 'refused', 'tls', 'reset', 'protocol', 'content', 'blocked']
  for (const outcome of outcomes) expect(tell(5, [['a', outcome]])).toEqual([[`a:${outcome}`, false]])
})

it('lets a failure wait until somebody else answers', () => {
  expect(
    tell(5, [
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
    tell(5, [
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
    tell(5, [
      ['a', 'dns'],
      ['a', 'dns'],
      ['a', 'dns'],
      ['b', 'up'],
    ]).at(-1),
  ).toEqual(['a:dns a:dns a:dns b:up', false])
})

it('holds the failure of an only target for no evidence: nobody vouches for the line', () => {
  expect(
    tell(1, [
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
    tell(2, [
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
