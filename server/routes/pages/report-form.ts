import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { z } from 'zod'
import type { Problem } from '../../../shared/problem.ts'
import type { ReportOutcome } from '../../../shared/report.ts'
import { LANGS, type Lang } from '../../../web/locales/language.ts'
import { logFault, Refusal, toProblem } from '../../errors.ts'
import { parseTrustedProxies } from '../../ingest/client-address.ts'
import type { Ingest } from '../../ingest/ingest.ts'
import type { Log } from '../../log.ts'
import { toRefusal } from '../report-refusal.ts'
import { isFromElsewhere, parseReport, type ReportEnv, requireBody, sender } from '../report-request.ts'
import { negotiateLanguage, PREFIXES } from './language.ts'

/** A page that says why nothing was counted. `back` leads to the provider's page, where there may be one. */
export type RenderRefusal = (refused: { problem: Problem; language: Lang; back: string }) => string | Promise<string>

export type ReportFormDeps = {
  ingest: Ingest
  trustedProxies: readonly string[]
  log: Log
  /** Address under which readers see this instance, where it is not the one the request names. */
  publicUrl?: string | undefined
  renderRefusal?: RenderRefusal
}

/** The provider is named by the address, the id is ours: a page that is cached for several readers can carry none. */
const FIELDS = ['answer', 'problem', 'component', 'device', 'region', 'began'] as const

const plainRefusal: RenderRefusal = async ({ problem, language, back }) => {
  const page = await html`<!doctype html>
    <html lang="${language}">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <meta name="robots" content="noindex" />
      <title>${problem.title}</title>
      <h1>${language === 'it' ? 'La segnalazione non è stata contata' : 'The report was not counted'}</h1>
      <p>${problem.detail ?? problem.title}</p>
      <p><a href="${back}">${language === 'it' ? 'Torna alla pagina' : 'Back to the page'}</a></p>
    </html>`
  return page.toString()
}

/** POST /p/{slug}/report, also under /it and /en: the form without script. 303 to the provider's page after the commit. */
export function reportFormRoutes(deps: ReportFormDeps): Hono<ReportEnv> {
  const { ingest, log, publicUrl, renderRefusal = plainRefusal } = deps
  const trusted = parseTrustedProxies(deps.trustedProxies)

  async function answer(c: Context<ReportEnv>, prefix: string): Promise<Response> {
    const slug = c.req.param('slug') ?? ''
    const language = LANGS.find((lang) => prefix === `/${lang}`) ?? negotiateLanguage(c.req.header('accept-language'))
    const back = `${prefix}/p/${encodeURIComponent(slug)}`
    try {
      requireSameSite(c, publicUrl)
      requireBody(c, 'application/x-www-form-urlencoded')
      const form = new URLSearchParams(await c.req.text())
      const given = FIELDS.map((name) => [name, form.get(name)]).filter(([, value]) => value)
      const body = parseReport({ ...Object.fromEntries(given), provider: slug, via: 'site' })
      const result = await ingest.submit({ body, ...sender(c, trusted), via: 'site' })
      if ('dropped' in result) throw toRefusal(result)
      const { outcome, id } = result.receipt
      const to = form.get('alone') === '1' ? `${back}/report` : back
      return c.redirect(`${to}?${outcomeQuery(outcome, id, form.get('of'))}#pressed`, 303)
    } catch (error) {
      const problem = toProblem(error)
      logFault(log, error, problem, c)
      if (problem.retry_after !== undefined) c.header('Retry-After', String(problem.retry_after))
      c.header('Cache-Control', 'no-store')
      return c.html(await renderRefusal({ problem, language, back }), problem.status as 400)
    }
  }

  const routes = new Hono<ReportEnv>()
  for (const prefix of PREFIXES) routes.post(`${prefix}/p/:slug/report`, (c) => answer(c, prefix))
  return routes
}

/** Details lead back to the press that they are of; a half hour later they are a press of their own. */
function outcomeQuery(outcome: ReportOutcome, id: string, of: string | null): string {
  const isDetail = outcome === 'repeat' && z.uuid().safeParse(of).success
  return new URLSearchParams(isDetail ? { reported: 'detailed', id: of! } : { reported: outcome, id }).toString()
}

/** A form needs no permission to be sent here from anywhere, and its sender would be a passer-by who pressed nothing. */
function requireSameSite(c: Context<ReportEnv>, publicUrl: string | undefined): void {
  if (isFromElsewhere(c, publicUrl)) throw new Refusal(403, 'This form was sent from another site.')
}
