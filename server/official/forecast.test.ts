import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ScopeCell } from '../../shared/incident.ts'
import type { ForecastOutcome } from '../../shared/notice.ts'
import { DAY_MS, HOUR_MS } from '../../shared/time.ts'
import { TIRED_MS } from '../detect/rule.ts'
import { RECOVERED, TIRED } from '../detect/scope-verdict.ts'
import type { Part } from './clocks.ts'
import {
  SINCE_UNSURE_MS,
  episodeOf,
  forecastsOf,
  judge,
  outcomeOf,
  together,
  type Announced,
  type Announcement,
  type Back,
  type Episode,
} from './forecast.ts'

// Rome is an hour ahead of UTC in winter.
const rome = (month: number, day: number, hour = 0) => Date.UTC(2023, month - 1, day, hour - 1)
const cell = (facet: ScopeCell['facet'], value: string, verdict: ScopeCell['verdict'], since?: number): ScopeCell => ({
  facet,
  value,
  verdict,
  observed: 50,
  expected: 2,
  ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
})
/** Hours in which much was reported, by part: `ios`, `webmail`, `webmail/ios`, and '' for the whole. */
const loudness =
  (loud: Record<string, number>) =>
  ({ component, device }: Part): number | null =>
    loud[[component, device].filter(Boolean).join('/')] ?? null
const episode = (fields: Partial<Episode> = {}): Episode => ({
  startedFrom: rome(1, 23, 7),
  state: 'confirmed',
  recoveringAt: null,
  resolvedAt: null,
  judgedAt: rome(1, 23, 12),
  scope: [],
  lastLoud: () => null,
  ...fields,
})
const due = (dueFrom: number, dueTo = dueFrom, part: Partial<Announced> = {}): Announced => ({
  dueFrom,
  dueTo,
  zone: 'Europe/Rome',
  component: null,
  device: null,
  ...part,
})
const notice = (saidFrom: number | null, saidTo: number | null, fields: Partial<Announcement> = {}): Announcement => ({
  id: 'said',
  by: 'provider',
  author: 'Libero',
  topics: ['forecast'],
  component: null,
  device: null,
  saidFrom,
  saidTo,
  seenAt: saidTo ?? rome(1, 23, 10),
  forecasts: [],
  ...fields,
})

describe('one time against one end', () => {
  // due      [──────12:00 … 18:00──────]
  const announced = { dueFrom: 12, dueTo: 18 }
  it.each<[string, Back, number, ForecastOutcome]>([
    ['back before the earliest deadline', { notBefore: 8, by: 11 }, 20, 'met'],
    ['back at the earliest deadline', { notBefore: 8, by: 12 }, 20, 'met'],
    ['back before or after the earliest deadline', { notBefore: 11, by: 13 }, 20, 'undecidable'],
    ['back between the deadlines', { notBefore: 13, by: 14 }, 20, 'undecidable'],
    ['the same, while the latest is ahead', { notBefore: 13, by: 14 }, 15, 'undecidable'],
    ['back before or after the latest deadline', { notBefore: 17, by: 19 }, 20, 'undecidable'],
    ['back after the latest deadline', { notBefore: 18, by: 21 }, 22, 'exceeded'],
    ['not back, before the latest deadline', { notBefore: 14, by: null }, 15, 'pending'],
    ['not back, after it', { notBefore: 19, by: null }, 20, 'exceeded'],
    ['not heard of since before it', { notBefore: 14, by: null }, 20, 'undecidable'],
  ])('%s', (_, back, now, outcome) => {
    expect(judge(back, announced, now)).toBe(outcome)
  })

  it.each<[ForecastOutcome[], ForecastOutcome]>([
    [['met', 'met'], 'met'],
    [['met', 'exceeded', 'undecidable'], 'partly'],
    [['exceeded', 'exceeded'], 'exceeded'],
    [['undecidable', 'exceeded'], 'undecidable'],
    [['met', 'undecidable'], 'undecidable'],
    [['met', 'pending'], 'pending'],
    [[], 'undecidable'],
  ])('%j together are %s', (outcomes, whole) => {
    expect(together(outcomes)).toBe(whole)
  })
})

