import axe from 'axe-core'
import type { BrowserContext, BrowserContextOptions, Frame, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { hear } from './hearing.ts'
import { anArticle, serveHost, type HostPage } from './host-site.ts'
import type { RunningServer } from '../main.ts'

/** A page of theirs that somebody reads. `strangers`: who was asked that is neither they nor we. */
export type Reader = {
  page: Page
  context: BrowserContext
  complaints: string[]
  cookies: string[]
  strangers: () => string[]
  /** What was asked of us, by path. */
  asked: string[]
  sockets: string[]
}

type Site = {
  readonly server: RunningServer
  visit(path: string, options?: BrowserContextOptions): Promise<Pick<Reader, 'page' | 'context'>>
}
type Given = {
  head?: string
  whole?: boolean
  headers?: HostPage['headers']
  options?: BrowserContextOptions
  before?: (page: Page) => Promise<unknown>
}

/** A header of ours would make each question to another origin one that has to be asked for first. */
const PLAIN: BrowserContextOptions = { extraHTTPHeaders: {} }

/** A newspaper on another port, whose pages have what a test puts in them. */
export function useSecondOrigin(site: Site) {
  const pages = new Map<string, HostPage>()
  let host: Awaited<ReturnType<typeof serveHost>>
  let made = 0
  beforeAll(async () => {
    host = await serveHost(pages)
  })
  afterAll(() => host?.close())

  return {
    get url() {
      return host.url
    },
    /** `whole`: it is a document by itself. `before` prepares the browser page, while nothing is on it yet. */
    async open(body: string, { head, whole = false, headers, options, before }: Given = {}): Promise<Reader> {
      const path = `/${++made}`
      const html = whole ? body : anArticle(body, head === undefined ? {} : { head })
      pages.set(path, { html, ...(headers && { headers }) })
      // The first page that somebody sees is one of ours that does nothing.
      const { page, context } = await site.visit('/robots.txt', { ...PLAIN, ...options })
      const heard = await hear(page, host.url)
      const [asked, sockets]: [string[], string[]] = [[], []]
      page.on('request', (request) => {
        const { origin, pathname } = new URL(request.url())
        if (origin === site.server.url) asked.push(pathname)
      })
      page.on('websocket', (socket) => sockets.push(socket.url()))
      await before?.(page)
      await page.goto(host.url + path)
      const own = new URL(site.server.url).host
      const strangers = () => heard.strangers.filter((url) => new URL(url).host !== own)
      return { page, context, complaints: heard.complaints, cookies: heard.cookies, strangers, asked, sockets }
    },
    /** All that a browser has kept, of either origin. */
    async stored({ page, context }: Reader): Promise<string[]> {
      const theirs = await readStored(page)
      await page.goto(`${site.server.url}/robots.txt`)
      const ours = await readStored(page)
      const cookies = (await context.cookies()).map(({ name, domain }) => `cookie ${name} of ${domain}`)
      return [...theirs, ...ours, ...cookies]
    },
  }
}

const readStored = (page: Page) =>
  page.evaluate(async () => [
    ...Object.keys(localStorage).map((key) => `local ${key}`),
    ...Object.keys(sessionStorage).map((key) => `session ${key}`),
    ...(await indexedDB.databases()).map(({ name }) => `database ${name}`),
    ...(await caches.keys()).map((key) => `cache ${key}`),
    ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => `worker ${scope}`),
  ])

/** Barriers that axe finds in a page or in a frame of it, shadow roots included, in words. */
export async function barriersIn(frame: Page | Frame): Promise<string[]> {
  await frame.evaluate(axe.source)
  return frame.evaluate(async () => {
    const { run } = (window as unknown as { axe: typeof axe }).axe
    const { violations } = await run(document, { iframes: false })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
  })
}
