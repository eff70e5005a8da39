import { describe, expect, it } from 'vitest'
import type { Cause, ScopeCell, State } from '../../shared/incident.ts'
import { FEB, JAN } from '../../server/catalogue/scenarios/libero-facts.ts'
import { faultsOf } from './judge.ts'
import type { Histories, History } from './play.ts'
import { tell } from './trial.ts'

type Step = [at: number, type: History['changes'][number]['type'], from: State, to: State]
const STEPS: Step[] = [
  [JAN(23, 6), 'suspected', 'ok', 'suspected'],
  [JAN(23, 7), 'confirmed', 'suspected', 'confirmed'],
  [JAN(28, 21), 'recovering', 'confirmed', 'recovering'],
  [FEB(3, 9), 'resolved', 'recovering', 'ok'],
]
const history = (steps: Step[], more: Partial<History> = {}): History => ({
  changes: steps.map(([at, type, from, to]) => ({ at, type, from, to })),
  cause: null,
  hours: [],
  ...more,
})
const group = (of: string): Cause => ({ kind: 'group', of: [of], share: null })
const device = (value: string, verdict: ScopeCell['verdict']): ScopeCell => ({
  facet: 'device',
  value,
  verdict,
  observed: 9,
  expected: 1,
})
const onDay30 = (...scope: ScopeCell[]) => [{ at: JAN(30, 12), state: 'confirmed' as const, scope }]
const SCOPE = onDay30(device('ios', 'affected'), device('android', 'recovered'))
const LIBERO = history(STEPS, { cause: group('virgilio-mail'), hours: SCOPE })
const RIGHT: Histories = {
  'libero-mail': LIBERO,
  'virgilio-mail': history(STEPS, { cause: group('libero-mail') }),
  'libero-pec': history([]),
  gmail: history([
    [JAN(23, 9), 'suspected', 'ok', 'suspected'],
    [JAN(23, 10), 'faded', 'suspected', 'ok'],
  ]),
}
const faults = (libero: History) => faultsOf({ ...RIGHT, 'libero-mail': libero })
const again = (steps: Step[]) => faults({ ...LIBERO, changes: history(steps).changes })

describe('what is right', () => {
  it('is the story as it was', () => {
    expect(faultsOf(RIGHT)).toEqual([])
  })

  it('lets a suspicion after the end fade, and a night relapse', () => {
    const more: Step[] = [
      [JAN(25, 1), 'recovering', 'confirmed', 'recovering'],
      [JAN(25, 8), 'relapsed', 'recovering', 'confirmed'],
    ]
    const late: Step[] = [[FEB(4, 10), 'suspected', 'ok', 'suspected']]
    expect(again([...STEPS.slice(0, 2), ...more, ...STEPS.slice(2), ...late])).toEqual([])
  })

  it.each<[string, Step[], string]>([
    ['was never opened', [STEPS[0]!], 'never opened'],
    [
      'was opened after a day',
      [[JAN(23, 23), 'confirmed', 'suspected', 'confirmed'], ...STEPS.slice(2)],
      'opened late',
    ],
    [
      'was ended by a quiet night',
      [
        ...STEPS.slice(0, 2),
        [JAN(25, 4), 'resolved', 'recovering', 'ok'],
        [JAN(25, 5), 'reopened', 'suspected', 'confirmed'],
        ...STEPS.slice(2),
      ],
      'ended too soon',
    ],
    [
      'was opened twice',
      [...STEPS, [FEB(3, 20), 'confirmed', 'suspected', 'confirmed'], [FEB(4, 20), 'resolved', 'recovering', 'ok']],
      'more than one incident',
    ],
    ['goes on for ever', STEPS.slice(0, 3), 'not ended in time'],
    [
      'ends with nobody knowing',
      [...STEPS.slice(0, 3), [FEB(3, 9), 'resolved', 'recovering', 'unknown']],
      'not ended in time',
    ],
  ])('is not one that %s', (_name, steps, fault) => {
    expect(again(steps)).toEqual([`libero-mail ${fault}`])
  })

  it('is not one that stands alone', () => {
    expect(faults({ ...LIBERO, cause: { kind: 'own', of: [], share: null } })).toEqual(['libero-mail not grouped'])
    expect(faults({ ...LIBERO, cause: group('gmail') })).toEqual(['libero-mail not grouped'])
  })

  it('says of 30 January no more than was so: iOS was out or nobody knows, Android was not', () => {
    for (const verdict of ['recovered', 'not_affected'] as const)
      expect(faults({ ...LIBERO, hours: onDay30(device('ios', verdict)) })).toEqual([
        'libero-mail iOS said to work on 30 January',
      ])
    expect(faults({ ...LIBERO, hours: onDay30(device('android', 'affected')) })).toEqual([
      'libero-mail Android affected on 30 January',
    ])
    expect(faults({ ...LIBERO, hours: onDay30(device('ios', 'unknown')) })).toEqual([])
  })

  it('leaves the PEC unsuspected and everybody else unconfirmed', () => {
    const red = history(STEPS)
    expect(faultsOf({ ...RIGHT, gmail: red })).toEqual(['gmail red'])
    expect(faultsOf({ ...RIGHT, 'libero-pec': RIGHT['gmail']! })).toEqual(['libero-pec suspected'])
  })
})

it('tells the same seed twice alike', () => {
  const settings = { seed: 3, volume: 0.02, nightDepth: 0.6, fatigueHours: 12, probes: 'absent' } as const
  expect(tell(settings)).toEqual(tell(settings))
})
