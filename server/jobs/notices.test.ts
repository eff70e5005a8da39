import { array, assert, constantFrom, property } from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { readCatalogue } from '../catalogue/catalogue.ts'
import { createDirectory } from '../catalogue/directory.ts'
import { silentLog } from '../log.ts'
import { FeedError, readFeed } from '../official/feed.ts'
import { createOutbound } from '../outbound.ts'
import { checkNotice } from '../store/notice-limits.ts'
import { readNoticeSources } from '../store/notice-sources.ts'
import { readNotices } from '../store/notices.ts'
import { readProviders } from '../store/providers.ts'
import { useTestDb } from '../test/db.ts'
import { aProvider } from '../test/factories.ts'
import { createManualClock } from '../test/manual-clock.ts'
import { aStatuspage, useStatusServer } from '../test/status-server.ts'
import { noticeSources, startNoticeJob, toNewNotice } from './notices.ts'
import type { NoticeJobDeps } from './notices.ts'

const NOON = Date.UTC(2023, 0, 25, 12)
const world = useTestDb()
const server = useStatusServer()
const clock = createManualClock(NOON)
const jobs: { close(): Promise<void> }[] = []
let slug = ''
let providerId = 0
beforeEach(async () => {
  clock.set(NOON)
  await world.db.sql`truncate notices, forecasts, notice_sources cascade`
  const provider = await aProvider(world.db, {
    countries: ['IT'],
    components: [{ slug: 'webmail', name: { it: 'Webmail', en: 'Webmail' } }],
  })
  slug = provider.slug
  providerId = provider.id
})
afterEach(async () => {
  for (const job of jobs.splice(0)) await job.close()
})

const FEED = '/feed.rss'
const entry = (title: string, date = '') =>
  `<item><title>${title}</title>${date && `<pubDate>${date}</pubDate>`}</item>`
const rss = (...entries: string[]) => `<rss version="2.0"><channel>${entries.join('')}</channel></rss>`

async function start(kind: 'feed' | 'statuspage' = 'feed', more: Partial<NoticeJobDeps> = {}) {
  const directory = createDirectory(await readProviders(world.db))
  const url = kind === 'feed' ? server.url + FEED : server.url
  const outbound = createOutbound({ allowPrivate: true })
  const sources = [{ provider: slug, kind, url }]
  const job = startNoticeJob({
    db: world.db,
    clock,
    log: silentLog,
    directory,
    sources,
    outbound,
    everyMs: 15,
    ...more,
  })
  jobs.push(job)
  return job
}
const notices = () => readNotices(world.db, { providerId, from: 0, to: NOON + 999 * DAY_MS, limit: 1000 })
const texts = async () => (await notices()).map(({ text }) => text)
const source = async () => (await readNoticeSources(world.db, providerId))[0]
const until = <T>(ask: () => Promise<T>, wanted: (found: T) => boolean) =>
  vi.waitFor(
    async () => {
      const found = await ask()
      if (!wanted(found)) throw new Error(`not yet: ${JSON.stringify(found)}`)
      return found
    },
    { timeout: 20_000, interval: 10 },
  )
/** Two more looks after now: what they bring is there. */
const settled = async () => {
  const before = server.asked.length
  await until(
    async () => server.asked.length,
    (n) => n >= before + 2,
  )
}

