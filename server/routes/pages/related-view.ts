import type { RelatedLine } from '../../../web/parts/related.tsx'
import type { DirectoryEntry } from '../../catalogue/directory.ts'
import type { Present } from '../../store/live.ts'
import { readStandings } from '../../store/standings.ts'
import type { ViewDeps } from './serve.ts'

export type RelatedView = Record<'dependsOn' | 'dependents' | 'siblings', RelatedLine[]>

/** Who else has to do with a provider, and how each stands: what the catalogue says, and one small reading. */
export async function readRelated(
  { db, directory }: ViewDeps,
  { id, operator }: DirectoryEntry,
  present: Present,
): Promise<RelatedView> {
  const dependsOn = directory.dependsOn(id)
  const dependents = directory.dependents(id)
  const siblings = (operator === null ? [] : directory.byOperator(operator.slug)).filter((entry) => entry.id !== id)
  const ids = [...dependsOn, ...dependents].map(({ entry }) => entry.id).concat(siblings.map((entry) => entry.id))
  const standings = await readStandings(db, [...new Set(ids)], present)
  const line = ({ id: of, slug, name }: DirectoryEntry, source: string | null): RelatedLine => ({
    slug,
    name,
    standing: standings.get(of) ?? null,
    source,
  })
  return {
    dependsOn: dependsOn.map(({ entry, source }) => line(entry, source)),
    dependents: dependents.map(({ entry, source }) => line(entry, source)),
    siblings: siblings.map((entry) => line(entry, null)),
  }
}
