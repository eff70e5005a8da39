import { Hono } from 'hono'
import { CATEGORIES } from '../../../shared/provider.ts'
import { isWithdrawn } from '../../../web/parts/corrections.tsx'
import { LANGS } from '../../../web/locales/language.ts'
import type { Directory } from '../../catalogue/directory.ts'
import { readDocumented } from '../../catalogue/documented.ts'
import { readIncidents, toIncident } from '../../store/incidents.ts'
import { createThrift } from '../thrift.ts'
import type { PageDeps, ViewDeps } from './serve.ts'
import { PREFIXES } from './language.ts'

/** Pages that are there whatever the catalogue and the history hold. A test asks for each of them. */
const PAGES = [
  '/',
  '/history',
  '/archive',
  '/about',
  '/method',
  '/rule',
  '/status',
  '/privacy',
  '/legal',
  '/accessibility',
  '/newsroom',
  '/newsroom/examples',
  '/newsroom/legal-office',
  '/docs/api',
  ...['states', 'series', 'incidents', 'notices', 'providers', 'reports', 'agents', 'live', 'webhooks'].map(
    (part) => `/docs/api/${part}`,
  ),
]
/** The newest; older ones are found from the history. */
const MOST_INCIDENTS = 1_000
const MAX_AGE_S = 3_600
/** What is nobody's destination. */
const NOT_FOR_SEARCH_ENGINES = ['/search', '/receipt']

type Place = { path: string; changed?: string | undefined }

/** How the site is found: `/robots.txt`, and `/sitemap.xml` where it has a public address. A replay or a simulation is not to be found at all. */
export function foundRoutes(deps: PageDeps): Hono {
  const { clock, config } = deps
  const { publicUrl } = config
  const isLive = clock.mode === 'live'
  // A megabyte, once many incidents are told.
  const thrift = createThrift<string>()
  const routes = new Hono()
  routes.get('/robots.txt', (c) => {
    c.header('Cache-Control', `public, max-age=${MAX_AGE_S}`)
    return c.text(robots(isLive, publicUrl))
  })
  routes.get('/sitemap.xml', async (c, next) => {
    if (!isLive || publicUrl === undefined) return next()
    c.header('Cache-Control', `public, max-age=${MAX_AGE_S}`)
    c.header('Content-Type', 'application/xml; charset=utf-8')
    return c.body(await thrift('', async () => sitemap(publicUrl, await readPlaces(deps))))
  })
  return routes
}

function robots(isLive: boolean, publicUrl: string | undefined): string {
  const refused = isLive
    ? NOT_FOR_SEARCH_ENGINES.flatMap((path) => PREFIXES.map((prefix) => `${prefix}${path}`))
    : ['/']
  const lines = ['User-agent: *', ...refused.map((path) => `Disallow: ${path}`)]
  if (isLive && publicUrl !== undefined) lines.push('', `Sitemap: ${publicUrl}/sitemap.xml`)
  return `${lines.join('\n')}\n`
}

/** Every page that somebody may look for; incidents that stand. */
async function readPlaces({ db, directory }: Pick<ViewDeps, 'db' | 'directory'>): Promise<Place[]> {
  const incidents = (await readIncidents(db, { limit: MOST_INCIDENTS })).map(toIncident)
  return [
    ...PAGES.map((path) => ({ path })),
    ...CATEGORIES.filter((category) => directory.all().some((entry) => entry.category === category)).map(
      (category) => ({ path: `/c/${category}` }),
    ),
    ...directory.all().map(({ slug }) => ({ path: `/p/${slug}` })),
    ...operatorsOf(directory).map((slug) => ({ path: `/o/${slug}` })),
    ...readDocumented().map(({ slug }) => ({ path: `/history/${slug}` })),
    ...incidents
      .filter((incident) => !isWithdrawn(incident))
      .map((incident) => ({ path: `/i/${incident.id}`, changed: incident.resolved_at ?? undefined })),
  ]
}

const operatorsOf = (directory: Directory): string[] =>
  [...new Set(directory.all().flatMap(({ operator }) => operator?.slug ?? []))].toSorted()

/** Each page in each language, with its others (sitemaps.org, and Google's links between languages). */
function sitemap(publicUrl: string, places: Place[]): string {
  const address = (lang: string, path: string) => escape(`${publicUrl}${lang === '' ? '' : `/${lang}`}${path}`)
  const link = (hreflang: string, href: string) => `<xhtml:link rel="alternate" hreflang="${hreflang}" href="${href}"/>`
  const entries = places.flatMap(({ path, changed }) => {
    const others = LANGS.map((lang) => link(lang, address(lang, path))).join('') + link('x-default', address('', path))
    const lastmod = changed === undefined ? '' : `<lastmod>${changed}</lastmod>`
    return LANGS.map((lang) => `<url><loc>${address(lang, path)}</loc>${lastmod}${others}</url>`)
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...entries,
    '</urlset>',
    '',
  ].join('\n')
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign)
