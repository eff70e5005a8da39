import { expect, it } from 'vitest'
import type { Compared } from '../served/ratio.ts'
import { figuresOf, type Measured } from './report.ts'

const compared = (what: string, ratio: number, p99Ms: number): Compared => {
  return { what, ratio, p99Ms, bytes: 1, perSecond: 1, barePerSecond: 1, bareP99Ms: 1 }
}
const year = { firstByteMs: 20, ms: 1_500, bytes: 1, points: 1 }
const told = { what: 'incident.opened', seconds: 2, p50Ms: 1, came: 10, twice: 0, wrong: 0 }

const MEASURED: Measured = {
  reads: {
    routes: [compared('/states', 1.2, 20), compared('/incidents', 0.7, 31)],
    ready: [compared('/states.csv', 0.4, 90)],
  },
  series: {
    forms: [
      { ...year, form: 'json' },
      { ...year, form: 'csv', firstByteMs: 30, ms: 2_000 },
    ],
    grewBytes: 80_000_000,
  },
  webhooks: {
    receivers: { lives: 10, hangs: 1, fails: 1, refuses: 1 },
    makingMs: 1,
    told: [told, { ...told, seconds: 3, came: 9, wrong: 1 }],
  },
  live: {
    listeners: 10,
    topics: [],
    connectMs: 1,
    closed: 0,
    lastMs: [900, 1_300, 700],
    eachP50Ms: 1,
    eachP99Ms: 2,
    unheard: 3,
  },
}

it('says of everything the worst, of reads the worst route against a handler of JSON', () => {
  expect(figuresOf(MEASURED)).toEqual({
    figures: {
      bench: 'api',
      readRatio: 0.7,
      readP99Ms: 31,
      seriesYearMs: 2_000,
      seriesYearMb: 80,
      liveP99Ms: 1_300,
      webhooksSeconds: 3,
    },
    aside: { firstByteMs: 30, unheard: 3, undelivered: 2 },
  })
})

it('says null of what was not asked for, and of memory that nobody counts', () => {
  const { figures } = figuresOf({ reads: undefined, series: undefined, webhooks: undefined, live: undefined })
  expect(Object.values(figures).filter((value) => value !== null)).toEqual(['api'])
  const uncounted = { ...MEASURED, series: { ...MEASURED.series!, grewBytes: undefined } }
  expect(figuresOf(uncounted).figures).toMatchObject({ seriesYearMb: null, seriesYearMs: 2_000 })
})
