import { expect, it } from 'vitest'
import { MINUTE_MS } from '../../shared/time.ts'
import { RIVALS } from '../rivals/all.ts'
import { summarise } from './d4-recorded.ts'
import type { ServiceFound, Trial } from './recorded-service.ts'

const none = RIVALS.map((rival) => rival.thresholds.map(() => null))
const trial = (ours: number | null, cusum: number | null): Trial => ({
  reports: 50,
  ours: ours === null ? null : ours * MINUTE_MS,
  confirmed: null,
  cusum: cusum === null ? null : cusum * MINUTE_MS,
  cusumFloor: cusum === null ? null : cusum * MINUTE_MS,
  rivals: none,
})
const service: ServiceFound = {
  service: 'x',
  quietYears: 4,
  alarms: [1, 2, 3].map((at) => ({ service: 'x', at, untilMs: 1, confirmed: at === 2, text: `alarm ${at}` })),
  // Each rival: many alarms at its lowest threshold, one a year at the others.
  rivalAlarms: RIVALS.map((rival) => rival.thresholds.map((_, i) => (i === 0 ? 400 : 4))),
  cusumAlarms: { proven: 80, held: 4, heldFloor: 4 },
  trials: [trial(10, 4), trial(20, 6), trial(null, 8), trial(12, null)],
}

it('says how often it was wrong, and what it found of what there was to find', () => {
  const { figures, met, notes } = summarise([service])
  expect(figures).toMatchObject({
    service_years: 4,
    suspected_per_year: 0.75,
    confirmed_per_year: 0.25,
    outages: 4,
    found: 0.75,
    found_by_cusum: 0.75,
    found_of_cusum: 0.67,
    delay_min: 12,
    cusum_delay_min: 6,
  })
  expect(met).toBe(false)
  expect(notes!.slice(-3)).toEqual(['alarm 1', 'alarm 2', 'alarm 3'])
})

it('is met by few false alarms and what CUSUM finds, and undecided where too little was quiet', () => {
  const good = { ...service, trials: [trial(10, 4), trial(20, 6)] }
  expect(summarise([good]).met).toBe(true)
  expect(summarise([{ ...good, quietYears: 1 }]).met).toBeNull()
  expect(
    summarise([{ ...good, quietYears: 2.5, alarms: Array.from({ length: 6 }, () => service.alarms[0]!) }]).met,
  ).toBe(false)
})
