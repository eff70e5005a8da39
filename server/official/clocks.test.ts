import { describe, expect, it } from 'vitest'
import type { IncidentEventType, State } from '../../shared/incident.ts'
import type { ClockReading } from '../../shared/notice.ts'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { clocksOf, type ClockFacts, type CrowdEvent, type ProbeRun, type Word } from './clocks.ts'

// Timelines are drawn in hours and minutes of one day; the incident begins at 10:00 unless it is said otherwise.
const DAY = Date.UTC(2023, 0, 23)
const at = (time: string, days = 0): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return DAY + days * 24 * HOUR_MS + hours * HOUR_MS + minutes * MINUTE_MS
}
const TO: Partial<Record<IncidentEventType, State>> = {
  suspected: 'suspected',
  recovering: 'recovering',
  resolved: 'ok',
}
const event = (time: string, type: IncidentEventType, reporters = 12, to = TO[type] ?? 'confirmed'): CrowdEvent => ({
  at: at(time),
  type,
  to,
  reporters,
})
const run = (target: string, first: string, back: string | null): ProbeRun => ({
  target,
  firstAt: at(first),
  backAt: back === null ? null : at(back),
})
let made = 0
const word = (said: [string, string] | string | null, fields: Partial<Word> = {}): Word => ({
  id: `word-${++made}`,
  by: 'provider',
  topics: ['problem'],
  component: null,
  device: null,
  saidFrom: said === null ? null : at(typeof said === 'string' ? said : said[0]),
  saidTo: said === null ? null : at(typeof said === 'string' ? said : said[1]),
  seenAt: said === null ? at('12:00') : at(typeof said === 'string' ? said : said[1]),
  ...fields,
})
const restored = (said: [string, string] | string | null, fields: Partial<Word> = {}) =>
  word(said, { topics: ['restored'], ...fields })
const facts = (fields: Partial<ClockFacts>): ClockFacts => ({
  startedFrom: at('10:00'),
  resolvedAt: null,
  previousEnd: null,
  nextStart: null,
  events: [],
  runs: [],
  words: [],
  ...fields,
})
/** Times of the day, or null. */
const read = ({ between }: ClockReading): string[] | null =>
  between && [...new Set(between)].map((instant) => instant.slice(11, 16))
const start = (fields: Partial<ClockFacts>) => {
  const { crowd, probe, official } = clocksOf(facts(fields)).start
  return { crowd: read(crowd), probe: read(probe), official: read(official) }
}
const end = (fields: Partial<ClockFacts>) => {
  const { crowd, probe, official } = clocksOf(facts(fields)).end
  return { crowd: read(crowd), probe: read(probe), official: read(official) }
}

it('says nothing of what nobody has dated', () => {
  const unread = { between: null, source: null }
  const none = { crowd: unread, probe: unread, official: unread }
  const leads = { crowd_before_probe: null, crowd_before_official: null, probe_before_official: null }
  expect(clocksOf(facts({}))).toEqual({ start: none, end: none, leads: { start: leads, end: leads } })
})

it('draws leads in minutes between all three, at least and at most', () => {
  // crowd   10:04 ●─────────────────────● 12:30
  // probe        10:31 ✕────────✕ 12:10
  // official            [11:00 ─ 11:30] ◆         ◆ 13:00
  const clocks = clocksOf(
    facts({
      events: [event('10:04', 'suspected'), event('10:06', 'confirmed'), event('12:30', 'recovering')],
      runs: [run('https://a', '10:31', '12:10')],
      words: [word(['11:00', '11:30'], { id: 'said' }), restored('13:00', { id: 'back' })],
    }),
  )
  expect(clocks.start.probe.source).toBe('https://a')
  expect(clocks.start.official).toEqual({
    between: ['2023-01-23T11:00:00.000Z', '2023-01-23T11:30:00.000Z'],
    source: 'said',
  })
  expect(clocks.end.official.source).toBe('back')
  expect(clocks.leads).toEqual({
    start: { crowd_before_probe: [27, 27], crowd_before_official: [56, 86], probe_before_official: [29, 59] },
    end: { crowd_before_probe: [-20, -20], crowd_before_official: [30, 30], probe_before_official: [50, 50] },
  })
})