describe('the story of January 2023', () => {
  // said "within 24/48 hours" on one of two days, by nobody knows which hour:
  //   25 ├──said──┼────────┤ 27
  //          26 ├───────due──────────────┤ 29
  //   Android             back 28, evening ◆          iOS back 2 February ◆
  const said = notice(rome(1, 25), rome(1, 27), {
    forecasts: [due(rome(1, 25) + DAY_MS, rome(1, 27) + 2 * DAY_MS)],
  })
  const ended = episode({
    state: 'ok',
    recoveringAt: rome(2, 2, 16),
    resolvedAt: rome(2, 2, 23),
    judgedAt: rome(2, 4),
    scope: [
      cell('device', 'android', 'recovered', rome(1, 28, 20)),
      cell('device', 'ios', 'recovered', rome(2, 2, 18)),
    ],
    lastLoud: loudness({ '': rome(2, 2, 15), android: rome(1, 28, 18), ios: rome(2, 2, 15) }),
  })

  it('cannot be decided for all, and was exceeded for iPhones', () => {
    const [forecast] = forecastsOf([said], [ended], rome(2, 4))
    expect(forecast).toEqual({
      notice: 'said',
      author: 'Libero',
      said_between: ['2023-01-24T23:00:00.000Z', '2023-01-26T23:00:00.000Z'],
      due_between: ['2023-01-25T23:00:00.000Z', '2023-01-28T23:00:00.000Z'],
      zone: 'Europe/Rome',
      component: null,
      device: null,
      outcome: 'undecidable',
      parts: [
        {
          component: null,
          device: 'android',
          restored_between: ['2023-01-28T16:00:00.000Z', '2023-01-28T23:00:00.000Z'],
          outcome: 'undecidable',
        },
        {
          component: null,
          device: 'ios',
          restored_between: ['2023-02-02T13:00:00.000Z', '2023-02-02T21:00:00.000Z'],
          outcome: 'exceeded',
        },
      ],
    })
  })

  it('was pending on the 27th, with nobody back', () => {
    const scope = [cell('device', 'android', 'affected'), cell('device', 'ios', 'affected')]
    const going = episode({ judgedAt: rome(1, 27, 12), scope, lastLoud: () => rome(1, 27, 11) })
    const [forecast] = forecastsOf([said], [going], rome(1, 27, 12))
    expect(forecast?.outcome).toBe('pending')
    expect(forecast?.parts.map((part) => part.restored_between)).toEqual([null, null])
  })

  it('is partly met where Android was back before the earliest deadline', () => {
    const scope = [cell('device', 'android', 'recovered', rome(1, 25, 20)), ended.scope[1]!]
    const loud = loudness({ '': rome(2, 2, 15), android: rome(1, 25, 18), ios: rome(2, 2, 15) })
    expect(forecastsOf([said], [{ ...ended, scope, lastLoud: loud }], rome(2, 4))[0]?.outcome).toBe('partly')
  })
})