describe('a source', () => {
  it('is read again and again, and each saying is kept once', async () => {
    server.serve(FEED, rss(entry('Outage', 'Wed, 25 Jan 2023 11:50:00 GMT')))
    await start()
    await until(notices, (found) => found.length === 1)
    await settled()
    expect(await notices()).toMatchObject([
      {
        text: 'Outage',
        by: 'provider',
        topics: ['problem'],
        saidFrom: NOON - 10 * MINUTE_MS,
        seenAt: NOON,
        source: null,
      },
    ])
    clock.set(NOON + 5 * MINUTE_MS)
    server.serve(FEED, rss(entry('Resolved: outage', 'Wed, 25 Jan 2023 12:04:00 GMT'), entry('Outage')))
    await until(texts, (found) => found.length === 2)
    expect((await notices())[1]).toMatchObject({ topics: ['restored'], saidFrom: NOON + 4 * MINUTE_MS })
  })

  it('says when it was looked at, and when it could be read', async () => {
    server.serve(FEED, rss())
    await start()
    await until(source, (found) => found?.readAt === NOON)
    clock.set(NOON + MINUTE_MS)
    await until(source, (found) => found?.lookedAt === NOON + MINUTE_MS && found.readAt === NOON + MINUTE_MS)
    expect(await source()).toMatchObject({ kind: 'feed', failure: null })
  })

  it('that was read yesterday is not read anew after a restart', async () => {
    server.serve(FEED, rss(entry('Outage')))
    const job = await start()
    await until(notices, (found) => found.length === 1)
    await until(source, (found) => found?.etag !== null)
    await job.close()
    server.asked.length = 0
    await start()
    await until(
      async () => server.asked.length,
      (n) => n > 0,
    )
    expect(server.asked[0]?.ifNoneMatch).toBe((await source())?.etag)
  })

  it('that fails is noted, asked less and less, and read again when it is back; what was known stays', async () => {
    server.serve(FEED, rss(entry('Outage')))
    await start()
    await until(notices, (found) => found.length === 1)
    clock.set(NOON + MINUTE_MS)
    server.serve(FEED, (_, response) => void response.writeHead(503).end())
    await until(source, (found) => found?.failure === 'it answers 503')
    expect(await source()).toMatchObject({ lookedAt: NOON + MINUTE_MS, readAt: NOON })
    server.serve(FEED, '<!DOCTYPE a [<!ENTITY b "c">]><rss/>')
    await until(source, (found) => /document type/.test(found?.failure ?? ''))
    server.serve(FEED, rss(entry('Resolved: outage')))
    await until(source, (found) => found?.failure === null)
    expect(await texts()).toHaveLength(2)
  })

  it('is asked one question at a time, and lets go when it closes', async () => {
    let now = 0
    let most = 0
    server.serve(FEED, (_, response) => {
      most = Math.max(most, ++now)
      setTimeout(() => {
        now--
        response.end(rss(entry('Outage')))
      }, 60)
    })
    const job = await start('feed', { everyMs: 1 })
    await until(
      async () => server.asked.length,
      (n) => n >= 4,
    )
    await job.close()
    const asked = server.asked.length
    expect(most).toBe(1)
    await new Promise((later) => setTimeout(later, 30))
    expect(server.asked).toHaveLength(asked)
  })

  it('that asks for patience gets it', async () => {
    server.serve(FEED, (_, response) => void response.writeHead(429, { 'retry-after': '60' }).end())
    await start('feed', { everyMs: 1 })
    await until(source, (found) => found?.failure === 'it answers 429')
    await new Promise((later) => setTimeout(later, 50))
    expect(server.asked).toHaveLength(1)
  })

  it('whose table is away for a while loses nothing', async () => {
    server.serve(FEED, rss(entry('Outage')))
    await world.db.sql`alter table notices rename to notices_away`
    try {
      await start()
      await until(
        async () => server.asked.length,
        (n) => n >= 2,
      )
    } finally {
      await world.db.sql`alter table notices_away rename to notices`
    }
    expect(await until(notices, (found) => found.length === 1)).toMatchObject([{ text: 'Outage' }])
  })
})

describe('when it was said', () => {
  it('is not before we last looked and it was not there, whatever its author says', async () => {
    server.serve(FEED, rss())
    await start()
    await until(source, (found) => found?.readAt === NOON)
    server.serve(FEED, rss(entry('Outage', 'Wed, 25 Jan 2023 09:00:00 GMT')))
    const [found] = await until(notices, (all) => all.length === 1)
    expect(found).toMatchObject({ saidFrom: NOON, saidTo: NOON })
  })

  it('is not known of what was there at the first look without a date: it is shown, but says nothing of today', async () => {
    server.serve(FEED, rss(entry('Outage')))
    await start()
    const [found] = await until(notices, (all) => all.length === 1)
    expect(found).toMatchObject({ saidFrom: null, topics: [], forecasts: [] })
  })

  it('long ago is history: kept with its time, and not at all after a month', async () => {
    server.serve(
      FEED,
      rss(entry('Outage A', 'Tue, 10 Jan 2023 09:00:00 GMT'), entry('Outage B', 'Sat, 10 Dec 2022 09:00:00 GMT')),
    )
    await start()
    const found = await until(notices, (all) => all.length > 0)
    expect(found).toMatchObject([{ text: 'Outage A', saidFrom: Date.UTC(2023, 0, 10, 9) }])
    expect(found).toHaveLength(1)
  })
})