describe('the clock of the crowd', () => {
  it.each<[string, CrowdEvent[], string | null, string | null]>([
    // ok ─10:04─ suspected ─10:06─ confirmed
    ['begins with the first suspicion', [event('10:04', 'suspected'), event('10:06', 'confirmed')], '10:04', null],
    // Probes alone raised it; people came at 10:20.
    ['waits for people', [event('10:04', 'suspected', 0), event('10:20', 'confirmed', 3)], '10:20', null],
    ['stays unknown without any', [event('10:04', 'suspected', 0), event('11:00', 'resolved', 0)], null, null],
    [
      'takes a voice now and then for no signal',
      [event('10:04', 'suspected', 2), event('11:00', 'recovering', 1), event('11:20', 'resolved', 0)],
      null,
      null,
    ],
    // confirmed ─11:00─ recovering ─11:20─ ok
    [
      'ends when reports fall',
      [event('10:04', 'suspected'), event('11:00', 'recovering'), event('11:20', 'resolved')],
      '10:04',
      '11:00',
    ],
    // recovering 11:00 ─ relapsed 11:10 ─ recovering 12:00
    [
      'ends when they fall for good',
      [
        event('10:04', 'suspected'),
        event('11:00', 'recovering'),
        event('11:10', 'relapsed'),
        event('12:00', 'recovering'),
      ],
      '10:04',
      '12:00',
    ],
    // resolved 11:00 ─ reopened 12:00 ─
    [
      'goes on when it is opened again',
      [event('10:04', 'suspected'), event('11:00', 'resolved'), event('12:00', 'reopened')],
      '10:04',
      null,
    ],
    [
      'ends with the incident where nothing fell before',
      [event('10:04', 'suspected'), event('11:00', 'resolved')],
      '10:04',
      '11:00',
    ],
    [
      'does not end because we lost sight',
      [event('10:04', 'suspected'), event('20:00', 'resolved', 0, 'unknown')],
      '10:04',
      null,
    ],
  ])('%s', (_, events, from, to) => {
    expect(start({ events }).crowd).toEqual(from && [from])
    expect(end({ events }).crowd).toEqual(to && [to])
  })
})

describe('the clock of the probes', () => {
  it.each<[string, ProbeRun[], string | null, string | null]>([
    ['is that of the first target', [run('b', '10:31', '11:01'), run('a', '10:20', '10:41')], '10:20', '11:01'],
    ['may be before people notice', [run('a', '05:00', '11:01')], '05:00', '11:01'],
    ['is not of what fails since long', [run('a', '03:59', '11:01')], null, null],
    ['is not of what was over before it began', [run('a', '09:00', '09:51')], null, null],
    ['has no end while one target is away', [run('a', '10:20', '10:41'), run('b', '10:31', null)], '10:20', null],
    // a ✕ 10:20–10:40, up, ✕ 11:10–11:30, up
    ['ends when a target is back for good', [run('a', '10:20', '10:41'), run('a', '11:10', '11:31')], '10:20', '11:31'],
    ['is not of what begins after the end', [run('a', '15:00', null)], null, null],
  ])('%s', (_, runs, from, to) => {
    expect(start({ runs, resolvedAt: at('14:00') }).probe).toEqual(from && [from])
    expect(end({ runs, resolvedAt: at('14:00') }).probe).toEqual(to && [to])
  })
})

