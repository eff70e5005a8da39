import { Hono } from 'hono'
import { nameIn } from '../../../web/locales/language.ts'
import { renderAssumptions } from '../../../web/pages/assumptions.tsx'
import type { Background } from '../../handover.ts'
import { PREFIXES } from './language.ts'
import { toPage } from './page-cache.ts'
import { pageContext, sendPage, type PageSetting } from './page-context.ts'

/** `/simulation`: what of a simulation is known, with where it can be read, and what had to be made up. Nothing where there is none. */
export function simulationRoutes(setting: PageSetting, background: Background | undefined): Hono {
  const routes = new Hono()
  if (background === undefined) return routes
  for (const prefix of PREFIXES) {
    routes.get(`${prefix}/simulation`, (c) => {
      const page = { ...pageContext(c, setting), path: '/simulation' }
      const { lang } = page.reader
      const view = {
        title: nameIn(background.title, lang),
        facts: background.facts.map(({ text, sources }) => ({ text: nameIn(text, lang), sources })),
        assumptions: background.assumptions.map(({ text }) => nameIn(text, lang)),
      }
      return sendPage(c, toPage(renderAssumptions(page, view)))
    })
  }
  return routes
}
