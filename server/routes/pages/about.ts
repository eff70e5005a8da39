import { Hono } from 'hono'
import manifest from '../../../package.json' with { type: 'json' }
import { renderAbout, renderAccessibility, renderLegal, renderPrivacy } from '../../../web/pages/about.tsx'
import { renderStatus } from '../../../web/pages/status.tsx'
import { keptRows } from './kept.ts'
import { SECURITY_TXT, securityText } from './security-txt.ts'
import type { PageServer } from './serve.ts'
import { createStatusReader } from './status-view.ts'

/** Who we are and by what we are held: about, privacy, legal, accessibility, our own status. */
export function aboutRoutes(pages: PageServer): Hono {
  const { config, clock } = pages.deps
  const { publisher, publicUrl } = config
  const { version } = manifest
  const kept = keptRows()
  const readStatus = createStatusReader(pages.deps, version)
  const routes = new Hono()
  const texts = {
    '/about': renderAbout,
    '/privacy': renderPrivacy,
    '/legal': renderLegal,
    '/accessibility': renderAccessibility,
  }
  for (const [path, render] of Object.entries(texts)) {
    pages.each(routes, path, (c) => pages.give(c, { path }, (page) => render(page, { publisher, version, kept })))
  }
  pages.each(routes, '/status', (c) =>
    pages.give(c, { path: '/status' }, async (page) => renderStatus(page, await readStatus(page.now))),
  )
  routes.get(SECURITY_TXT, (c, next) => {
    const text = securityText({ contact: publisher.contact, publicUrl, now: clock.now(), mode: clock.mode })
    return text === undefined ? next() : c.text(text, 200, { 'Cache-Control': 'public, max-age=3600' })
  })
  return routes
}