describe('the clock of the official word', () => {
  it.each<[string, Word[], string[] | null]>([
    ['is the first', [word('11:00'), word('10:30', { topics: ['cause'] })], ['10:30']],
    ['is the operator’s too', [word('11:00', { by: 'operator', topics: ['attack_denied'] })], ['11:00']],
    ['is nobody else’s', [word('11:00', { by: 'consumer_association' }), word('11:00', { by: 'authority' })], null],
    ['is not that data are safe', [word('11:00', { topics: ['data_safe'] })], null],
    ['is as little known as its date', [word(['10:00', '20:00'])], ['10:00', '20:00']],
    // [10:30 ──────── 12:00] and 11:15: the first of the two is not after 11:15.
    ['is not later than any of them', [word(['10:30', '12:00']), word('11:15')], ['10:30', '11:15']],
    ['is unknown where it was said nobody knows when', [word(null)], null],
    ['is unknown where such a word may be the first', [word(null), word('11:00')], null],
  ])('%s', (_, words, expected) => {
    expect(start({ words }).official).toEqual(expected)
  })

  it('names its notice though its hour is unknown', () => {
    expect(clocksOf(facts({ words: [word(null, { id: 'undated' })] })).start.official).toEqual({
      between: null,
      source: 'undated',
    })
  })

  it.each<[string, Partial<ClockFacts>, string[] | null]>([
    [
      'of a day before may be of it',
      { words: [word('10:30', { saidFrom: at('10:30', -1), saidTo: at('10:30', -1) })] },
      ['10:30'],
    ],
    [
      'of an earlier day is not',
      { words: [word('09:30', { saidFrom: at('09:30', -1), saidTo: at('09:30', -1) })] },
      null,
    ],
    // incident before: ────── 08:00   ◆ 07:00           this one: 10:00 ──
    ['of the incident before is not', { previousEnd: at('08:00'), words: [word('07:00')] }, null],
    // this one: 10:00 ─── 11:00   next: 13:00 ──  ◆ 13:05
    ['of the next one is not', { resolvedAt: at('11:00'), nextStart: at('13:00'), words: [word('13:05')] }, null],
    ['after the end still is', { resolvedAt: at('11:00'), words: [word('13:05')] }, ['13:05']],
  ])('%s', (_, fields, expected) => {
    expect(start(fields).official).toEqual(expected)
  })

  it.each<[string, Word[], string[] | null]>([
    ['ends with the first "restored"', [word('10:30'), restored('12:00'), restored('13:00')], ['12:00']],
    ['ends as vaguely as it was dated', [word('10:30'), restored(['12:00', '18:00'])], ['12:00', '18:00']],
    // ◆ restored 12:00, ◆ problem 12:30, ◆ restored 14:00
    ['ends when it is not taken back', [word('10:30'), restored('12:00'), word('12:30'), restored('14:00')], ['14:00']],
    ['is open again when it is', [word('10:30'), restored('12:00'), word('12:30')], null],
    [
      'stays ended when only the cause is told',
      [word('10:30'), restored('12:00'), word('15:00', { topics: ['cause'] })],
      ['12:00'],
    ],
    [
      'ends where both are said of one day',
      [word(['00:00', '23:59']), restored(['00:00', '23:59'])],
      ['00:00', '23:59'],
    ],
    ['does not end for one device', [word('10:30'), restored('12:00', { device: 'android' })], null],
    [
      'does for the part that was broken',
      [word('10:30', { component: 'imap' }), restored('12:00', { component: 'imap' })],
      ['12:00'],
    ],
    [
      'ends with the last of the parts that were',
      [
        word('10:30', { device: 'ios' }),
        word('10:30', { device: 'android' }),
        restored('12:00', { device: 'android' }),
        restored('16:00', { device: 'ios' }),
      ],
      ['16:00'],
    ],
    ['does not end with what others say', [word('10:30'), restored('12:00', { by: 'authority' })], null],
    ['is unknown where nobody knows when', [word('10:30'), restored(null)], null],
    ['does not end before it began', [restored('09:00')], null],
  ])('%s', (_, words, expected) => {
    expect(end({ words }).official).toEqual(expected)
  })

  it('is theirs, though reports go on', () => {
    const events = [event('10:04', 'suspected'), event('18:00', 'recovering')]
    const { end: ended, leads } = clocksOf(facts({ events, words: [restored('12:00')] }))
    expect([read(ended.official), read(ended.crowd)]).toEqual([['12:00'], ['18:00']])
    expect(leads.end.crowd_before_official).toEqual([-360, -360])
  })
})