describe('the end of a forecast', () => {
  const NOON = due(rome(1, 23, 12))
  const outcome = (of: Partial<Episode>, words: Announcement[] = [], announced = NOON, now = rome(1, 24)) =>
    outcomeOf(announced, episode({ judgedAt: now, ...of }), words, now).outcome
  const ended = { state: 'ok', recoveringAt: rome(1, 23, 10), resolvedAt: rome(1, 23, 11) } as const
  const restored = (hour: number, fields: Partial<Announcement> = {}) =>
    notice(rome(1, 23, hour), rome(1, 23, hour), { topics: ['restored'], ...fields })

  it.each<[string, Partial<Episode>, Announcement[], ForecastOutcome]>([
    ['is met by an incident that is over', ended, [], 'met'],
    ['is not, by one that we lost sight of', { ...ended, state: 'unknown' }, [], 'undecidable'],
    ['is exceeded by reports that go on', { lastLoud: () => rome(1, 23, 13) }, [], 'exceeded'],
    ['is not known from an incident that is merely open', { lastLoud: () => rome(1, 23, 11) }, [], 'undecidable'],
    ['is met by their own word that nothing speaks against', { recoveringAt: rome(1, 23, 11) }, [restored(11)], 'met'],
    ['is not, while we see it go on', { lastLoud: () => rome(1, 23, 10) }, [restored(11)], 'undecidable'],
    // ◆ restored 11:00      reports as loud as before at 14:00
    [
      'is exceeded where their word is disputed',
      { recoveringAt: rome(1, 23, 16), lastLoud: () => rome(1, 23, 14) },
      [restored(11)],
      'exceeded',
    ],
    [
      'is not met by what others say',
      { recoveringAt: rome(1, 23, 11) },
      [restored(11, { by: 'authority' })],
      'undecidable',
    ],
    [
      'is not met by a word that was taken back',
      { recoveringAt: rome(1, 23, 11) },
      [restored(11), notice(rome(1, 23, 11), rome(1, 23, 13), { topics: ['problem'], saidFrom: rome(1, 23, 12) })],
      'undecidable',
    ],
    [
      'is not met by a word about one part',
      { recoveringAt: rome(1, 23, 11) },
      [restored(11, { device: 'ios' })],
      'undecidable',
    ],
  ])('%s', (_, of, words, expected) => {
    expect(outcome(of, words)).toBe(expected)
  })

  it('is told part by part, of what it was announced for', () => {
    const scope = [
      cell('component', 'imap', 'recovered', rome(1, 23, 10)),
      cell('component', 'webmail', 'affected'),
      cell('component', 'pec', 'not_affected'),
      cell('component_device', 'webmail/ios', 'affected'),
      cell('component_device', 'webmail/-', 'affected'),
      cell('region', 'IT-25', 'affected'),
    ]
    const of = {
      scope,
      lastLoud: loudness({ '': rome(1, 23, 15), webmail: rome(1, 23, 15), 'webmail/ios': rome(1, 23, 15) }),
    }
    const parts = (announced: Announced) =>
      outcomeOf(announced, episode({ ...of, judgedAt: rome(1, 23, 16) }), [], rome(1, 23, 16)).parts.map(
        ({ component, device, outcome: own }) => [component, device, own],
      )
    expect(parts(NOON)).toEqual([
      ['imap', null, 'met'],
      ['webmail', null, 'exceeded'],
    ])
    expect(parts(due(rome(1, 23, 12), rome(1, 23, 12), { component: 'webmail' }))).toEqual([
      ['webmail', 'ios', 'exceeded'],
    ])
    expect(outcome({ ...of, judgedAt: rome(1, 23, 16) })).toBe('partly')
  })

  it('has the parts that were said to work again, and believes it once reports fall', () => {
    const said = restored(11, { device: 'android' })
    const of = (recoveringAt: number | null) =>
      outcomeOf(NOON, episode({ judgedAt: rome(1, 24), recoveringAt }), [said], rome(1, 24)).parts
    expect(of(null)).toMatchObject([{ device: 'android', restored_between: null, outcome: 'undecidable' }])
    expect(of(rome(1, 23, 11))).toMatchObject([{ device: 'android', outcome: 'met' }])
  })

  it('without an incident is pending, then unknown', () => {
    expect(outcomeOf(NOON, null, [], rome(1, 23, 11))).toEqual({ outcome: 'pending', parts: [] })
    expect(outcomeOf(NOON, null, [], rome(1, 23, 13))).toEqual({ outcome: 'undecidable', parts: [] })
  })

  it('is that of the incident of which it was said', () => {
    // ├─first─┤ 8–10      ├─second─┤ 14–16
    const first = episode({ startedFrom: rome(1, 23, 8), resolvedAt: rome(1, 23, 10), state: 'ok' })
    const second = episode({ startedFrom: rome(1, 23, 14), resolvedAt: rome(1, 23, 16), state: 'ok' })
    const of = (hour: number) => episodeOf(notice(rome(1, 23, hour), rome(1, 23, hour)), [first, second])
    expect([9, 15, 12, 20].map(of)).toEqual([first, second, second, null])
  })
})

