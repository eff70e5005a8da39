import { describe, expect, it } from 'vitest'
import { eventWords, evidenceWords, figuresWords, oddsOf, silentOf } from './evidence.ts'
import { anEvent } from './test-page.ts'

describe('evidence in words', () => {
  it('says of a rise how far from chance it is, against what this provider has shown before', () => {
    const event = anEvent('suspected', { multiple: 11.04, allowed: 2.4, works: 6, probe_nats: 6.8, common: 1.3 })
    expect(evidenceWords('en', event)).toEqual([
      '34 voices in 5 min, usually 1.25.',
      'For this to be chance, normal would have to be 11 times the usual.',
      'So far its own past allows up to 2.4 times the usual.',
      '31 people from 14 networks.',
      '6 people answered that it works for them.',
      'Our own probes got errors, or no answer: that weighs as much as 900 to 1.',
      'The whole site was 1.3 times as busy as usual; that was taken into account.',
    ])
    expect(figuresWords('en', event)).toBe('In the rule’s own figures: evidence 21.5, threshold 18.4.')
    expect(evidenceWords('it', event).slice(1, 3)).toEqual([
      'Perché fosse solo un caso, dovrebbe essere normale 11 volte il solito.',
      'Finora il suo passato ne ammette fino a 2,4 volte il solito.',
    ])
  })

  it('says of what an older rule kept only what it kept', () => {
    expect(evidenceWords('en', anEvent('confirmed'))).toEqual([
      '34 voices in 5 min, usually 1.25.',
      '31 people from 14 networks.',
    ])
    expect(figuresWords('en', anEvent('resolved'))).toBeNull()
  })

  it('tells what probes alone had found from what people carried, in whatever order it is given', () => {
    const byProbes = { multiple: 0.5, probe_nats: 13.6 }
    const change = (minute: number, ...[type, evidence]: Parameters<typeof anEvent>) => ({
      ...anEvent(type, evidence),
      at: new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString(),
    })
    const silentTypes = (reporters: number, ...more: Parameters<typeof anEvent>[0][]) => {
      const changes = [
        change(0, 'confirmed', { ...byProbes, reporters }),
        ...more.map((type, n) => change(n + 1, type)),
      ]
      const silent = silentOf(changes.toReversed())
      return changes.filter((one) => silent.has(one)).map(({ type }) => type)
    }
    expect(silentTypes(2, 'recovering', 'resolved')).toEqual(['confirmed', 'recovering', 'resolved'])
    expect(silentTypes(3, 'recovering', 'resolved')).toEqual([])
    expect(silentTypes(0, 'heard', 'recovering')).toEqual(['confirmed'])
    expect(silentTypes(0, 'recovering', 'relapsed', 'recovering')).toEqual(['confirmed', 'recovering'])
  })

  it('does not call a number of voices surprising that is none: then probes decided', () => {
    const event = anEvent('confirmed', { multiple: 0.02, allowed: 3, probe_nats: 13.6 })
    const words = evidenceWords('en', event)
    expect(eventWords('en', event)).toBe('Confirmed by our probes')
    expect(eventWords('en', anEvent('confirmed', { multiple: 9, probe_nats: 13.6 }))).toBe('Many problem reports')
    expect(words).toContain('So many voices alone would be nothing unusual.')
    expect(words.join(' ')).not.toMatch(/0 times|allows up to/)
    expect(words).toContain('Our own probes got errors, or no answer: that weighs as much as 810,000 to 1.')
  })

  it('says of a fall how near the usual it has come', () => {
    expect(evidenceWords('en', anEvent('recovering', { score: 6, threshold: 6, multiple: 1 }))[1]).toBe(
      'That it is near the usual again is 400 to 1; the rule asks for 400 to 1.',
    )
  })

  it('says of what bore people out neither that it fell nor how likely chance is', () => {
    const words = evidenceWords('en', anEvent('verified', { score: 6.8, threshold: 6, probe_nats: 6.8, multiple: 9 }))
    expect(words).toEqual([
      '34 voices in 5 min, usually 1.25.',
      '31 people from 14 networks.',
      'Our own probes got errors, or no answer: that weighs as much as 900 to 1.',
    ])
  })

  it('says who decided where the rule did not', () => {
    expect(evidenceWords('en', anEvent('withdrawn', { window_ms: 0 }))).toEqual([
      'A person decided this, not the rule.',
    ])
    expect(evidenceWords('en', anEvent('resolved', { window_ms: 0 }))[0]).toContain('stopped listening')
  })

  it('says that answering probes speak against it, and when none failed', () => {
    expect(evidenceWords('en', anEvent('suspected', { probe_nats: -3 }))).toContain(
      'Our own probes got an answer: that weighs as much as 20 to 1 the other way.',
    )
    expect(evidenceWords('en', anEvent('suspected', { probe_nats: 0 }))).toContain('No probe of ours failed.')
  })
})

it.each([
  [0, '1 to 1'],
  [1, '2.7 to 1'],
  [4, '55 to 1'],
  [12, '160,000 to 1'],
  [14, 'more than a million to 1'],
])('says %f nats as %s', (nats, words) => {
  expect(oddsOf('en', nats)).toBe(words)
})
it('says who bears people out, the operator only of what is known to be verified still', () => {
  const byProbes = anEvent('verified', { score: 6.8, threshold: 6, probe_nats: 6.8 })
  const byOperator = anEvent('verified', { score: 0, threshold: 0, probe_nats: 2 })
  expect(eventWords('en', byProbes)).toBe('Verified: our probes on two networks confirm it')
  expect(eventWords('it', byProbes, { isVerified: true })).toBe('Verificato: lo confermano le nostre sonde da due reti')
  expect(eventWords('it', byOperator, { isVerified: true })).toBe('Verificato: lo conferma l’operatore stesso')
  expect(eventWords('it', byOperator)).toBe('Non lo dice più solo la gente')
})

it('does not say of what was only let go of that it is back to normal', () => {
  const resolved = anEvent('resolved', {}, { to: 'unknown' })
  expect(eventWords('en', resolved)).toBe('No longer followed: not enough data')
  expect(eventWords('en', { ...resolved, to: 'ok' })).toBe('Back to normal')
})
