import { expect, it } from 'vitest'
import { MINUTE_MS } from '../../shared/time.ts'
import { toHeardProbe, voicesOf } from './heard.ts'

const NOON = Date.UTC(2023, 0, 23, 12)

it('spreads the voices of a minute evenly, and says of them what is known', () => {
  const of: [string, number][] = [
    ['-/ios', 1],
    ['webmail/-', 1],
    ['webmail/ios', 1],
  ]
  expect([...voicesOf([{ minute: NOON, problems: 4, of }])]).toEqual([
    { at: NOON + MINUTE_MS / 8, answer: 'problem', device: 'ios' },
    { at: NOON + (3 * MINUTE_MS) / 8, answer: 'problem', component: 'webmail' },
    { at: NOON + (5 * MINUTE_MS) / 8, answer: 'problem', component: 'webmail', device: 'ios' },
    { at: NOON + (7 * MINUTE_MS) / 8, answer: 'problem' },
  ])
})

it.each([
  ['up', 'up'],
  ['status', 'failed'],
  ['tls', 'failed'],
  ['timeout', 'silent'],
  ['reset', 'silent'],
  ['refused', 'silent'],
  ['blocked', 'none'],
  ['internal', 'none'],
] as const)('hears %s as %s', (outcome, says) => {
  const place = { xid: '1', seq: 1 }
  const result = { providerId: 1, probeId: 7, apiKeyId: null, component: 'imap', at: NOON, outcome, place }
  expect(toHeardProbe(result, 'as1')).toEqual({
    at: NOON,
    network: 'as1',
    target: 'p7',
    component: 'imap',
    outcome: says,
  })
})
