import type { State } from '../shared/incident.ts'
import type { OverviewEntry, OverviewLive } from '../shared/live.ts'

export type FailingGroup = { operator: string | null; entries: OverviewEntry[] }

export const isTroubled = (state: State): boolean => state !== 'ok' && state !== 'unknown'

const WEIGHT: Record<State, number> = { confirmed: 3, recovering: 2, suspected: 1, unknown: 0, ok: 0 }

/** Loudest first; those of one operator that fail together stand under one heading, where the loudest of them stands. */
export function groupFailing(
  failing: readonly OverviewEntry[],
  operators: ReadonlyMap<string, { slug: string; name: string }>,
): FailingGroup[] {
  const loudest = failing
    .filter((entry) => isTroubled(entry.state))
    .toSorted(
      (a, b) => WEIGHT[b.state] - WEIGHT[a.state] || b.reports_15m - a.reports_15m || (a.slug < b.slug ? -1 : 1),
    )
  const groups = new Map<string, FailingGroup>()
  for (const entry of loudest) {
    const operator = operators.get(entry.slug)
    const key = operator === undefined ? `provider ${entry.slug}` : `operator ${operator.slug}`
    const group = groups.get(key) ?? { operator: operator?.name ?? null, entries: [] }
    group.entries.push(entry)
    groups.set(key, group)
  }
  return [...groups.values()].map((group) =>
    group.entries.length > 1 ? group : { operator: null, entries: group.entries },
  )
}

/** Who stands where and in which state: while this is the same, only figures have changed. */
export function overviewOrder(overview: OverviewLive): string {
  const order = [overview.failing, overview.most_reported].map((list) => list.map((e) => [e.slug, e.state]))
  return JSON.stringify([overview.judged > 0, ...order])
}