it('keeps the time that a provider announces, counted in its own zone', async () => {
  const body = 'Prevediamo di ripristinare il servizio entro le 18.'
  server.serve(
    FEED,
    rss(
      `<item><title>Problemi di accesso</title><description>${body}</description><pubDate>Wed, 25 Jan 2023 11:50:00 GMT</pubDate></item>`,
    ),
  )
  await start()
  const [found] = await until(notices, (all) => all.length === 1)
  const due = Date.UTC(2023, 0, 25, 17)
  expect(found).toMatchObject({
    topics: ['problem', 'forecast'],
    lang: 'it',
    forecasts: [{ dueFrom: due, dueTo: due, zone: 'Europe/Rome', component: null, device: null }],
  })
})

it('reads a status page: each update a notice of its component, in order', async () => {
  const at = (minute: number) => new Date(NOON - minute * MINUTE_MS).toISOString()
  const page = aStatuspage([
    {
      id: 'i',
      resolvedAt: at(1),
      updates: [
        { id: 'u2', status: 'resolved', body: 'Over.', at: at(1), components: ['Webmail'] },
        {
          id: 'u1',
          status: 'identified',
          body: 'We expect to fix it within 2 hours.',
          at: at(30),
          components: ['Webmail'],
        },
      ],
    },
  ])
  server.serve('/api/v2/summary.json', aStatuspage([]))
  server.serve('/api/v2/incidents.json', page)
  await start('statuspage')
  const found = await until(notices, (all) => all.length === 2)
  expect(found).toMatchObject([
    {
      topics: ['problem', 'cause', 'forecast'],
      component: 'webmail',
      source: 'https://stspg.io/i',
      forecasts: [{ dueFrom: NOON - 30 * MINUTE_MS + 2 * HOUR_MS, zone: 'Etc/UTC', component: 'webmail' }],
    },
    { topics: ['restored'], component: 'webmail', saidTo: NOON - MINUTE_MS },
  ])
})

it('stops believing a source that says more than a day can hold, and says so', async () => {
  let n = 0
  server.serve(
    FEED,
    (_, response) => void response.end(rss(...Array.from({ length: 90 }, () => entry(`Outage ${n++}`)))),
  )
  await start()
  await until(source, (found) => /more than is kept a day/.test(found?.failure ?? ''))
  expect(await notices()).toHaveLength(300)
})

it('keeps running beside a source that hangs', async () => {
  server.serve('/hangs', () => {})
  server.serve(FEED, rss(entry('Outage')))
  const feed = { provider: slug, kind: 'feed' as const }
  const sources = [
    { ...feed, url: `${server.url}/hangs` },
    { ...feed, url: server.url + FEED },
  ]
  await start('feed', { sources, timeoutMs: 300, atOnce: 1 })
  await until(notices, (found) => found.length === 1)
  const known = await until(
    () => readNoticeSources(world.db, providerId),
    (all) => all.some(({ failure }) => failure === 'no answer (timeout)'),
  )
  expect(known).toHaveLength(2)
})

it('reads only what the catalogue lists, of providers that are there', async () => {
  const sources = noticeSources(readCatalogue())
  expect(sources.length).toBeGreaterThan(0)
  expect(sources.every(({ url }) => url.startsWith('https://'))).toBe(true)
  await start('feed', { sources: [{ provider: 'nobody', kind: 'feed', url: server.url + FEED }] })
  await new Promise((later) => setTimeout(later, 50))
  expect(server.asked).toEqual([])
})

it('refuses whatever is no feed, and can keep whatever it reads of one', async () => {
  const provider = createDirectory(await readProviders(world.db)).bySlug(slug)!
  const kind = 'feed' as const
  const bits =
    '<item> </item> <title> </title> <entry> <link> </link> <link/> <guid> </guid> <![CDATA[ ]]> <!-- --> &lt;p&gt; &amp; <br> Outage \u0000 \ud800 \u202e <pubDate> </pubDate> 2023-01-25T11:00:00Z javascript:x // entro 24 ore ripristino'
  let read = 0
  assert(
    property(array(constantFrom(...bits.split(' ')), { maxLength: 15 }), (pieces) => {
      const xml = rss(`<item><title>Outage</title>${pieces.join(' ')}</item>`)
      try {
        for (const saying of readFeed(Buffer.from(xml), '', 'https://example.org/feed').sayings) {
          checkNotice(
            toNewNotice(saying, { provider, source: { kind, url: '' }, readAt: NOON - HOUR_MS, seenAt: NOON }),
          )
          read++
        }
      } catch (error) {
        if (!(error instanceof FeedError)) throw error
      }
    }),
    { numRuns: 2_000 },
  )
  expect(read).toBeGreaterThan(20)
})
