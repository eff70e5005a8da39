import { Hono } from 'hono'
import type { Context } from 'hono'
import type { EmbedFacts } from '../../../shared/embed.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../shared/time.ts'
import { formatMoment, formatZone } from '../../../web/format.ts'
import type { Lang } from '../../../web/locales/language.ts'
import { drawMissing, drawSite } from '../../../web/pictures/cards.tsx'
import { drawPicture } from '../../../web/pictures/picture.tsx'
import { isDatabaseAway } from '../../errors.ts'
import { measureOwn, measureReader } from '../../pictures/fonts.ts'
import { createDrawingThrift } from '../../pictures/thrift.ts'
import { createPngStore, type PngStore } from '../../pictures/png-store.ts'
import { readAsked, type Asked, type Unavailable } from './asked.ts'
import { badgeRoutes, type BadgeDeps } from './badge.ts'
import { modeNotes } from './facts-notes.ts'
import { cachingOf } from './facts-ready.ts'
import type { EmbedSource } from './facts.ts'
import { createKept } from './kept.ts'
import { sendDrawing, toDrawing, type Drawing } from './picture-answer.ts'
import { hostOf, readSize, SHARED, themeIn, type Form, type Size } from './picture-asked.ts'
import type { EmbedDeps } from './routes.ts'

/** Drawings that are kept: of 20 kB each, 10 MB. */
const MOST_DRAWINGS = 500
/** At scale 1.67: the same picture as the one of 720. */
const SHARED_SCALE = SHARED.width / 720
const MISSING_SIZE = { width: 480, height: 160 }
/** Instead of a subject, below `/og/`. */
const SITE = 'home'
const SITE_S = HOUR_MS / SECOND_MS

/** `caching`: of what is frozen or over; null: it lasts as long as we keep it. */
type Kept = Drawing & { caching: string | null; madeAt: number }
type Kind = 'chart' | 'og'

export type PictureDeps = Pick<EmbedDeps, 'clock' | 'directory' | 'config'> & BadgeDeps

/** `/badge/…`, `/chart/…` and `/og/…`: badge, curve and share picture. */
export function pictureRoutes(
  deps: PictureDeps,
  facts: EmbedSource,
  pngs: PngStore = createPngStore(),
  real: () => number = () => performance.now(),
): Hono {
  const { clock, directory, config } = deps
  const drawings = createKept<Kept>(MOST_DRAWINGS, real)
  const inTurn = createDrawingThrift(real)
  /** A minute of what is shown: of a replay that runs fast, less of ours. */
  const keptMs = Math.max(SECOND_MS, MINUTE_MS / clock.speed)

  async function answer(c: Context, kind: Kind): Promise<Response> {
    const [, subject = '', form = 'svg'] = /^(.*)\.(svg|png)$/.exec(c.req.param('file') ?? '') ?? []
    const asked = readAsked(c, subject, { directory, now: clock.now() })
    const size: Size = kind === 'og' ? SHARED : readSize(c)
    const host = hostOf(c, config.publicUrl)
    const how = { kind, form: form as Form, size, host }
    const key =
      'unavailable' in asked
        ? [kind, form, asked.unavailable, subject === SITE, asked.lang, asked.theme, host]
        : [kind, form, size, host, asked.name, asked.lang, asked.theme, asked.range, asked.zone, asked.asOf]
    const toPng = (name: string, svg: string) => pngs.get(name, svg)
    try {
      const drawing = await drawings.get(JSON.stringify(key), keptMs, async () => {
        const made = await draw(asked, subject, how)
        return { ...made, madeAt: real() }
      })
      const leftS = Math.max(1, Math.ceil((drawing.madeAt + keptMs - real()) / SECOND_MS))
      return await sendDrawing(c, drawing, {
        form: how.form,
        caching: drawing.caching ?? `public, max-age=${leftS}`,
        toPng,
      })
    } catch (error) {
      // A reader is told in the place of the picture: a browser shows no problem document.
      if (!isDatabaseAway(error)) throw error
      const drawing = toDrawing(missing('away', asked, how), 503)
      return await sendDrawing(c, drawing, { form: how.form, caching: 'no-store', toPng })
    }
  }

  type How = { kind: Kind; form: Form; size: Size; host: string }

  /** In the size of what is not there; a chart of nobody is small. */
  function missing(
    why: 'away' | Unavailable['unavailable'],
    { lang, theme }: Pick<Asked, 'lang' | 'theme'>,
    { kind, form, size }: How,
  ): string {
    const { width, height } = kind === 'og' || why === 'away' ? size : MISSING_SIZE
    const sheet = {
      width,
      scale: kind === 'og' ? SHARED_SCALE : 1,
      theme: themeIn(form, theme),
      measure: form === 'png' ? measureOwn : measureReader,
    }
    return drawMissing(lang, why, sheet, height ?? MISSING_SIZE.height)
  }

  async function draw(asked: ReturnType<typeof readAsked>, subject: string, how: How): Promise<Omit<Kept, 'madeAt'>> {
    const { form, size, host } = how
    const measure = form === 'png' ? measureOwn : measureReader
    const theme = themeIn(form, asked.theme)
    if ('unavailable' in asked) {
      if (how.kind === 'og' && subject === SITE && asked.unavailable === 'subject') {
        const notes = modeNotes({ lang: asked.lang, zone: 'UTC' }, clock, clock.now())
        const sheet = { width: SHARED.width, scale: SHARED_SCALE, theme, measure }
        return {
          ...toDrawing(drawSite(asked.lang, sheet, { host, height: SHARED.height, notes })),
          caching: `public, max-age=${SITE_S}`,
        }
      }
      const status = asked.unavailable === 'subject' ? 404 : 400
      return { ...toDrawing(missing(asked.unavailable, asked, how), status), caching: null }
    }
    const found = await facts.read(asked)
    if (found === undefined) return draw({ ...asked, unavailable: 'subject' }, subject, how)
    const caching = found.stale_after === null ? cachingOf(found, clock) : null
    const shown = stamped(found, asked, clock.now())
    return await inTurn(() => ({ ...toDrawing(drawPicture(shown, { ...size, theme, measure, host })), caching }))
  }

  const routes = new Hono().route('/', badgeRoutes(deps))
  for (const kind of ['chart', 'og'] as const) routes.get(`/${kind}/:file{.+\\.(svg|png)}`, (c) => answer(c, kind))
  return routes
}

/** A picture may be looked at long after: it names the day, and says when it was made of numbers that were old already. */
function stamped(facts: EmbedFacts, { lang, zone }: Asked & { lang: Lang }, now: number): EmbedFacts {
  if (facts.stale_after === null) return facts
  const reader = { lang, zone }
  const at = Date.parse(facts.generated_at)
  const isOld = Date.parse(facts.stale_after) < now
  return {
    ...facts,
    time: `${formatMoment(reader, at)} ${formatZone(reader, at)}`,
    notes: isOld ? [...facts.notes, facts.words.old] : facts.notes,
  }
}
