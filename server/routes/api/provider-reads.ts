import { createRoute, z } from '@hono/zod-openapi'
import { State } from '../../../shared/incident.ts'
import { Category, PROVIDER_SLUG, ProblemKind } from '../../../shared/provider.ts'
import { UNJUDGED, type Verdict } from '../../../shared/series.ts'
import { DAY_MS, QUARTER_MS, bucketStart } from '../../../shared/time.ts'
import { toProvider } from '../../catalogue/directory.ts'
import type { Directory, DirectoryEntry } from '../../catalogue/directory.ts'
import type { Clock } from '../../clock.ts'
import { upperLimit } from '../../detect/limits.ts'
import { Refusal } from '../../errors.ts'
import type { Database } from '../../store/db.ts'
import { readLive, type Present } from '../../store/live.ts'
import { readProbeStandings } from '../../store/probes.ts'
import { readFacets, readSeries } from '../../store/series.ts'
import type { FacetCount } from '../../store/series.ts'
import { readProviderSide } from '../official-side.ts'
import { createAnswers } from './answers.ts'
import { readAnswers } from './described.ts'
import { fieldsParam, orSparse, pick, readFields } from './fields.ts'
import { withNextLink } from './next-link.ts'
import { toPoint } from './points.ts'
import { createRouter } from './router.ts'
import { ListedProvider, ProviderDetail, ProviderList } from './wire.ts'
import { toProbeStanding } from './probe-standing.ts'

export type ReadDeps = { db: Database; clock: Clock; directory: Directory }

const MAX_AGE_S = 5
const PAGE = 50
export const MAX_PAGE = 200
export const MAX_QUERY = 100
/** A search gives its best; who wants all asks without words. */
export const MAX_FOUND = 200
const TOP_PROBLEMS = 5

export const slugParam = z.object({
  slug: z.string().max(80).regex(PROVIDER_SLUG).describe('of the provider, as `libero-mail`'),
})

export const operatorParam = z.string().max(80).regex(PROVIDER_SLUG).describe('slug of who runs it')

export const listProviders = createRoute({
  method: 'get',
  path: '/providers',
  summary: 'Providers, and what the rule says of each now',
  description: 'By name; with `q` the best match first. All filters must fit.',
  request: {
    query: z.strictObject({
      q: z.string().max(MAX_QUERY).optional().describe('name, alias or domain; forgives typing errors'),
      category: Category.optional().describe('only those of this category'),
      operator: operatorParam.optional(),
      state: State.optional().describe('only those of which the rule says this now'),
      fields: fieldsParam(ListedProvider),
      limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(PAGE).describe('providers a page'),
      cursor: z.string().max(80).optional().describe('`next` of the page before'),
    }),
  },
  responses: readAnswers(orSparse(ProviderList, 'providers', ListedProvider), 'A page of providers', 400, 404, 503),
})

export const readProvider = createRoute({
  method: 'get',
  path: '/providers/{slug}',
  summary:
    'One provider: verdict, last 24 hours, problems, probes, open incident, what was said, what we would not notice',
  request: { params: slugParam },
  responses: readAnswers(ProviderDetail, 'The provider', 400, 404, 503),
})

type Unstamped<T> = Omit<T, 'generated_at' | 'mode'>

