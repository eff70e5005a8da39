import { expect, it } from 'vitest'
import type { ScopeCell } from '../../shared/incident.ts'
import { heedNotices } from './scope-notices.ts'

type Verdict = ScopeCell['verdict']
const cell = (facet: ScopeCell['facet'], value: string, verdict: Verdict = 'recovered'): ScopeCell => {
  return {
    facet,
    value,
    verdict,
    observed: 1,
    expected: 1,
    ...(verdict === 'recovered' && { since: '2026-01-05T00:00:00.000Z' }),
  }
}
const app = { component: 'app', device: 'ios' }

it.each<[ScopeCell['facet'], string, Verdict]>([
  ['device', 'ios', 'unknown'],
  ['component', 'app', 'unknown'],
  ['component_device', 'app/ios', 'unknown'],
  ['device', 'android', 'recovered'],
  ['component', 'webmail', 'recovered'],
  ['component_device', 'webmail/ios', 'recovered'],
  ['component_device', 'app/android', 'recovered'],
  ['region', 'IT-25', 'recovered'],
])('says of %s %s, while the provider says that its app on iOS has a problem: %s', (facet, value, verdict) => {
  const [found] = heedNotices([cell(facet, value)], [app])
  expect(found!.verdict).toBe(verdict)
  expect(found!.since !== undefined).toBe(verdict === 'recovered')
})

it('takes back what is said to be spared as well, and leaves what is affected', () => {
  const cells = [cell('device', 'ios', 'not_affected'), cell('component', 'app', 'affected')]
  expect(heedNotices(cells, [{ component: undefined, device: 'ios' }]).map(({ verdict }) => verdict)).toEqual([
    'unknown',
    'affected',
  ])
})

it('changes nothing where nothing is said of a part', () => {
  const cells = [cell('device', 'ios'), cell('component', 'app', 'not_affected')]
  expect(heedNotices(cells, [])).toEqual(cells)
})
