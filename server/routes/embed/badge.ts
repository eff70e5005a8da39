import { makeBadge } from 'badge-maker'
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Mode } from '../../../shared/live.ts'
import { UNJUDGED, type Verdict } from '../../../shared/series.ts'
import { MINUTE_MS, SECOND_MS } from '../../../shared/time.ts'
import { embedTexts, type BadgeState } from '../../../web/locales/embed.ts'
import { LANGS, type Lang } from '../../../web/locales/language.ts'
import { plain } from '../../../web/pictures/fit.ts'
import { LIGHT } from '../../../web/pictures/palette.ts'
import { isBackedUp, isRaised, toneOf } from '../../../web/sentence.ts'
import type { DirectoryEntry } from '../../catalogue/directory.ts'
import { isDatabaseAway } from '../../errors.ts'
import { hasTag } from '../asked-with.ts'
import { negotiateLanguage } from '../pages/language.ts'
import { BADGE_COLOURS, badgeMark, BADGE_STYLES, LABEL_COLOUR } from './badge-look.tsx'
import { openToAll, sendDrawing, toDrawing } from './picture-answer.ts'
import type { Readings } from './readings.ts'
import type { EmbedDeps } from './routes.ts'

/** Characters of a label; what is longer is cut. */
export const MOST_LABEL_CHARS = 60
/** For whoever shows it; also what shields is told. */
const MAX_AGE_S = MINUTE_MS / SECOND_MS

/** The verdict is read with those of all other embeds. */
export type BadgeDeps = Pick<EmbedDeps, 'clock' | 'directory'> & { readings: Pick<Readings, 'live'> }

/** `/badge/{slug}.svg`, and `/badge/{slug}.json` in the form that shields reads. */
export function badgeRoutes({ clock, directory, readings }: BadgeDeps): Hono {
  /** A badge tells no time: while nothing can be read, no verdict of before stands on it. */
  async function read({ id }: DirectoryEntry): Promise<Verdict | 'away'> {
    try {
      return (await readings.live(id))?.live.verdict ?? UNJUDGED
    } catch (error) {
      if (isDatabaseAway(error)) return 'away'
      throw error
    }
  }

  return new Hono().get('/badge/:file{.+\\.(svg|json)}', async (c) => {
    const [, slug = '', form] = /^(.*)\.(svg|json)$/.exec(c.req.param('file')) ?? []
    const entry = directory.bySlug(slug)
    const badge = readBadge(c, entry, entry && (await read(entry)), clock.mode)
    if (form === 'json') return sendJson(c, badge)
    return sendDrawing(c, toDrawing(toSvg(badge), STATUS[badge.state] ?? 200), {
      form: 'svg',
      caching: `public, max-age=${MAX_AGE_S}`,
      toPng: () => Promise.reject(new Error('a badge is drawn as SVG only')),
    })
  })
}

const STATUS: Partial<Record<BadgeState, 404 | 503>> = { missing: 404, away: 503 }

type Badge = {
  label: string
  message: string
  state: BadgeState
  verdict: Pick<Verdict, 'state' | 'cause' | 'verified'>
  style: (typeof BADGE_STYLES)[number] | undefined
}

function readBadge(
  c: Context,
  entry: DirectoryEntry | undefined,
  read: Verdict | 'away' | undefined,
  mode: Mode,
): Badge {
  const asked = c.req.query()
  const lang: Lang = LANGS.find((one) => one === asked['lang']) ?? negotiateLanguage(c.req.header('accept-language'))
  const t = embedTexts[lang]
  const verdict = read === undefined || read === 'away' ? undefined : read
  const state = verdict === undefined ? (read === 'away' ? 'away' : 'missing') : badgeState(verdict)
  const source = verdict === undefined ? [] : [t.embedSource]
  return {
    label: plain(asked['label'] ?? entry?.name ?? '', MOST_LABEL_CHARS),
    message: [...(mode === 'live' ? [] : [t.embedBadgeMode[mode]]), t.embedBadge[state], ...source].join(' · '),
    state,
    verdict: verdict ?? UNJUDGED,
    style: BADGE_STYLES.find((style) => style === asked['style']),
  }
}

/** As the sentence of the page has it. */
export function badgeState(verdict: Verdict): BadgeState {
  const tone = toneOf(verdict)
  if (isRaised(verdict)) return 'raised'
  if (tone === 'confirmed' && verdict.verified) return 'verified'
  return tone === 'recovering' && isBackedUp(verdict) ? 'recovers' : tone
}

const markOf = ({ verdict }: Badge, colour: string) => badgeMark(toneOf(verdict), verdict.verified, colour)

function toSvg(badge: Badge): string {
  const { label, message, state, style = 'flat' } = badge
  // The label of this style is light.
  const mark = markOf(badge, style === 'social' ? LIGHT.ink : '#fff')
  return makeBadge({
    label,
    message,
    style,
    color: BADGE_COLOURS[state],
    labelColor: LABEL_COLOUR,
    logoBase64: `data:image/svg+xml;base64,${Buffer.from(mark).toString('base64')}`,
  })
}

/** An error of shields is a good answer that says so: anything but 200 it would replace with words of its own. */
function sendJson(c: Context, badge: Badge): Response {
  const body = JSON.stringify({
    schemaVersion: 1,
    label: badge.label,
    message: badge.message,
    color: BADGE_COLOURS[badge.state],
    labelColor: LABEL_COLOUR,
    isError: badge.state in STATUS,
    logoSvg: markOf(badge, '#fff'),
    ...(badge.style && { style: badge.style }),
    cacheSeconds: MAX_AGE_S,
  })
  const { name } = toDrawing(body)
  openToAll(c)
  c.header('Cache-Control', badge.state === 'away' ? 'no-store' : `public, max-age=${MAX_AGE_S}`)
  c.header('ETag', `"${name}"`)
  if (hasTag(c.req.header('if-none-match'), `"${name}"`)) return c.body(null, 304)
  c.header('Content-Type', 'application/json; charset=utf-8')
  return c.body(body)
}
