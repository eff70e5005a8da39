import { expect, it } from 'vitest'
import { aLive, anEvent, aPage, aProvider } from '../test-page.ts'
import { renderWhy, type WhyView } from './why.tsx'

const aView = (more: Partial<WhyView> = {}): WhyView => ({
  provider: aProvider(),
  live: { ...aLive([0, 1, 2]), blindness: { usual_per_hour: 16, per_minute: 1.234, within_ms: 600_000 } },
  probes: { answering: 0, failing: 0 },
  events: [],
  incidents: [],
  amplified: [],
  days: 30,
  rule: 'test-7',
  ...more,
})

it('says why of the present too, where nothing has changed for weeks', () => {
  const html = renderWhy(aPage('en'), aView())
  expect(html).toContain('Reports as usual.')
  expect(html).toContain('At this hour there are usually 16 an hour.')
  expect(html).toContain('We speak of possible problems only when')
  expect(html).toContain('a rise of fewer than about 1.2 reports a minute may go unnoticed for 10 minutes')
  expect(html).toContain('No probe of ours says anything')
  expect(html).toContain('No change in the last 30 days.')
  expect(html).toContain('<a href="/en/rule">the published rule</a>')
})

it('says how far above the usual it is, who answers otherwise, and what it takes to change', () => {
  const live = aLive([9, 9], { state: 'confirmed', reports_15m: 44, expected_15m: 4 })
  const tail = live.tail.map((point) => ({ ...point, works: 3 }))
  const html = renderWhy(
    aPage('en'),
    aView({
      live: { ...live, tail },
      probes: { answering: 2, failing: 1 },
      events: [anEvent('confirmed', { multiple: 9, allowed: 2.25 })],
    }),
  )
  expect(html).toContain('That is 11 times the usual.')
  expect(html).toContain('6 people answered that it works for them.')
  expect(html).toContain('Our probes: 2 answered, 1 not.')
  expect(html).toContain('its own past allowed up to 2.3 times the usual')
  expect(html).toContain('We call it falling when')
  expect(html).toContain('from “Reports as usual” to “Possible problems”')
})

it('says after a day that fewer reports are no end', () => {
  const live = aLive([1], { state: 'recovering', since: '2019-07-01T10:00:00Z' })
  expect(renderWhy(aPage('it'), aView({ live }))).toContain('Dopo un giorno la gente si stanca di segnalare')
  const fresh = aLive([1], { state: 'recovering', since: '2019-07-03T10:00:00Z' })
  expect(renderWhy(aPage('it'), aView({ live: fresh }))).toContain('un quarto d’ora')
})

it('does not invent a verdict where nobody judges', () => {
  const html = renderWhy(aPage('en'), aView({ live: null }))
  expect(html).toContain('No verdict: either we have listened for too short a time')
  expect(html).not.toContain('times the usual')
})

it('tells a suspicion that only follows others as that', () => {
  const cause = { kind: 'collateral' as const, of: ['tim'], share: null, names: ['TIM'] }
  const live = aLive([9], { state: 'suspected', since: '2019-07-03T13:40:00Z', cause })
  const earlier = anEvent('suspected', {}, { at: '2019-07-01T10:00:00Z' })
  const html = renderWhy(aPage('en'), aView({ live, events: [anEvent('suspected'), earlier] }))
  expect(html.match(/<li class="(collateral|suspected)"/g)).toEqual(['<li class="collateral"', '<li class="suspected"'])
  expect(html).toContain('<strong>Reports that follow others</strong>')
})