it('takes the rule to be no surer of when a part recovered than it is', () => {
  expect(SINCE_UNSURE_MS.fresh).toBeGreaterThanOrEqual(Math.max(...RECOVERED.lastMs))
  // Of a long stretch, the share that a part may still bring as if it were away.
  expect(SINCE_UNSURE_MS.tired).toBeGreaterThanOrEqual(RECOVERED.ofRise * Math.max(...TIRED.lastMs))
  expect(SINCE_UNSURE_MS.tiredAfter).toBeLessThanOrEqual(TIRED_MS)
})

describe('whatever the times', () => {
  const RANK: Record<ForecastOutcome, number> = { exceeded: 0, undecidable: 1, partly: 1, pending: 1, met: 2 }
  const DECIDED: ReadonlySet<ForecastOutcome> = new Set(['met', 'exceeded', 'partly'])
  const NOW = 60
  const back = fc.tuple(fc.nat(NOW), fc.option(fc.nat(NOW))).map(([a, b]): Back => {
    return b === null ? { notBefore: a, by: null } : { notBefore: Math.min(a, b), by: Math.max(a, b) }
  })
  const deadlines = fc.tuple(fc.nat(80), fc.nat(20)).map(([dueFrom, length]) => ({ dueFrom, dueTo: dueFrom + length }))
  const of = (backs: Back[], announced: { dueFrom: number; dueTo: number }) =>
    together(backs.map((one) => judge(one, announced, NOW)))

  it('an earlier end is never a worse outcome', () => {
    fc.assert(
      fc.property(
        fc.array(back, { minLength: 1, maxLength: 4 }),
        deadlines,
        fc.nat(3),
        fc.nat(NOW),
        (backs, announced, i, ms) => {
          const sooner = backs.map((one, place) =>
            place === i ? { notBefore: one.notBefore - ms, by: one.by === null ? null : one.by - ms } : one,
          )
          expect(RANK[of(sooner, announced)]).toBeGreaterThanOrEqual(RANK[of(backs, announced)])
        },
      ),
    )
  })

  it('knowing less never decides anything', () => {
    const wider = fc.record({ earlier: fc.nat(30), later: fc.option(fc.nat(30)) })
    fc.assert(
      fc.property(fc.array(fc.tuple(back, wider), { minLength: 1, maxLength: 4 }), deadlines, (pairs, announced) => {
        const known = of(
          pairs.map(([one]) => one),
          announced,
        )
        const vague = of(
          pairs.map(([{ notBefore, by }, { earlier, later }]) => ({
            notBefore: notBefore - earlier,
            by: by === null || later === null ? null : by + later,
          })),
          announced,
        )
        expect(DECIDED.has(vague) ? vague : known).toBe(known)
      }),
    )
  })

  it('a part that recovered sooner does not make a forecast worse, nor does a later deadline', () => {
    const hours = fc.nat(72)
    fc.assert(
      fc.property(hours, hours, hours, hours, fc.nat(24), (ios, android, at, length, sooner) => {
        const from = rome(1, 23, 7)
        const hour = (n: number) => from + n * HOUR_MS
        const end = hour(Math.max(ios, android) + 2)
        const ran = (a: number, b: number, shift: number) =>
          outcomeOf(
            due(hour(at + shift), hour(at + length + shift)),
            episode({
              state: 'ok',
              resolvedAt: end,
              judgedAt: end,
              scope: [cell('device', 'ios', 'recovered', hour(a)), cell('device', 'android', 'recovered', hour(b))],
              lastLoud: loudness({ ios: hour(a - 1), android: hour(b - 1), '': hour(Math.max(a, b) - 1) }),
            }),
            [],
            end,
          ).outcome
        const before = RANK[ran(ios, android, 0)]
        expect(RANK[ran(ios - Math.min(ios, sooner), android, 0)]).toBeGreaterThanOrEqual(before)
        expect(RANK[ran(ios, android, sooner)]).toBeGreaterThanOrEqual(before)
      }),
    )
  })
})
