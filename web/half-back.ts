import type { ScopeCell } from '../shared/incident.ts'
import { DEVICES } from '../shared/provider.ts'
import { NOT_SAID, type ScopeVerdict } from './scope.ts'

type Of = 'device' | 'component'
export type Spared = { of: Of; value: string }
/** What is back while something else is not, and what was spared of the rest. Devices; or parts, where devices do not differ. */
export type HalfBack = { of: Of; back: string[]; still: string[]; spared: Spared[] }

/** "Back on Android, still problems on iPhone, except the web"; undefined: all of it is as the verdict says. */
export function halfBack(scope: readonly ScopeCell[]): HalfBack | undefined {
  for (const of of ['device', 'component'] as const) {
    const [back, still] = [valuesOf(scope, of, 'recovered'), valuesOf(scope, of, 'affected')]
    if (back.length === 0 || still.length === 0) continue
    const devices = valuesOf(scope, 'device', 'not_affected')
    const parts = of === 'device' ? sparedParts(scope, still) : []
    return { of, back, still, spared: [...named('device', devices), ...named('component', parts)] }
  }
  return undefined
}

const named = (of: Of, values: string[]): Spared[] => values.map((value) => ({ of, value }))

function valuesOf(scope: readonly ScopeCell[], of: Of, verdict: ScopeVerdict): string[] {
  const values = scope.filter((cell) => cell.facet === of && cell.verdict === verdict).map((cell) => cell.value)
  return of === 'device' ? DEVICES.filter((device) => values.includes(device)) : values.filter((v) => v !== NOT_SAID)
}

/** Parts that work on the very devices where others do not, as far as anybody said, and those that never were affected. */
function sparedParts(scope: readonly ScopeCell[], still: readonly string[]): string[] {
  const there = scope
    .filter((cell) => cell.facet === 'component_device' && cell.verdict !== 'unknown')
    .map((cell) => ({ verdict: cell.verdict, place: cell.value.split('/') as [part: string, device?: string] }))
    .filter(({ place }) => still.includes(place[1] ?? ''))
  const affected = new Set(there.filter(({ verdict }) => verdict === 'affected').map(({ place }) => place[0]))
  const fine = [...valuesOf(scope, 'component', 'not_affected'), ...there.map(({ place }) => place[0])]
  return [...new Set(fine)].filter((part) => part !== NOT_SAID && !affected.has(part))
}
