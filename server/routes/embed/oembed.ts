import { Hono } from 'hono'
import { formatList, formatMoment, formatZone } from '../../../web/format.ts'
import { feedTexts } from '../../../web/locales/feeds.ts'
import { PAGE_ZONE, type Lang } from '../../../web/locales/language.ts'
import { problemResponse, Refusal, toProblem } from '../../errors.ts'
import { readIncident, type IncidentRow } from '../../store/incidents.ts'
import { createKeep } from '../api/answers.ts'
import { negotiateLanguage } from '../pages/language.ts'
import { readEmbeddable, type Embeddable } from './oembed-address.ts'
import { OEMBED_AGE_S, toOembed } from './oembed-answer.ts'
import { ownOrigin } from './own-origin.ts'
import type { EmbedDeps } from './routes.ts'

/** Real time: so long one reading of an incident serves all who ask. */
const READ_EVERY_MS = 5_000

/** `/oembed?url=…`: how a page of ours is embedded, for programs that make a box of a link. JSON alone. */
export function oembedRoutes(deps: Pick<EmbedDeps, 'db' | 'directory' | 'clock' | 'config'>): Hono {
  const { db, directory, clock, config } = deps
  const keep = createKeep<IncidentRow | undefined>(() => performance.now(), READ_EVERY_MS)
  return new Hono().get('/oembed', async (c) => {
    c.header('Access-Control-Allow-Origin', '*')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    const { url, format = 'json', maxwidth, maxheight } = c.req.query()
    // As the specification has it; the fault is none of ours, to be logged.
    if (format === 'xml') return problemResponse(c, toProblem(new Refusal(501, 'format: only json is given.')))
    if (format !== 'json') throw new Refusal(400, 'format: only json is given.', { field: 'format' })
    if (url === undefined) throw new Refusal(400, 'url: say of which page.', { field: 'url' })
    const origin = ownOrigin(c, config.publicUrl)
    const bases = [origin, new URL(c.req.url).origin]
    const found = readEmbeddable(url, { bases, directory })
    const lang = found?.lang ?? negotiateLanguage(c.req.header('accept-language'))
    const title = found && (await titleOf(found, lang))
    if (title === undefined) throw new Refusal(404, 'There is nothing to embed at this address.', { field: 'url' })
    c.header('Vary', 'Accept-Language')
    c.header('Cache-Control', `public, max-age=${OEMBED_AGE_S}`)
    const maxima = { maxWidth: pixels(maxwidth), maxHeight: pixels(maxheight) }
    return c.json(toOembed({ ...found!, title, lang, origin, mode: clock.mode, ...maxima }))
  })

  /** It outlasts every state. Undefined: there is no such incident. */
  async function titleOf({ subject, query }: Embeddable, lang: Lang): Promise<string | undefined> {
    const t = feedTexts[lang]
    const say = query.has('as_of') ? t.feedFrameFrozen : t.feedFrame
    if (subject.kind === 'provider') return say(subject.entry.name)
    if (subject.kind === 'operator') return say(subject.operator.name)
    if (subject.kind === 'providers') {
      const names = subject.entries.map(({ name }) => name)
      return say(formatList(lang, names))
    }
    const row = await keep(subject.id, () => readIncident(db, subject.id))
    if (row === undefined) return undefined
    const reader = { lang, zone: PAGE_ZONE[lang] }
    return t.feedFrameIncident(row.name, `${formatMoment(reader, row.startedAt)} ${formatZone(reader, row.startedAt)}`)
  }
}

/** What is no number of pixels is as if it had not been asked for. */
const pixels = (text: string | undefined): number | undefined =>
  text !== undefined && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined
