import { expect, it } from 'vitest'
import { compare, type Aside, type Figures } from './limits.ts'

const REACHED: Figures = {
  bench: 'api',
  readRatio: 0.6,
  readP99Ms: 49,
  seriesYearMs: 2_999,
  seriesYearMb: 127,
  liveP99Ms: 1_499,
  webhooksSeconds: 9.99,
}
const WHOLE: Aside = { firstByteMs: 99, unheard: 0, undelivered: 0 }

it('holds each figure against its limit', () => {
  expect(compare(REACHED, WHOLE).filter(({ holds }) => !holds)).toEqual([])
  const missed: [Partial<Figures>, Partial<Aside>][] = [
    [{ readRatio: 0.59 }, {}],
    [{ readRatio: Number.NaN }, {}],
    [{ readP99Ms: 50 }, {}],
    [{ seriesYearMs: 3_000 }, {}],
    [{ seriesYearMb: 128 }, {}],
    [{ liveP99Ms: 1_500 }, {}],
    [{ liveP99Ms: Infinity }, {}],
    [{ webhooksSeconds: 10 }, {}],
    [{}, { firstByteMs: 100 }],
    [{}, { unheard: 1 }],
    [{}, { undelivered: 1 }],
  ]
  for (const [figures, aside] of missed)
    expect(
      compare({ ...REACHED, ...figures }, { ...WHOLE, ...aside }).filter(({ holds }) => !holds),
      JSON.stringify([figures, aside]),
    ).toHaveLength(1)
})

it('says nothing of what was not measured', () => {
  const none: Figures = {
    bench: 'api',
    readRatio: null,
    readP99Ms: null,
    seriesYearMs: null,
    seriesYearMb: null,
    liveP99Ms: null,
    webhooksSeconds: null,
  }
  expect(compare(none, { ...WHOLE, firstByteMs: null })).toEqual([])
})
