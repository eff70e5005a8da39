import type { Cause, State } from '../shared/incident.ts'
import type { OverviewEntry, OverviewLive } from '../shared/live.ts'

type Operator = { slug: string; name: string }
/** Who fails together. `operator`: who runs them all; null with several entries: they are of several. */
export type FailingGroup = { operator: Operator | null; entries: OverviewEntry[] }

type Judged = { state: State; cause: Cause | null }

/** Reports that follow somebody else's incident: nobody is shown in trouble on that alone. */
export const isCollateral = ({ cause }: Pick<Judged, 'cause'>): boolean => cause?.kind === 'collateral'

export const isTroubled = (judged: Judged): boolean =>
  judged.state !== 'ok' && judged.state !== 'unknown' && !isCollateral(judged)

const WEIGHT: Record<State, number> = { confirmed: 3, recovering: 2, suspected: 1, unknown: 0, ok: 0 }

type Operators = ReadonlyMap<string, Operator>

/**
 * Loudest first; those of one operator that fail together, and those of which the rule says so, stand under one heading, where
 * the loudest of them stands.
 */
export function groupFailing(failing: readonly OverviewEntry[], operators: Operators): FailingGroup[] {
  const loudest = failing
    .filter(isTroubled)
    .toSorted(
      (a, b) => WEIGHT[b.state] - WEIGHT[a.state] || b.reports_15m - a.reports_15m || (a.slug < b.slug ? -1 : 1),
    )
  const groups: OverviewEntry[][] = []
  for (const entry of loudest) {
    const mine = groups.filter((group) => group.some((other) => belong(entry, other, operators)))
    const [first, ...more] = mine
    if (first === undefined) {
      groups.push([entry])
      continue
    }
    // Somebody may tie together what stood apart so far.
    for (const group of more) groups.splice(groups.indexOf(group), 1)
    first.push(...more.flat(), entry)
  }
  return groups.map((entries) => ({ operator: entries.length > 1 ? operatorOf(entries, operators) : null, entries }))
}

function belong(a: OverviewEntry, b: OverviewEntry, operators: Operators): boolean {
  const operator = operators.get(a.slug)?.slug
  const names = (from: OverviewEntry, to: OverviewEntry) =>
    from.cause?.kind === 'group' && from.cause.of.includes(to.slug)
  return (operator !== undefined && operator === operators.get(b.slug)?.slug) || names(a, b) || names(b, a)
}

function operatorOf(entries: OverviewEntry[], operators: Operators): Operator | null {
  const all = entries.map((entry) => operators.get(entry.slug))
  return all.every((operator) => operator?.slug === all[0]?.slug) ? (all[0] ?? null) : null
}

/** Who stands where and in which state: while this is the same, only figures have changed. */
export function overviewOrder(overview: OverviewLive): string {
  const order = [overview.failing, overview.most_reported].map((list) =>
    list.map((e) => [e.slug, e.state, e.verified, e.cause?.kind, e.cause?.of]),
  )
  return JSON.stringify([overview.judged > 0, ...order])
}
