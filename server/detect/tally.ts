import type { ScopeCell } from '../../shared/incident.ts'
import type { Details, Voice } from './voice.ts'

/** What is not told apart: nothing is said of it. */
export const REST = '-'

export type Facet = ScopeCell['facet']
/** In the order in which they are told. */
export const FACETS: readonly Facet[] = ['device', 'component', 'component_device', 'region', 'network', 'problem']
export type Counts = { voices: number; cells: [key: string, n: number][] }
/** Voices in all, and by cell: `facet value`; `facet` alone counts those that have it. */
export type Tally = { voices: number; cells: Map<string, number> }

/** Sums of parts are not exact. */
const NOBODY = 1e-9

export const emptyTally = (): Tally => ({ voices: 0, cells: new Map() })

/** In each facet, what this voice says. */
export function valuesOf(voice: Details & Pick<Voice, 'asn'>): [Facet, string][] {
  const { device, component, region, asn, problem } = voice
  const values: [Facet, string | undefined][] = [
    ['device', device],
    ['component', component],
    ['component_device', component && device && `${component}/${device}`],
    ['region', region],
    ['network', asn === undefined ? undefined : String(asn)],
    ['problem', problem],
  ]
  return values.filter((entry): entry is [Facet, string] => Boolean(entry[1]))
}

export function addTo(tally: Tally, key: string, n: number): void {
  tally.cells.set(key, (tally.cells.get(key) ?? 0) + n)
}

/** As if so much had never been added: nothing is left of nobody, and never less. */
export function takeFrom(tally: Tally, key: string, n: number): void {
  const left = (tally.cells.get(key) ?? 0) - n
  if (left > NOBODY) tally.cells.set(key, left)
  else tally.cells.delete(key)
}

export function addTally(sum: Tally, more: Tally): void {
  sum.voices += more.voices
  for (const [key, n] of more.cells) addTo(sum, key, n)
}

export function toTally(counts?: Counts): Tally {
  return { voices: counts?.voices ?? 0, cells: new Map(counts?.cells) }
}

export function toCounts({ voices, cells }: Tally): Counts {
  return { voices, cells: [...cells] }
}
