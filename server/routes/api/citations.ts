import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { DAY_MS, MINUTE_MS, bucketStart } from '../../../shared/time.ts'
import { CITED_MS, citationOf, citedIncident, citedProvider, notCited, type Cited } from '../../../web/citation.ts'
import { isCollateral } from '../../../web/groups.ts'
import { PAGE_ZONE, type Lang } from '../../../web/locales/language.ts'
import { upperLimit } from '../../detect/limits.ts'
import { Refusal } from '../../errors.ts'
import { countVoices } from '../../store/incident-history.ts'
import { readIncident, readIncidents, toIncident } from '../../store/incidents.ts'
import { readLive } from '../../store/live.ts'
import { createAnswers } from './answers.ts'
import { readAnswers } from './described.ts'
import { entryOf, slugParam, type ReadDeps } from './provider-reads.ts'
import { createRouter, instant } from './router.ts'
import { Citation } from './wire.ts'

const MAX_AGE_S = 30
/** Every minute of it is looked at. */
export const MAX_DAYS = 7
/** More incidents in that time than a provider has. */
const MOST_BESIDE = 50
/** Both sentences are in it, and name it. */
const ZONE = PAGE_ZONE.it

const found = readAnswers(Citation, 'A sentence in each language, or why there is none', 400, 404, 503)

export const citeIncident = createRoute({
  method: 'get',
  path: '/incidents/{id}/citation',
  summary: 'A sentence about an incident, ready to be printed',
  request: { params: z.object({ id: z.uuid().describe('of the incident') }) },
  responses: found,
})

export const citeProvider = createRoute({
  method: 'get',
  path: '/providers/{slug}/citation',
  summary: 'A sentence about what people report of a provider, ready to be printed',
  description:
    'Without `from`: of the open incident, or of the last 24 hours. With it: what people reported in that time, and no verdict.',
  request: {
    params: slugParam,
    query: z.strictObject({
      from: instant.optional().describe(`RFC 3339, at most ${MAX_DAYS} days before \`to\`; counted from its minute on`),
      to: instant.optional().describe('RFC 3339; now, where it is missing or ahead'),
    }),
  },
  responses: found,
})

type Told = { provider: string; incident: string | null; path: string; cited: Cited }
type Body = Omit<z.infer<typeof Citation>, 'generated_at' | 'mode' | 'url'> & { path: string }

export function citationReads({ db, clock, directory, publicUrl }: ReadDeps & { publicUrl?: string | undefined }) {
  const answer = createAnswers<Body>(clock, MAX_AGE_S)

  async function ofIncident(id: string, now: number): Promise<Told> {
    const row = await readIncident(db, id)
    if (!row) throw new Refusal(404, 'There is no such incident.')
    const { providerId, startedAt: from, resolvedAt, slug } = row
    const voices = await countVoices(db, { providerId, from, to: resolvedAt ?? now + 1 })
    const cited = citedIncident(toIncident(row), { mode: clock.mode, now, voices })
    return { provider: slug, incident: id, path: `/i/${id}`, cited }
  }

  async function ofProvider(slug: string, now: number): Promise<Told> {
    const { id: providerId, name } = entryOf(directory, slug)
    const [lives, beside] = await Promise.all([
      readLive(db, [providerId], { now, speed: clock.speed }, upperLimit),
      readIncidents(db, { providerId, since: now - CITED_MS, limit: MOST_BESIDE }),
    ])
    const live = lives.get(providerId) ?? null
    const cited = citedProvider({ name, live, incidents: beside.map(toIncident) }, { mode: clock.mode, now, voices: 0 })
    const voices = await countVoices(db, { providerId, from: cited.from, to: cited.to + 1 })
    const incident = live?.incident?.id ?? null
    const path = incident === null ? `/p/${slug}` : `/i/${incident}`
    return { provider: slug, incident, path, cited: { ...cited, voices } }
  }

  /** What people reported in a time that was asked for. */
  async function ofTime(slug: string, from: number, to: number): Promise<Told> {
    const { id: providerId, name } = entryOf(directory, slug)
    const [voices, beside] = await Promise.all([
      countVoices(db, { providerId, from, to }),
      readIncidents(db, { providerId, since: from, limit: MOST_BESIDE }),
    ])
    const follows = beside.some((row) => row.startedAt < to && isCollateral(row))
    const against = follows ? 'collateral' : null
    const cited: Cited = { name, mode: clock.mode, from, to, voices, isIncident: false, against }
    return { provider: slug, incident: null, path: `/p/${slug}`, cited }
  }

  async function give(c: Context, read: (now: number) => Promise<Told>) {
    const { body, fresh, headers } = await answer(c, async (now) => toBody(await read(now)))
    const { path, ...rest } = body
    return { fresh, headers, body: { ...rest, url: `${publicUrl ?? new URL(c.req.url).origin}${path}` } }
  }

  return createRouter()
    .openapi(citeIncident, async (c) => {
      const { id } = c.req.valid('param')
      const { body, fresh, headers } = await give(c, (now) => ofIncident(id.toLowerCase(), now))
      return fresh ? c.body(null, 304, headers) : c.json(body, 200, headers)
    })
    .openapi(citeProvider, async (c) => {
      const { slug } = c.req.valid('param')
      const asked = c.req.valid('query')
      const { body, fresh, headers } = await give(c, (now) => {
        if (asked.from === undefined && asked.to === undefined) return ofProvider(slug, now)
        const [from, to] = windowOf(asked, now)
        return ofTime(slug, from, to)
      })
      return fresh ? c.body(null, 304, headers) : c.json(body, 200, headers)
    })
}

function windowOf(asked: { from?: string | undefined; to?: string | undefined }, now: number): [number, number] {
  if (asked.from === undefined) throw new Refusal(400, 'from: is missing, beside `to`.', { field: 'from' })
  const from = bucketStart(Date.parse(asked.from), MINUTE_MS)
  const to = Math.min(now, asked.to === undefined ? now : Date.parse(asked.to))
  if (from >= to) throw new Refusal(400, 'from: is not before `to`, or not before now.', { field: 'from' })
  if (to - from > MAX_DAYS * DAY_MS)
    throw new Refusal(400, `from: more than ${MAX_DAYS} days before \`to\`.`, { field: 'from' })
  return [from, to]
}

function toBody({ provider, incident, path, cited }: Told): Body {
  const { from, to, voices } = cited
  const say = (lang: Lang) => {
    const said = citationOf({ lang, zone: ZONE }, cited)
    return 'text' in said ? said.text : null
  }
  return {
    provider,
    incident,
    voices,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    zone: ZONE,
    it: say('it'),
    en: say('en'),
    not_cited: notCited(cited),
    path,
  }
}
