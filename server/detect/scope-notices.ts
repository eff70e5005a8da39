import type { ScopeCell } from '../../shared/incident.ts'
import type { HeardNotice } from './voice.ts'

/** A part, a device, or a part on a device. */
export type Spot = Pick<HeardNotice, 'component' | 'device'>

/** Of whom the provider itself says that something is wrong nobody else says that it is well: then nobody knows. */
export function heedNotices(cells: readonly ScopeCell[], troubled: readonly Spot[]): ScopeCell[] {
  return cells.map(({ since, ...cell }) => {
    const isWell = cell.verdict === 'recovered' || cell.verdict === 'not_affected'
    if (isWell && isAmong(cell, troubled)) return { ...cell, verdict: 'unknown' }
    return since === undefined ? cell : { ...cell, since }
  })
}

/** What is troubled on one device is so of the device, and of the part: neither is well as a whole. */
function isAmong(cell: ScopeCell, troubled: readonly Spot[]): boolean {
  const own = spotOf(cell)
  if (!own) return false
  return troubled.some((spot) => meets(own.component, spot.component) && meets(own.device, spot.device))
}

/** Nothing named is everything. */
const meets = (one: string | undefined, other: string | undefined) =>
  one === undefined || other === undefined || one === other

function spotOf({ facet, value }: ScopeCell): Spot | undefined {
  if (facet === 'device') return { device: value }
  if (facet === 'component') return { component: value }
  if (facet !== 'component_device') return undefined
  const cut = value.indexOf('/')
  return { component: value.slice(0, cut), device: value.slice(cut + 1) }
}
