import { z } from 'zod'
import { NOTICE_LIMITS } from '../../shared/notice.ts'
import type { NoticeTopic } from '../../shared/notice.ts'
import type { Component } from '../../shared/provider.ts'
import { guessLanguage } from './language.ts'
import { cut, htmlToText, tidy } from './plain-text.ts'
import { instantOf, keyOf, webAddress } from './saying.ts'
import type { Read, Saying } from './saying.ts'
import { statusOf, topicsOf } from './topics.ts'
import { isZone } from './zone.ts'

// Statuspage's public API, version 2: summary.json and incidents.json. Strict on what is used, blind for the rest.

export const MAX_INCIDENTS = 100
export const MAX_UPDATES = 100

const Name = z.object({ name: z.string() })
const Update = z.object({
  id: z.string().min(1).max(100),
  status: z.string().max(40),
  body: z.string().nullish(),
  created_at: z.string(),
  display_at: z.string().nullish(),
  affected_components: z.array(Name).nullish(),
})
const Incident = z.object({
  id: z.string().min(1).max(100),
  name: z.string(),
  impact: z.string().nullish(),
  created_at: z.string(),
  started_at: z.string().nullish(),
  resolved_at: z.string().nullish(),
  shortlink: z.string().nullish(),
  components: z.array(Name).nullish(),
  incident_updates: z.array(z.unknown()),
})
type Incident = z.infer<typeof Incident>
/** Both files have these; scheduled maintenances stand apart, and are no problem. */
const Page = z.object({
  page: z.object({
    name: z.string().nullish(),
    url: z.string().nullish(),
    time_zone: z.string().nullish(),
    updated_at: z.string().nullish(),
  }),
  incidents: z.array(z.unknown()),
})

/** What one of the two files says; `updatedAt`: how new it is (epoch milliseconds). Throws SyntaxError or ZodError where it is neither. */
export function readStatuspage(
  body: string,
  components: readonly Component[] = [],
): Read & { updatedAt: number | null } {
  const { page, incidents: listed } = Page.parse(JSON.parse(body))
  let skipped = Math.max(0, listed.length - MAX_INCIDENTS)
  const take = <T>(schema: z.ZodType<T>, values: unknown[], max: number): T[] =>
    values.slice(0, max).flatMap((value) => {
      const parsed = schema.safeParse(value)
      if (!parsed.success) skipped++
      return parsed.success ? [parsed.data] : []
    })
  const incidents = take(Incident, listed, MAX_INCIDENTS)
  const zone = page.time_zone && isZone(page.time_zone) ? page.time_zone : null
  const sayings = incidents.flatMap((incident) =>
    take(Update, incident.incident_updates, MAX_UPDATES).flatMap((update): Saying[] => {
      const status = statusOf(update.status)
      if (status === undefined) skipped++
      if (status === undefined || status === 'planned' || incident.impact === 'maintenance') return []
      const claimedAt = instantOf(update.display_at ?? update.created_at)
      const title = tidy(cut(incident.name, NOTICE_LIMITS.text))
      const said = htmlToText((update.body ?? '').slice(0, 4 * NOTICE_LIMITS.text))
      const text = cut([title, said].filter(Boolean).join('\n\n'), NOTICE_LIMITS.text)
      if (text === '') return []
      const component = onlyComponent(update.affected_components ?? incident.components ?? [], components)
      const isOneOfMany = component === null && claimedAt !== null && isAnotherOpen(incidents, incident, claimedAt)
      const topics = [...topicsOf({ title, text: said, status }), ...(isIdentified(update.status) ? ['cause'] : [])]
      const kept = topics.filter((topic) => topic !== 'restored' || !isOneOfMany) as NoticeTopic[]
      return [
        {
          key: keyOf(update.id, `${update.status}\n${text}`),
          claimedAt,
          topics: [...new Set(kept)],
          text,
          lang: guessLanguage(text),
          source: webAddress(incident.shortlink ?? '') ?? webAddress(page.url ?? ''),
          component,
          zone,
        },
      ]
    }),
  )
  return {
    sayings: sayings.toSorted((a, b) => (a.claimedAt ?? 0) - (b.claimedAt ?? 0)),
    skipped,
    updatedAt: instantOf(page.updated_at ?? ''),
  }
}

const isIdentified = (status: string) => status.toLowerCase() === 'identified'

/** The slug of the part, where it is one, and called just as ours. */
function onlyComponent(named: readonly { name: string }[], components: readonly Component[]): string | null {
  const names = new Set(named.map(({ name }) => name.trim().toLowerCase()))
  const [name] = names
  if (names.size !== 1 || name === undefined) return null
  const ours = components.find(({ slug, name: { it, en } }) =>
    [slug, it.toLowerCase(), en.toLowerCase()].includes(name),
  )
  return ours?.slug ?? null
}

/** The end of one incident is not the end of all, as long as the page shows another. */
function isAnotherOpen(incidents: readonly Incident[], one: Incident, at: number): boolean {
  return incidents.some(({ id, impact, created_at, started_at, resolved_at }) => {
    if (id === one.id || impact === 'none' || impact === 'maintenance') return false
    const began = instantOf(started_at ?? created_at)
    const ended = resolved_at ? instantOf(resolved_at) : Infinity
    return began !== null && ended !== null && began <= at && ended > at
  })
}