export function providerReads({ db, clock, directory }: ReadDeps) {
  const answerList = createAnswers<Unstamped<z.infer<typeof ProviderList>>>(clock, MAX_AGE_S)
  const answerDetail = createAnswers<Unstamped<z.infer<typeof ProviderDetail>>>(clock, MAX_AGE_S)

  return createRouter()
    .openapi(listProviders, async (c) => {
      const { q, category, operator, state, fields: asked, limit, cursor } = c.req.valid('query')
      const fields = readFields(asked, ListedProvider)
      requireOperator(directory, operator)
      const { body, fresh, headers } = await answerList(c, async (now) => {
        const found = q?.trim() ? directory.search(q, MAX_FOUND) : directory.all()
        const fitting = after(found, cursor).filter(
          (entry) =>
            (category === undefined || entry.category === category) &&
            (operator === undefined || entry.operator?.slug === operator),
        )
        // Whom a filter by state lets through only the verdicts tell; otherwise a page's verdicts are enough.
        const looked = state === undefined ? fitting.slice(0, limit) : fitting
        const isWanted = state !== undefined || (fields?.includes('verdict') ?? true)
        const verdicts = isWanted
          ? await readVerdicts(db, looked, { now, speed: clock.speed })
          : new Map<number, Verdict>()
        const known = looked.flatMap((entry) => {
          const verdict = verdicts.get(entry.id) ?? UNJUDGED
          return state === undefined || verdict.state === state ? [{ entry, verdict }] : []
        })
        const page = known.slice(0, limit)
        const more = state === undefined ? fitting.length > limit : known.length > limit
        return {
          providers: pick(
            page.map(({ entry, verdict }) => Object.assign(toProvider(entry), { verdict })),
            fields,
          ),
          next: more ? (page.at(-1)?.entry.slug ?? null) : null,
        }
      })
      const all = withNextLink(c, headers, body.next)
      return fresh ? c.body(null, 304, all) : c.json(body, 200, all)
    })
    .openapi(readProvider, async (c) => {
      const entry = entryOf(directory, c.req.valid('param').slug)
      const { body, fresh, headers } = await answerDetail(c, async (now) => {
        const from = bucketStart(now, QUARTER_MS) - DAY_MS + QUARTER_MS
        const about = { providerId: entry.id, from, to: now + 1 }
        const [live, points, facets, probes, side] = await Promise.all([
          readLive(db, [entry.id], { now, speed: clock.speed }, upperLimit),
          readSeries(db, { ...about, widthMs: QUARTER_MS, upperLimit }),
          readFacets(db, about),
          readProbeStandings(db, entry.id, now),
          readProviderSide(db, entry.id, now),
        ])
        const present = live.get(entry.id)
        return {
          provider: toProvider(entry),
          verdict: present?.verdict ?? UNJUDGED,
          incident: present?.incident ?? null,
          stats_24: points.map((point) => toPoint(point, QUARTER_MS, now)),
          top_problems: topProblems(facets.problem),
          blindness: present?.blindness ?? null,
          probes: probes.map(toProbeStanding),
          ...side,
        }
      })
      return fresh ? c.body(null, 304, headers) : c.json(body, 200, headers)
    })
}

async function readVerdicts(
  db: Database,
  entries: readonly DirectoryEntry[],
  present: Present,
): Promise<Map<number, Verdict>> {
  const ids = entries.map((entry) => entry.id)
  const live = await readLive(db, ids, present, upperLimit)
  return new Map([...live].map(([id, { verdict }]) => [id, verdict]))
}

/** A mistyped name must not read as "nothing is wrong with any of theirs". */
export function requireOperator(directory: Directory, operator: string | undefined): void {
  if (operator !== undefined && directory.byOperator(operator).length === 0)
    throw new Refusal(404, `There is no operator "${operator}".`, { field: 'operator' })
}

export function entryOf(directory: Directory, slug: string): DirectoryEntry {
  const entry = directory.bySlug(slug)
  if (!entry) throw new Refusal(404, `There is no provider "${slug}".`)
  return entry
}

function after(entries: readonly DirectoryEntry[], cursor: string | undefined): readonly DirectoryEntry[] {
  if (cursor === undefined) return entries
  const place = entries.findIndex((entry) => entry.slug === cursor)
  if (place < 0) throw new Refusal(400, 'cursor: is not one of this list.', { field: 'cursor' })
  return entries.slice(place + 1)
}

function topProblems(counts: FacetCount[]) {
  const said = counts.flatMap(({ value, problems: voices }) => {
    const kind = ProblemKind.safeParse(value)
    return kind.success && voices > 0 ? [{ problem: kind.data, voices }] : []
  })
  const all = said.reduce((sum, { voices }) => sum + voices, 0)
  return said
    .slice(0, TOP_PROBLEMS)
    .map(({ problem: kind, voices }) => ({ problem: kind, voices, share: voices / all }))
}
