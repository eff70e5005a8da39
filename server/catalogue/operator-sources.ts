import { ENTRIES } from './providers.ts'

/** Who says that a service is its operator's, by the service's slug, as the catalogue that comes along claims it. */
export const OPERATOR_SOURCES: ReadonlyMap<string, { operator: string; source: string }> = new Map(
  ENTRIES.flatMap(({ slug, operator }) =>
    operator === undefined ? [] : [[slug, { operator: operator.slug, source: operator.source }]],
  ),
)
