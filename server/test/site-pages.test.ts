import { afterAll, beforeAll, expect, it } from 'vitest'
import { LANGS } from '../../web/locales/language.ts'
import { createReplayClock } from '../clock.ts'
import type { RunningServer } from '../main.ts'
import { useTestDb } from './db.ts'
import { aRunningServer } from './running-server.ts'
import { pathIn, readSitePages, type SitePage } from './site-pages.ts'
import { storyCatalogue } from './story-catalogue.ts'
import { STORY_AT, STORY_BACKGROUND, tellFewIncidents } from './site-story.ts'

const test = useTestDb()
let server: RunningServer
let pages: SitePage[]
beforeAll(async () => {
  server = await aRunningServer(test.connection, {
    clock: createReplayClock({ startAt: STORY_AT, speed: 1, mode: 'live' }),
    catalogue: storyCatalogue(),
    background: STORY_BACKGROUND,
    prepare: tellFewIncidents,
  })
  pages = await readSitePages(server.db)
})
afterAll(() => server?.close())

/** What answers with something else than a page, or with a piece of one. */
const NO_PAGE = new Set([
  '/rule/:name',
  '/robots.txt',
  '/sitemap.xml',
  '/search/found',
  ...LANGS.map((lang) => `/${lang}`),
])
/** Programs, feeds, pictures and what they are made of. */
const FOR_MACHINES =
  /^\/(api|archive|\.well-known|badge|chart|og|p\/:slug\/api)\/|\/feed\.|widget[^/]*\.js|\.json\}$|^\/(oembed|healthz|readyz)$/
const isForMachines = (path: string) => FOR_MACHINES.test(path)
const inNone = (path: string) => path.replace(new RegExp(`^/(${LANGS.join('|')})(?=/)`), '')

it('lists every address that serves a page', () => {
  const mounted = server.routes
    .filter(({ method, path }) => method === 'GET' && !isForMachines(path) && !path.includes('*'))
    .map(({ path }) => inNone(path))
    .filter((path) => !NO_PAGE.has(path))
  expect(new Set(pages.map(({ route }) => route))).toEqual(new Set(mounted))
})

it('serves every page that is listed, in each language and in none', async () => {
  const found = []
  for (const page of pages) {
    const { path, isFrame } = page
    for (const address of [...LANGS.map((lang) => pathIn(lang, page)), ...(isFrame ? [] : [path])]) {
      const answer = await fetch(server.url + address)
      await answer.arrayBuffer()
      found.push(`${page.name} ${address} ${answer.status} ${answer.headers.get('content-type')}`)
    }
  }
  const wanted = pages.flatMap((page) =>
    [...LANGS.map((lang) => pathIn(lang, page)), ...(page.isFrame ? [] : [page.path])].map(
      (address) => `${page.name} ${address} ${page.status} text/html; charset=utf-8`,
    ),
  )
  expect(found).toEqual(wanted)
})

it('names every page once', () => {
  const names = pages.map(({ name }) => name)
  expect(names).toEqual([...new Set(names)])
})
