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

export type Reads = {
  /** Each against a bare handler that writes the same JSON: what counts. */
  routes: Compared[]
  /** Some against one that has the bytes ready, which is less than a handler of JSON can be; also for who has them already. */
  ready: Compared[]
}

export async function compareReads(
  url: string,
  incident: string,
  effort: Omit<ServedEffort, 'connections' | 'isJson'> & { dir: string },
): Promise<Reads> {
  const all = { ...effort, connections: CONNECTIONS }
  const routes = await compareServed(url, readRoutes(incident), { ...all, isJson: true })
  return { routes, ready: await compareServed(url, { '/states.csv': '/api/v1/states.csv' }, { ...all, isJson: false }) }
}

/** The worst of all. */
export const worst = (compared: readonly Compared[]) => ({
  ratio: Math.min(...compared.map(({ ratio }) => ratio)),
  p99Ms: Math.max(...compared.map(({ p99Ms }) => p99Ms)),
})
