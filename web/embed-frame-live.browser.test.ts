import type { Page, WebSocketRoute } from 'playwright-core'
import { expect, it } from 'vitest'
import { MINUTE_MS } from '../shared/time.ts'
import { useReportSite } from '../server/test/report-site.ts'
import { paragraphs } from '../server/test/host-site.ts'
import { press } from '../server/test/running-server.ts'
import { useSecondOrigin } from '../server/test/second-origin.ts'

const site = useReportSite()
const theirs = useSecondOrigin(site)

const frame = (address: string) =>
  `<iframe src="${site.server.url}/embed/${address}" width="320" height="360" sandbox="allow-scripts"></iframe>`
/** No header of the test's own: it would make every request of a page from nowhere one that is asked about first. */
const options = { extraHTTPHeaders: {} }
const PRESENT = '[data-slug=tim]'

/** A server of ours that says what the test has it say. */
async function speak(page: Page) {
  const topics: string[] = []
  const sockets: WebSocketRoute[] = []
  await page.routeWebSocket(/live$/, (socket) => {
    sockets.push(socket)
    socket.onMessage((text) => topics.push(...(JSON.parse(String(text)) as { topics: string[] }).topics))
  })
  const tell = (data: object) => {
    const told = { type: 'update', topic: 'embed:it:tim', seq: 1, at: Date.now(), speed: 1, mode: 'live', data }
    sockets.at(-1)!.send(JSON.stringify(told))
  }
  return { topics, sockets, tell }
}
const copies = (asked: string[]) => asked.filter((path) => path.startsWith('/embed/')).length

it('puts new figures in as they come, and asks for a copy only where more is new', async () => {
  let said!: Awaited<ReturnType<typeof speak>>
  const reader = await theirs.open(frame('tim?lang=it&parentUrl=https%3A%2F%2Fa.example%2F'), {
    options,
    before: async (page) => void (said = await speak(page)),
  })
  const line = reader.page.frameLocator('iframe').locator(PRESENT)
  await expect.poll(() => said.topics).toEqual(['embed:it:tim'])
  const news = await line.getAttribute('data-news')
  expect(copies(reader.asked)).toBe(1)
  said.tell({ news, numbers: '17 segnalazioni negli ultimi 15 minuti.', open: [] })
  await expect.poll(() => line.locator('.numbers').textContent()).toBe('17 segnalazioni negli ultimi 15 minuti.')
  expect(copies(reader.asked)).toBe(1)

  const again = reader.page.waitForRequest(/\/embed\/tim/)
  said.tell({ news: 'something else', numbers: '18', open: [] })
  expect(new URL((await again).url()).search).toBe('?lang=it')
  // What the page said is said anew, and what was not yet in it is not put beside it.
  await expect.poll(() => line.locator('.numbers').textContent()).not.toMatch(/^1[78]/)
  expect([...reader.complaints, ...reader.strangers()]).toEqual([])
})

it('shows what somebody else presses, by our own socket', async () => {
  const reader = await theirs.open(frame('fastweb?lang=it'), { options })
  const figures = reader.page.frameLocator('iframe').locator('[data-slug=fastweb] .numbers')
  const before = await figures.textContent()
  await expect.poll(() => reader.sockets.length).toBe(1)
  const { status } = await press(site.server.url, site.newAddress(), { provider: 'fastweb', problem: 'no-internet' })
  expect(status).toBe(200)
  await expect.poll(() => figures.textContent(), { timeout: 30_000 }).not.toBe(before)
  expect([copies(reader.asked), reader.complaints]).toEqual([1, []])
})

it('asks for copies where it hears nothing, and for none that nobody would see', async () => {
  const reader = await theirs.open(frame('tim?lang=it'), {
    options,
    before: async (page) => {
      await page.routeWebSocket(/live$/, (socket) => socket.close())
      await page.clock.install()
    },
  })
  await reader.page.frameLocator('iframe').locator(PRESENT).waitFor()
  await reader.page.clock.runFor(MINUTE_MS)
  await expect.poll(() => copies(reader.asked)).toBeGreaterThan(2)

  const below = await theirs.open(`${paragraphs(120)}${frame('tim?lang=it')}`, {
    options,
    before: (page) => page.clock.install(),
  })
  await below.page.frameLocator('iframe').locator(PRESENT).waitFor({ state: 'attached' })
  await below.page.clock.runFor(5 * MINUTE_MS)
  expect([copies(below.asked), below.sockets]).toEqual([1, []])
  await below.page.locator('iframe').scrollIntoViewIfNeeded()
  // That it is seen now the browser tells it in its own time.
  const aMinuteLater = async () => {
    await below.page.clock.runFor(MINUTE_MS)
    return copies(below.asked)
  }
  await expect.poll(aMinuteLater).toBeGreaterThan(1)
})

it('leaves a frozen moment as it is', async () => {
  const asOf = new Date(Date.UTC(2026, 0, 13, 6, 30)).toISOString().slice(0, 16)
  const reader = await theirs.open(frame(`tim?lang=it&as_of=${asOf}Z`), {
    options,
    before: (page) => page.clock.install(),
  })
  const inside = reader.page.frameLocator('iframe')
  await inside.locator(PRESENT).waitFor()
  expect(await inside.locator('.notes').innerText()).toContain('Fermo')
  await reader.page.clock.runFor(10 * MINUTE_MS)
  expect([copies(reader.asked), reader.sockets]).toEqual([1, []])
  expect(await inside.locator('.old-note').count()).toBe(0)
  expect(reader.complaints).toEqual([])
})
