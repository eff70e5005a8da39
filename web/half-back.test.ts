import { expect, it } from 'vitest'
import type { ScopeCell } from '../shared/incident.ts'
import { halfBack } from './half-back.ts'

const aCell = (facet: ScopeCell['facet'], value: string, verdict: ScopeCell['verdict']): ScopeCell => ({
  facet,
  value,
  verdict,
  observed: 10,
  expected: 1,
})
const ANDROID = aCell('device', 'android', 'recovered')
const IPHONE = aCell('device', 'ios', 'affected')
const part = (value: string) => ({ of: 'component', value })

it.each<[string, ScopeCell[], unknown[]]>([
  ['nobody said of which', [], []],
  ['a device that never was affected', [aCell('device', 'web', 'not_affected')], [{ of: 'device', value: 'web' }]],
  [
    'a part that works on the device where others do not',
    [aCell('component_device', 'webmail/ios', 'recovered')],
    [part('webmail')],
  ],
  ['a part that is affected there', [aCell('component_device', 'app/ios', 'affected')], []],
  ['a part that works elsewhere', [aCell('component_device', 'webmail/desktop', 'not_affected')], []],
  ['a part of which too little is known there', [aCell('component_device', 'webmail/ios', 'unknown')], []],
  ['a part that never was affected', [aCell('component', 'pec', 'not_affected')], [part('pec')]],
  [
    'a part that is not affected in sum, but there',
    [aCell('component', 'imap', 'not_affected'), aCell('component_device', 'imap/ios', 'affected')],
    [],
  ],
  ['a part that nobody named', [aCell('component_device', '-/ios', 'not_affected')], []],
])('excepts what was spared: %s', (_, more, spared) => {
  expect(halfBack([ANDROID, IPHONE, ...more])).toEqual({ of: 'device', back: ['android'], still: ['ios'], spared })
})

it('speaks of parts where devices do not differ', () => {
  const scope = [aCell('component', 'webmail', 'recovered'), aCell('component', 'imap', 'affected'), IPHONE]
  expect(halfBack(scope)).toEqual({ of: 'component', back: ['webmail'], still: ['imap'], spared: [] })
})

it.each<[string, ScopeCell[]]>([
  ['everything is back', [ANDROID, aCell('device', 'ios', 'recovered')]],
  ['nothing is', [IPHONE]],
  ['the rest never was affected', [ANDROID, aCell('device', 'ios', 'not_affected')]],
  ['a part is back and a device is not', [aCell('component', 'imap', 'recovered'), IPHONE]],
])('is silent where %s', (_, scope) => {
  expect(halfBack(scope)).toBeUndefined()
})
