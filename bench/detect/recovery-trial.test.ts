import { expect, it } from 'vitest'
import { MINUTE_MS } from '../../shared/time.ts'
import type { State } from '../../shared/incident.ts'
import { toResult as toRecovery } from './d7-recovery.ts'
import { toResult as toEcho } from './d13-echo.ts'
import { ring } from './echo-trial.ts'
import { okGoalMin, recover, type Recovered, timesOf } from './recovery-trial.ts'

const COURSE = { from: 0, to: 100 * MINUTE_MS, calm: 120 * MINUTE_MS }
const said = (...steps: [minute: number, to: State][]) => steps.map(([minute, to]) => ({ at: minute * MINUTE_MS, to }))

it('counts from when reports fell under twice the usual', () => {
  expect(timesOf(said([3, 'suspected'], [5, 'confirmed'], [130, 'recovering'], [160, 'ok']), COURSE)).toEqual({
    alarmed: true,
    confirmed: true,
    lengthMin: 120,
    recoveringMin: 10,
    okMin: 40,
    falseOk: false,
  })
})

it('takes the recovery that lasted, and nothing less than none', () => {
  const early = said(
    [3, 'suspected'],
    [5, 'confirmed'],
    [60, 'recovering'],
    [70, 'confirmed'],
    [110, 'recovering'],
    [125, 'ok'],
  )
  expect(timesOf(early, COURSE)).toMatchObject({ recoveringMin: 0, okMin: 5, falseOk: false })
})

it('sees an `ok` that was said too soon, and the one that came at last', () => {
  const twice = said([3, 'suspected'], [5, 'confirmed'], [50, 'recovering'], [80, 'ok'], [90, 'suspected'], [150, 'ok'])
  expect(timesOf(twice, COURSE)).toMatchObject({ okMin: 30, falseOk: true })
  // It was mended; that some still report it is no reason to say otherwise.
  expect(timesOf(said([5, 'confirmed'], [90, 'recovering'], [110, 'ok']), COURSE)).toMatchObject({
    okMin: 0,
    falseOk: false,
  })
})

it('knows what was missed, what was never confirmed and what never ended', () => {
  expect(timesOf([], COURSE)).toMatchObject({ alarmed: false, confirmed: false, okMin: null, falseOk: false })
  expect(timesOf(said([3, 'suspected'], [140, 'ok']), COURSE)).toMatchObject({
    confirmed: false,
    recoveringMin: null,
    okMin: 20,
  })
  expect(timesOf(said([3, 'suspected'], [5, 'confirmed']), COURSE)).toMatchObject({ recoveringMin: null, okMin: null })
})

it('hears a strong outage to its end, and a chance alarm to where it is let go of', () => {
  const heard = recover({ perHour: 4, echo: 1, seed: 5 })
  expect(heard).toMatchObject({ alarmed: true, confirmed: true, falseOk: false })
  expect(heard.okMin).toBeLessThan(okGoalMin(heard.lengthMin))
  const rang = ring({ perHour: 4, echo: 1, seed: 5 })
  expect(rang).toMatchObject({ confirmed: false, ended: true })
  expect(rang!.shownMin).toBeGreaterThan(1)
  expect(ring({ perHour: 4, echo: 1, seed: 5 })).toEqual(rang)
})

it('gives `ok` a tenth of the length, and a quarter of an hour at the least', () => {
  expect(okGoalMin(60)).toBe(35)
  expect(okGoalMin(600)).toBe(80)
})

const good: Recovered = { alarmed: true, confirmed: true, lengthMin: 100, recoveringMin: 8, okMin: 30, falseOk: false }

it('adds up recoveries', () => {
  const found = [
    ...Array.from({ length: 190 }, () => good),
    ...Array.from({ length: 5 }, () => ({ ...good, recoveringMin: null, okMin: null })),
    ...Array.from({ length: 5 }, () => ({ ...good, alarmed: false, confirmed: false })),
  ]
  const usual = found.map(() => 2)
  const { figures, met, curves } = toRecovery(found, usual)
  expect(figures).toMatchObject({
    alarmed: 0.975,
    recovering_median_min: 8,
    recovering_p90_min: 8,
    ok_median_min: 30,
    false_ok: 0,
  })
  expect(figures['ok_in_time']).toBeCloseTo(190 / 195)
  expect(met).toBe(true)
  expect(curves![0]!.lines[0]!.points).toEqual([[8, 190 / 195]])
  const wrong = found.map((one, i) => (i < 12 ? { ...one, falseOk: true } : one))
  expect(toRecovery(wrong, usual).met).toBe(false)
  expect(toRecovery(found.slice(0, 20), usual).met).toBeNull()
})

it('takes the worst echo, and compares the end of outages that all heard', () => {
  const alarm = (confirmed: boolean, shownMin: number) => ({ confirmed, shownMin, ended: true })
  const alarms = Array.from({ length: 60 }, () => alarm(false, 20))
  const row = (echo: number, okMin: number, more: typeof alarms) => ({
    echo,
    alarms: [...alarms, ...more, null],
    outages: [
      { ...good, okMin },
      // Missed without an echo, so it says nothing of how much longer an echo makes it.
      { ...good, okMin: 500, alarmed: echo > 1 },
    ],
  })
  const { figures, met } = toEcho([row(1, 30, []), row(1.5, 30, []), row(3, 36, [alarm(true, 90)]), row(6, 42, [])])
  expect(figures).toMatchObject({ median_min: 20, never_ended: 0, alarms: 181 })
  expect(figures['confirmed']).toBeCloseTo(1 / 61)
  expect(figures['recovery_ratio']).toBeCloseTo(1.4)
  expect(met).toBe(true)
  expect(toEcho([row(1, 30, []), row(6, 60, []), row(3, 30, [])]).met).toBe(false)
})
