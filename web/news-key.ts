import type { ProviderLive } from '../shared/live.ts'

/** While this is the same, a live message has brought new figures only: nothing that the server draws has changed. */
export function newsKey({ verdict, incident }: Pick<ProviderLive, 'verdict' | 'incident'>): string {
  const { state, verified, cause, testimony } = verdict
  const said = testimony && [testimony.crowd, testimony.probes, testimony.official, testimony.disputed]
  const scope = incident?.scope.map((cell) => [cell.facet, cell.value, cell.verdict])
  return JSON.stringify([state, verified, cause?.kind, cause?.of, incident?.id, incident?.corrections, scope, said])
}
