import { expect, it } from 'vitest'
import { createRandom } from '../catalogue/recording.ts'
import { collateralOf, COMPETITOR_MOST, type Curve, NEWS_VOICES, OWN } from './cause.ts'

const LENGTH = 120

/** `voices(m)` on top of `usual` a minute, rounded at random so that sums are right. */
function curve(
  key: string,
  from: number,
  voices: (minute: number) => number,
  most = COMPETITOR_MOST,
  usual = 0.1,
  least = NEWS_VOICES,
): Curve {
  const random = createRandom(key.length + 31 * from)
  const row = Float64Array.from({ length: LENGTH }, (_, m) => Math.floor(usual + voices(m) + random()))
  return { key, from, voices: row, usual: new Float64Array(LENGTH).fill(usual), most, least }
}

/** A rise at `from`, full after ten minutes. */
const rise = (peak: number, from: number) => (m: number) => (m < from ? 0 : peak * Math.min(1, (m - from + 1) / 10))

it.each([0.02, 0.05, 0.1])('finds a share of %d of somebody else’s rise', (share) => {
  const big = curve('big', 60, rise(100, 60))
  const found = collateralOf(curve('small', 63, rise(100 * share, 63)), [big])
  expect(found).toMatchObject({ kind: 'collateral', of: ['big'] })
  expect(found!.share).toBeGreaterThan(share * 0.7)
  expect(found!.share).toBeLessThan(share * 1.3)
})

it.each([
  ['brings too much', curve('small', 60, rise(30, 60))],
  ['led', curve('small', 30, rise(6, 30))],
  [
    'goes on after the other has ended',
    curve('small', 60, rise(6, 60)),
    (m: number) => (m < 80 ? rise(100, 60)(m) : 0),
  ],
  ['had not followed for an hour', curve('small', 100, rise(8, 100)), rise(100, 20), 20],
])('takes it for its own when it %s', (_, small, voices = rise(100, 60), from = 60) => {
  expect(collateralOf(small, [curve('big', from, voices)])).toEqual(OWN)
})

it('takes more from one that it builds on', () => {
  const small = curve('small', 62, rise(20, 62))
  expect(collateralOf(small, [curve('big', 60, rise(100, 60))])).toEqual(OWN)
  expect(collateralOf(small, [curve('big', 60, rise(100, 60), 0.25)])).toMatchObject({ kind: 'collateral' })
})

it('is no reflection of ups and downs of a busy one that are no rise', () => {
  const busy = curve('busy', 60, rise(30, 60), COMPETITOR_MOST, 100)
  expect(collateralOf(curve('small', 62, rise(3, 62)), [busy])).toEqual(OWN)
})

it('adds up what follows two of them, and names the bigger one first', () => {
  const others = [curve('b', 60, rise(60, 60)), curve('a', 60, rise(150, 60))]
  expect(collateralOf(curve('small', 62, rise(14, 62)), others)).toMatchObject({ kind: 'collateral', of: ['a', 'b'] })
})

it('says nothing of two voices', () => {
  const small = curve('small', 117, (m) => (m === 118 ? 2 : 0))
  expect(collateralOf(small, [curve('big', 60, rise(100, 60))])).toBeUndefined()
})

it('is its own when nobody else rises', () => {
  expect(collateralOf(curve('small', 60, rise(10, 60)), [])).toEqual(OWN)
})

it('is its own when it goes up and down otherwise, however small it is beside the other', () => {
  const wave = (m: number) => (m < 60 ? 0 : m % 20 < 5 ? 24 : 0)
  expect(collateralOf(curve('small', 60, wave), [curve('big', 60, rise(100, 60))])).toEqual(OWN)
})

it('never lets two sparse strangers explain each other, but one that builds on the other', () => {
  const small = curve('small', 62, rise(0.4, 62))
  expect(collateralOf(small, [curve('other', 60, (m) => (m === 60 ? 60 : 0))])).toEqual(OWN)
  const few = (least: number) => [curve('other', 60, rise(1.7, 60), 0.25, 0.1, least)]
  expect(collateralOf(small, few(NEWS_VOICES))).toEqual(OWN)
  expect(collateralOf(small, few(0))).toMatchObject({ kind: 'collateral' })
})
