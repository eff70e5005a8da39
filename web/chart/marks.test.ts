import { expect, it } from 'vitest'
import { aForecast, aNotice } from '../test-page.ts'
import { flagsOf, spansOf } from './flags.ts'
import { forecastMarks, noticeMarks, numberNotices, probeMarks } from './marks.ts'

const at = (seconds: number) => new Date(seconds * 1000).toISOString()
const said = (id: string, from: number, to = from) => aNotice({ id, said_between: [at(from), at(to)] })
const RANGE = { from: 0, to: 1_000_000, now: 900_000 }

it('numbers what was said in the order of time, and what nobody can date not at all', () => {
  const notices = [said('late', 800), aNotice({ id: 'undated', said_between: null }), said('early', 100, 300)]
  expect(numberNotices(notices).map(({ notice, number }) => [notice.id, number])).toEqual([
    ['early', 1],
    ['late', 2],
    ['undated', null],
  ])
  expect(noticeMarks(notices)).toMatchObject([
    { kind: 'notice', number: 1, at: 100_000, to: 300_000, author: 'Italiaonline' },
    { kind: 'notice', number: 2, at: 800_000, to: 800_000 },
  ])
})

it.each([
  ['each its own where there is room', [100, 300, 800], ['1', '2', '3']],
  ['one for those that would cover each other', [100, 300, 320, 340], ['1', '2–4']],
  ['none outside of the range', [-50, 300, 1200], ['2']],
])('draws flags: %s', (_, times, labels) => {
  const marks = noticeMarks(times.map((time, i) => said(`${i}`, time)))
  expect(flagsOf(marks, RANGE, 0.05).map(({ label }) => label)).toEqual(labels)
})

it('keeps the part of an interval that is in the range', () => {
  const [flag] = flagsOf(noticeMarks([said('a', -500, 250)]), RANGE, 0.05)
  expect(flag).toEqual({ at: 0, to: 0.25, label: '1' })
  expect(flagsOf(noticeMarks([said('a', -500, -1)]), RANGE, 0.05)).toEqual([])
})

it('draws what still fails up to now, and what is over to its end', () => {
  const marks = probeMarks([
    { from: 100_000, to: 200_000, targets: ['https://a.example/'] },
    { from: 700_000, to: null, targets: ['https://a.example/'] },
    { from: -2, to: -1, targets: ['https://a.example/'] },
  ])
  expect(spansOf(marks, 'probe', RANGE)).toEqual([
    { at: 0.1, to: 0.2 },
    { at: 0.7, to: 0.9 },
  ])
  expect(spansOf(marks, 'forecast', RANGE)).toEqual([])
})

it('draws the interval of an announced time', () => {
  const marks = forecastMarks([aForecast({ due_between: [at(400), at(1400)] })])
  expect(spansOf(marks, 'forecast', RANGE)).toEqual([{ at: 0.4, to: 1 }])
})
