import type { Directory } from '../catalogue/directory.ts'
import type { Change } from '../detect/change.ts'
import { createSite, restoreSite, type Member, type Relations, type Site, type SiteSnapshot } from '../detect/site.ts'
import type { Log } from '../log.ts'
import type { DependencyRow } from '../store/providers.ts'
import type { Watch } from './watch.ts'

/** Who runs whom, and who builds on whom, by slug. */
export function relationsOf(directory: Pick<Directory, 'all'>, dependencies: readonly DependencyRow[]): Relations {
  const entries = directory.all()
  const slugs = new Map(entries.map(({ id, slug }) => [id, slug]))
  const operators = new Map<string, string[]>()
  for (const { slug, operator } of entries) {
    if (operator) operators.set(operator.slug, [...(operators.get(operator.slug) ?? []), slug])
  }
  const depends = dependencies.flatMap(({ providerId, dependsOnId }): [string, string][] => {
    const [who, what] = [slugs.get(providerId), slugs.get(dependsOnId)]
    return who !== undefined && what !== undefined ? [[who, what]] : []
  })
  const categories = new Map(entries.map(({ slug, category }) => [slug, category]))
  const families = [...operators.values()].filter((family) => family.length > 1)
  return { families, depends, category: (key) => categories.get(key) ?? '' }
}

/** The site as it was written down; anew where that is none, or of another form. */
export function openSite(written: unknown, relations: Relations, log: Log): Site {
  if (written === null || written === undefined) return createSite({ relations })
  try {
    return restoreSite(written as SiteSnapshot, { relations })
  } catch (error) {
    log.warn({ err: error }, 'what was known of the whole site cannot be read: beginning anew')
    return createSite({ relations })
  }
}

const SILENT = { observed: 0, expected: 0 }
const UNPROBED = new Map<string, never>()
const NOTHING = { ratePerHour: 0, dispersion: 1, shape: 1 }

/** A provider as the site drives it: what goes wrong with it is its own trouble, and it is as good as silent. */
export function memberOf(watch: Watch, key: string, onError: (error: unknown) => void): Member<Change> {
  const { detector } = watch
  const attempt = <T>(run: () => T): T | undefined => watch.attempt(detector.at, onError, run)
  return {
    key,
    detector: {
      get at() {
        return detector.at
      },
      get state() {
        return watch.hasFailed ? 'unknown' : detector.state
      },
      get startedAt() {
        return watch.hasFailed ? null : detector.startedAt
      },
      ...('dueAt' in detector && {
        get dueAt() {
          return watch.dueAt
        },
      }),
      minute: (start) => attempt(() => detector.minute(start)) ?? SILENT,
      usual: (at) => attempt(() => detector.usual(at)) ?? NOTHING,
      byNetwork: (now) => (watch.hasFailed ? UNPROBED : detector.byNetwork(now)),
    },
    advance: (to, view) => attempt(() => watch.advance(to, view)) ?? [],
  }
}
