import { expect, it } from 'vitest'
import { createRandom } from '../../server/catalogue/recording.ts'
import { keysOf, outageVoices, SHAPES } from './d11-people.ts'
import { emptyTally, f1, tally, truthOf } from './d11-scope.ts'

const cell = (value: string, verdict: 'affected' | 'not_affected' | 'recovered' | 'unknown') => {
  return { facet: 'device' as const, value, verdict, observed: 1, expected: 1 }
}

it('counts what was found, missed, wrongly called affected and wrongly called spared', () => {
  const truth = new Map([
    ['device android', 'affected' as const],
    ['device ios', 'affected' as const],
    ['device web', 'spared' as const],
    ['device desktop', 'between' as const],
    ['device tv', 'affected' as const],
  ])
  const t = emptyTally()
  const said = [
    cell('android', 'recovered'),
    cell('ios', 'not_affected'),
    cell('web', 'affected'),
    cell('desktop', 'not_affected'),
  ]
  tally(t, said, truth)
  expect(t).toEqual({ hit: 1, missed: 2, wrong: 1, saidSpared: 2, falselySpared: 2 })
  expect(f1(t)).toBeCloseTo(2 / 5)
})

it('knows the truth of an outage that only one device has', () => {
  const shape = SHAPES.find(({ name }) => name === 'one device')!
  const outage = outageVoices(createRandom(1), shape, { from: 0, lengthMs: 3_600_000, size: 400 })
  const truth = truthOf(outage, 0)
  expect(truth.get('device android')).toBe('affected')
  expect(truth.get('device ios')).toBe('spared')
  expect(truth.get('component_device app/web')).toBe('spared')
  expect(truth.get('region IT-21')).toBe('affected')
  const android = outage.voices.filter((voice) => voice.device === 'android').length
  expect(android / outage.voices.length).toBeGreaterThan(0.9)
})

it('lets who recovers stop at half time', () => {
  const shape = SHAPES.find(({ name }) => name === 'two devices, one recovers')!
  const outage = outageVoices(createRandom(2), shape, { from: 0, lengthMs: 3_600_000, size: 600 })
  const share = (from: number, to: number) => {
    const voices = outage.voices.filter(({ at }) => at >= from && at < to)
    return voices.filter(({ device }) => device === 'ios').length / voices.length
  }
  expect(share(0, 1_800_000)).toBeGreaterThan(0.25)
  expect(share(1_800_000, 3_600_000)).toBeLessThan(0.1)
})

it('names every cell of a person', () => {
  const person = { device: 'ios', component: 'app', region: 'IT-25', problem: 'slow', asn: 1 }
  expect(keysOf(person)).toContain('component_device app/ios')
  expect(keysOf(person)).toContain('network 1')
})
