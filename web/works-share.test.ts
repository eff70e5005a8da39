import { expect, it } from 'vitest'
import { worksShare } from './works-share.ts'

const minutes = (...counts: [problems: number | null, works: number | null][]) =>
  counts.map(([problems, works]) => ({ problems, works }))

it.each([
  ['of those who answered', minutes([3, 1], [0, 4]), '63 %'],
  ['over minutes in which we were away', minutes([2, 1], [null, null], [2, 0]), '20 %'],
  ['of few as more than nothing', minutes([399, 1]), '1 %'],
  ['of all', minutes([0, 5]), '100 %'],
])('is a share %s', (_, tail, share) => expect(worksShare(tail)).toBe(share))

it.each([
  ['when fewer than five answered', minutes([2, 2])],
  ['when nobody says that it works', minutes([40, 0])],
  ['when nobody answered', minutes()],
])('is none %s', (_, tail) => expect(worksShare(tail)).toBeUndefined())
