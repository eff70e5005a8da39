import { Hono } from 'hono'
import type { EmbedFacts } from '../../../shared/embed.ts'
import type { EmbedTheme } from '../../../web/embed-code.ts'
import { isOld, renderEmbed, renderNoEmbed, type EmbedAbsence } from '../../../web/pages/embed.tsx'
import { toProblem } from '../../errors.ts'
import { toPage, type CachedPage } from '../pages/page-cache.ts'
import { namedContext } from '../pages/page-context.ts'
import { readAsked, type Asked, type Unavailable } from './asked.ts'
import type { EmbedSource } from './facts.ts'
import { cachingOf } from './facts-ready.ts'
import { openToFrames, sendFrame } from './frame-answer.ts'
import type { EmbedDeps } from './routes.ts'

const STATUS = { subject: 404, as_of: 400, now: 503 } as const

/** `/embed/{subject}`: the one page that other sites may frame. No cookie, no storage, nothing from anyone else. */
export function embedFrameRoutes(deps: EmbedDeps, facts: EmbedSource): Hono {
  const { clock, directory } = deps
  const pages = new WeakMap<EmbedFacts, Map<EmbedTheme, CachedPage>>()

  /** Made once of the same facts: they say the same to whoever asks, and go when there are newer ones. */
  function pageOf(found: EmbedFacts, { lang, theme }: Asked): CachedPage {
    const made = pages.get(found) ?? new Map<EmbedTheme, CachedPage>()
    pages.set(found, made)
    const page = made.get(theme) ?? toPage(renderEmbed(namedContext(deps, lang, '/'), found, theme))
    made.set(theme, page)
    return page
  }

  /** Undefined: there is no such incident; null: it cannot be read now, for the database is away or too many made-up moments wait for it. */
  async function read(asked: Asked): Promise<EmbedFacts | undefined | null> {
    try {
      return await facts.read(asked)
    } catch (error) {
      if (toProblem(error).status === STATUS.now) return null
      throw error
    }
  }

  return new Hono().get('/embed/:name{.+}', async (c) => {
    openToFrames(c)
    const none = ({ lang, theme }: Pick<Asked, 'lang' | 'theme'>, why: EmbedAbsence) =>
      sendFrame(c, toPage(renderNoEmbed(namedContext(deps, lang, '/'), why, theme)), { status: STATUS[why] })
    const asked: Asked | Unavailable = readAsked(c, c.req.param('name'), { directory, now: clock.now() })
    if ('unavailable' in asked) return none(asked, asked.unavailable)
    const found = await read(asked)
    if (found === undefined) return none(asked, 'subject')
    if (found === null) return none(asked, 'now')
    const page = pageOf(found, asked)
    return sendFrame(c, page, isOld(found) ? { status: STATUS.now } : { caching: cachingOf(found, clock) })
  })
}
