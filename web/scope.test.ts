import { expect, it } from 'vitest'
import type { ScopeCell } from '../shared/incident.ts'
import { scopeLists, scopeMatrix } from './scope.ts'

const aCell = (facet: ScopeCell['facet'], value: string, verdict: ScopeCell['verdict'], observed = 10): ScopeCell => ({
  facet,
  value,
  verdict,
  observed,
  expected: 1,
})

const verdicts = (matrix: ReturnType<typeof scopeMatrix>) =>
  matrix?.rows.map((row) => [row.component, ...row.cells.map((cell) => cell?.verdict)])

it('lays parts against devices, all together first, and names beside it what nothing is known of', () => {
  const scope = [
    aCell('device', 'ios', 'affected'),
    aCell('component', 'webmail', 'affected'),
    aCell('component_device', 'webmail/web', 'affected'),
    aCell('component_device', 'pec/ios', 'not_affected'),
    aCell('component_device', '-/android', 'affected'),
    aCell('device', 'desktop', 'unknown'),
  ]
  const matrix = scopeMatrix(scope, ['webmail', 'imap', 'pec'])
  expect(matrix?.devices).toEqual([null, 'web', 'ios'])
  expect(matrix?.unknown).toEqual({ components: ['imap'], devices: ['android', 'desktop'] })
  expect(verdicts(matrix)).toEqual([
    [null, undefined, 'unknown', 'affected'],
    ['webmail', 'affected', 'affected', 'unknown'],
    ['pec', 'unknown', 'unknown', 'not_affected'],
  ])
})

it('has one row of devices for a provider without parts, and no matrix where nobody said a device or a part', () => {
  expect(verdicts(scopeMatrix([aCell('device', 'web', 'recovered')], []))).toEqual([[null, 'recovered']])
  expect(scopeMatrix([aCell('region', 'IT-25', 'affected')], ['webmail'])).toBeUndefined()
  expect(scopeMatrix([], ['webmail'])).toBeUndefined()
})

it('lists regions, networks and problems by verdict, the loudest first, without those who did not say', () => {
  const scope = [
    aCell('region', 'IT-82', 'not_affected', 3),
    aCell('region', 'IT-62', 'affected', 20),
    aCell('region', 'IT-25', 'affected', 40),
    aCell('region', '-', 'affected', 900),
    aCell('network', '12874', 'unknown', 1),
  ]
  expect(
    scopeLists(scope).map(({ facet, groups }) => [facet, groups.map((g) => [g.verdict, g.cells.map((c) => c.value)])]),
  ).toEqual([
    [
      'region',
      [
        ['affected', ['IT-25', 'IT-62']],
        ['not_affected', ['IT-82']],
      ],
    ],
    ['network', [['unknown', ['12874']]]],
  ])
})
