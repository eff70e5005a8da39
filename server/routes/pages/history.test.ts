import { afterAll, beforeAll, expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../../shared/time.ts'
import type { RunningServer } from '../../main.ts'
import { readDocumented } from '../../catalogue/documented.ts'
import { CONFIRMED_NETWORKS, RULE_VERSION, SUSPECTED_PER_YEAR } from '../../detect/rule.ts'
import { useTestDb } from '../../test/db.ts'
import { anIncident, someMinutes } from '../../test/factories.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { aRunningServer } from '../../test/running-server.ts'

// Incidents of one hour each, the oldest 60 hours ago; of Libero Mail one that is open, with reports.
const NOW = Date.UTC(2026, 5, 3, 19, 7)
const LINES = 60
const PUBLIC_URL = 'https://brusio.example'
const test = useTestDb()
let server: RunningServer
let openId: string

beforeAll(async () => {
  server = await aRunningServer(test.connection, {
    clock: createManualClock(NOW),
    config: { publicUrl: PUBLIC_URL, publisher: { name: 'Gazzetta', contact: undefined, address: undefined } },
    async prepare(db, directory) {
      const idOf = (slug: string) => directory.bySlug(slug)!.id
      for (let i = 0; i < LINES; i++) {
        const startedAt = new Date(NOW - (i + 2) * HOUR_MS)
        const resolvedAt = new Date(startedAt.getTime() + HOUR_MS)
        const withdrawnAt = i === 5 ? resolvedAt : null
        await anIncident(db, { providerId: idOf('instagram'), startedAt, resolvedAt, withdrawnAt })
      }
    },
    async begun(db, directory) {
      const idOf = (slug: string) => directory.bySlug(slug)!.id
      const startedAt = new Date(NOW - 90 * MINUTE_MS)
      const cause = { kind: 'group' as const, of: ['virgilio-mail'], share: null }
      openId = (await anIncident(db, { providerId: idOf('libero-mail'), startedAt, cause, peak: 412 })).id
      await anIncident(db, { providerId: idOf('virgilio-mail'), startedAt, peak: 100 })
      await someMinutes(db, idOf('libero-mail'), startedAt.getTime(), [700, 503])
    },
  })
})
afterAll(() => server?.close())

const get = async (path: string) => {
  const answer = await fetch(server.url + path, { headers: { accept: 'text/html' } })
  return { status: answer.status, html: await answer.text() }
}
const linesOf = (html: string) => [...html.matchAll(/\/i\/([0-9a-f-]{36})"/g)].map(([, id]) => id)

it('lists all incidents in pages, each once', async () => {
  const seen: (string | undefined)[] = []
  let path: string | undefined = '/en/history'
  while (path !== undefined) {
    const { status, html } = await get(path)
    expect(status).toBe(200)
    seen.push(...linesOf(html))
    path = /<a href="([^"]+)" rel="next">/.exec(html)?.[1]?.replaceAll('&amp;', '&')
  }
  expect(seen).toHaveLength(LINES + 2)
  expect(new Set(seen).size).toBe(LINES + 2)
})

it('keeps to a provider, a year and an order, by plain links', async () => {
  const { html } = await get('/it/history?provider=libero-mail')
  expect(linesOf(html)).toEqual([openId])
  expect(html).toContain('<h1>I disservizi di Libero Mail</h1>')
  expect(html).toContain('href="/it/history/libero-virgilio-gennaio-2023"')
  expect(html).not.toContain('ovhcloud-strasbourg')
  expect(linesOf((await get('/it/history?year=2019')).html)).toEqual([])
  expect(linesOf((await get('/it/history?sort=duration')).html)[0]).not.toBeUndefined()
  const by = (await get('/en/history?sort=provider')).html
  expect(by).toMatch(/Instagram<\/a><\/th><td data-name="Incidents">59</)
})

it.each(['1_999999999999999', '999999999999999_1', '0_0'])(
  'begins at %s of nobody, whatever year that is',
  async (place) => {
    for (const sort of ['time', 'duration']) {
      const { status } = await get(`/en/history?sort=${sort}&after=${place}_ffffffff-ffff-ffff-ffff-ffffffffffff`)
      expect([sort, status]).toEqual([sort, 200])
    }
  },
)

it.each(['/history?provider=nobody', '/history/nothing-2020', '/o/nobody'])('has no page at %s', async (path) => {
  expect((await get(path)).status).toBe(404)
})

it.each(['/history?after=x', '/history?sort=;drop', '/history?year=99999999', '/history?after=1_2_3'])(
  'takes %s for the plain history',
  async (path) => {
    const { status, html } = await get(`/en${path}`)
    expect(status).toBe(200)
    expect(html).toContain('<h1>Archive of incidents</h1>')
  },
)

it.each(readDocumented().map(({ slug }) => slug))('tells %s with its sources and no curve', async (slug) => {
  const incident = readDocumented().find((each) => each.slug === slug)!
  for (const lang of ['it', 'en'] as const) {
    const { html } = await get(`/${lang}/history/${slug}`)
    expect(html).not.toMatch(/<svg class="chart|class="facets/)
    for (const { url } of incident.sources) expect(html).toContain(url.replaceAll('&', '&amp;'))
    expect(html.match(/<span class="at">/g)).toHaveLength(incident.facts.length)
  }
  expect((await get(`/en/history/${slug}`)).html).toContain('We have no reports of our own from this time')
})

it('gives an incident a citation, links to share it, and its sisters', async () => {
  const { html } = await get(`/en/i/${openId}`)
  expect(html).toContain(
    'According to 1,203 reports on Brusio between 17:37 and 19:07 on 3 June 2026 (UTC), there were problems with Libero Mail',
  )
  expect(html).toContain(`reports are not affected users. ${PUBLIC_URL}/i/${openId}</textarea>`)
  for (const host of ['mailto:', 'https://wa.me/', 'https://t.me/', 'https://x.com/', 'https://bsky.app/'])
    expect(html).toContain(`href="${host}`)
  const sisters = /<section class="sisters">(.*?)<\/section>/s.exec(html)?.[1] ?? ''
  expect(sisters).toContain('Virgilio Mail')
  expect(sisters).toContain('With no incident of our record in the same time: Libero PEC.')
  const structured = JSON.parse(/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? '')
  expect(structured).toMatchObject({ '@type': 'Article', about: { name: 'Libero Mail' }, author: { name: 'Gazzetta' } })
})

it('shows an operator’s services, what happened to them, and who says that they are its', async () => {
  const { html } = await get('/it/o/italiaonline')
  expect(html).toContain('<h1>I servizi di Italiaonline</h1>')
  for (const name of ['Libero Mail', 'Virgilio Mail', 'Libero PEC']) expect(html).toContain(`>${name}</a>`)
  expect(new Set(linesOf(html)).size).toBe(2)
  expect(html).toContain('Libero Mail: fonte: info.libero.it')
})

it('says how it decides with the numbers of the rule itself', async () => {
  const [italian, english] = await Promise.all([get('/it/method'), get('/en/method')])
  expect(italian.html).toContain(`${CONFIRMED_NETWORKS} reti`)
  expect(english.html).toContain(`${CONFIRMED_NETWORKS} networks`)
  expect(english.html).toContain(`no more than ${SUSPECTED_PER_YEAR} a year`)
  for (const { html } of [italian, english]) expect(html).toContain(RULE_VERSION)
  expect(`${italian.html}${english.html}`).not.toMatch(/undefined|NaN|\$\{/)
})
