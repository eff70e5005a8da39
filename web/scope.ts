import type { ScopeCell } from '../shared/incident.ts'
import { DEVICES, type Device } from '../shared/provider.ts'

export type ScopeVerdict = ScopeCell['verdict']
export type Facet = ScopeCell['facet']

/** What is not said of anybody. */
export const NOT_SAID = '-'
/** What nothing is known of: never a guess. */
const UNKNOWN = { verdict: 'unknown', observed: 0, expected: 0 } as const

export type MatrixCell = Pick<ScopeCell, 'verdict' | 'observed' | 'expected' | 'since'>
/** `device` null: whatever the device; `component` null: whatever the part. */
export type Matrix = {
  devices: (Device | null)[]
  /** null: the whole service on all devices, of which the verdict speaks. */
  rows: { component: string | null; cells: (MatrixCell | null)[] }[]
  /** Parts and devices of which nothing is known: a row of dashes says no more than a word. */
  unknown: { components: string[]; devices: Device[] }
}

/**
 * Who is affected by component × device; first all devices together, and all parts. Those nothing is known of, of the parts in
 * `components` too, are named beside it. Undefined where nobody said a device or a part.
 */
export function scopeMatrix(scope: readonly ScopeCell[], components: readonly string[]): Matrix | undefined {
  const find = (facet: Facet, value: string): MatrixCell =>
    scope.find((cell) => cell.facet === facet && cell.value === value) ?? UNKNOWN
  const cells = scope.filter((cell) => cell.facet === 'component_device')
  const seen = cells.map((cell) => cell.value.split('/') as [string, string?])
  const parts = new Set([
    ...components,
    ...seen.map(([component]) => component),
    ...scope.filter((cell) => cell.facet === 'component').map((cell) => cell.value),
  ])
  parts.delete(NOT_SAID)
  const devices = DEVICES.filter(
    (device) =>
      seen.some(([, of]) => of === device) || scope.some((cell) => cell.facet === 'device' && cell.value === device),
  )
  if (devices.length === 0 && !scope.some((cell) => cell.facet === 'component')) return undefined
  const row = (component: string) => ({
    component,
    cells: [find('component', component), ...devices.map((d) => find('component_device', `${component}/${d}`))],
  })
  // Without parts there is nothing to tell devices apart by, and nothing to sum up.
  if (parts.size === 0)
    return trimmed({ devices, rows: [{ component: null, cells: devices.map((d) => find('device', d)) }] })
  const all = { component: null, cells: [null, ...devices.map((d) => find('device', d))] }
  const hasAll = all.cells.some((cell) => cell !== null && cell.verdict !== 'unknown')
  return trimmed({ devices: [null, ...devices], rows: [...(hasAll ? [all] : []), ...[...parts].map(row)] })
}

const isSaid = (cell: MatrixCell | null | undefined) => cell != null && cell.verdict !== 'unknown'

function trimmed({ devices, rows }: Omit<Matrix, 'unknown'>): Matrix {
  const isKnown = devices.map((_, i) => rows.some(({ cells }) => isSaid(cells[i])))
  return {
    devices: devices.filter((_, i) => isKnown[i]),
    rows: rows
      .filter(({ cells }) => cells.some(isSaid))
      .map(({ component, cells }) => ({ component, cells: cells.filter((_, i) => isKnown[i]) })),
    unknown: {
      components: rows.flatMap(({ component, cells }) => (component === null || cells.some(isSaid) ? [] : [component])),
      devices: devices.filter((device, i): device is Device => device !== null && !isKnown[i]),
    },
  }
}

const ORDER: ScopeVerdict[] = ['affected', 'recovered', 'not_affected', 'unknown']
const LISTED = ['region', 'network', 'problem'] as const
export type ListedFacet = (typeof LISTED)[number]

/** Regions, networks and problems by verdict, the most voices first; facets and verdicts of which there are none are left out. */
export function scopeLists(
  scope: readonly ScopeCell[],
): { facet: ListedFacet; groups: { verdict: ScopeVerdict; cells: ScopeCell[] }[] }[] {
  return LISTED.map((facet) => {
    const cells = scope
      .filter((cell) => cell.facet === facet && cell.value !== NOT_SAID)
      .toSorted((a, b) => b.observed - a.observed || (a.value < b.value ? -1 : 1))
    const groups = ORDER.map((verdict) => ({ verdict, cells: cells.filter((cell) => cell.verdict === verdict) }))
    return { facet, groups: groups.filter((group) => group.cells.length > 0) }
  }).filter((list) => list.groups.length > 0)
}
