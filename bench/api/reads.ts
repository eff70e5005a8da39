import { compareServed, type Compared, type ServedEffort } from '../served/ratio.ts'
import { FIRST } from '../seed/plan.ts'

export const CONNECTIONS = 100

/** What programs ask for most, of each kind one. */
export const readRoutes = (incident: string): Record<string, string> => ({
  '/states': '/api/v1/states',
  '/providers': '/api/v1/providers',
  '/providers/{slug}': `/api/v1/providers/${FIRST}`,
  '/providers/{slug}/series': `/api/v1/providers/${FIRST}/series`,
  '/incidents': '/api/v1/incidents',
  '/incidents/{id}': `/api/v1/incidents/${incident}`,
})

/** Each against a bare handler; one of them also by who has it already, and as a table. */
export async function compareReads(
  url: string,
  incident: string,
  effort: Omit<ServedEffort, 'connections' | 'knownToo'> & { dir: string },
): Promise<Compared[]> {
  const all = { ...effort, connections: CONNECTIONS }
  const { '/states': states, ...others } = readRoutes(incident)
  return [
    ...(await compareServed(url, { '/states': states! }, { ...all, knownToo: true })),
    ...(await compareServed(url, { ...others, '/states.csv': `${states}.csv` }, { ...all, knownToo: false })),
  ]
}

/** The worst of all. */
export const worst = (compared: readonly Compared[]) => ({
  ratio: Math.min(...compared.map(({ ratio }) => ratio)),
  p99Ms: Math.max(...compared.map(({ p99Ms }) => p99Ms)),
})
