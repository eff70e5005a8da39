import { afterEach, beforeAll, expect, it } from 'vitest'
import { EmbedUpdate } from '../../shared/embed.ts'
import { OverviewLive, ProviderLive, ServerMessage } from '../../shared/live.ts'
import { createDirectory } from '../catalogue/directory.ts'
import { createManualClock } from '../test/manual-clock.ts'
import { createHub } from '../live/hub.ts'
import { silentLog } from '../log.ts'
import type { Database } from '../store/db.ts'
import { ensurePartitions } from '../store/partitions.ts'
import { readProviders } from '../store/providers.ts'
import { useTestDb } from '../test/db.ts'
import { createSnapshots, startLiveJob } from './live.ts'
import { createTopicReader, type LiveSources } from './live-topics.ts'

const NOON = Date.UTC(2023, 0, 23, 12)
const test = useTestDb()
let sources: LiveSources
const jobs: { close(): Promise<void> }[] = []

beforeAll(async () => {
  await ensurePartitions(test.db, NOON, NOON)
  await test.db.sql`insert into providers (slug, name, category, homepage, problems)
    select slug, slug, 'mail', 'https://example.org', '["other"]'::jsonb from unnest(${['alpha', 'beta']}::text[]) as slug`
  const directory = createDirectory(await readProviders(test.db))
  sources = { db: test.db, clock: createManualClock(NOON), directory }
})
afterEach(async () => {
  for (const job of jobs.splice(0)) await job.close()
})

/** Counts the statements that go through. */
function counted(db: Database) {
  const seen = { statements: 0 }
  const sql = new Proxy(db.sql, {
    apply(target, self, args: unknown[]) {
      const isStatement = Array.isArray(args[0]) && 'raw' in args[0] && String(args[0]).includes('from providers')
      if (isStatement) seen.statements += 1
      return Reflect.apply(target, self, args) as unknown
    },
  })
  return { seen, db: { ...db, sql } }
}

const press = () => test.db.sql`
  insert into report_counts_minute (bucket_start, provider_id, facet, value, reports, problems, works)
  select ${NOON}::timestamptz, id, 'all', '', 1, 1, 0 from providers where slug = 'alpha'
  on conflict (provider_id, bucket_start, facet, value) do update set problems = report_counts_minute.problems + 1`

it('reads the topics asked for, each in its published shape, and leaves out those that do not exist', async () => {
  const data = await createTopicReader(sources)(['overview', 'provider:alpha', 'provider:beta', 'provider:no-such'])
  expect([...data.keys()].toSorted()).toEqual(['overview', 'provider:alpha', 'provider:beta'])
  expect(() => OverviewLive.parse(data.get('overview'))).not.toThrow()
  expect(ProviderLive.parse(data.get('provider:beta')).slug).toBe('beta')
})

it('tells embeds their figures in words, in each language, from the same reading as the pages', async () => {
  const { seen, db } = counted(test.db)
  const topics = [
    'provider:alpha',
    'embed:it:alpha',
    'embed:en:alpha',
    'embed:en:beta',
    'embed:xx:alpha',
    'embed:it:nope',
  ]
  const data = await createTopicReader({ ...sources, db })(topics)
  expect([...data.keys()]).toEqual(topics.slice(0, 4))
  const [italian, english] = ['it', 'en'].map((lang) => EmbedUpdate.parse(data.get(`embed:${lang}:alpha`)))
  expect(italian!.numbers).toMatch(/negli ultimi 15 minuti/)
  expect(english!.numbers).toMatch(/in the last 15 minutes/)
  expect(english!.news).toBe(italian!.news)
  expect(english!.open).toHaveLength(15)
  expect(english!.open.at(-1)![0]).toBe(NOON)
  expect(seen.statements).toBe(1)
})

it('asks the database once for the snapshots of all who come together', async () => {
  const { seen, db } = counted(test.db)
  const snapshot = createSnapshots(createTopicReader({ ...sources, db }))
  const together = await Promise.all(
    ['provider:alpha', 'provider:beta', 'provider:nope'].map((topic) => snapshot(topic)),
  )
  expect(together.map((data) => data && ProviderLive.parse(data).slug)).toEqual(['alpha', 'beta', undefined])
  expect(seen.statements).toBe(1)
  await snapshot('provider:alpha')
  expect(seen.statements).toBe(2)
})

it('carries a press to a listener, and asks nothing for topics that nobody hears', async () => {
  const { seen, db } = counted(test.db)
  const hub = createHub({ clock: sources.clock, log: silentLog, snapshot: createSnapshots(createTopicReader(sources)) })
  let turns = 0
  const flush = () => hub.flush().then(() => void (turns += 1))
  jobs.push(
    startLiveJob({ read: createTopicReader({ ...sources, db }), hub: { ...hub, flush }, log: silentLog, ms: 5 }),
  )
  await expect.poll(() => turns).toBeGreaterThan(2)
  expect(seen.statements).toBe(0)

  const heard: number[] = []
  const connection = hub.attach({
    bufferedAmount: 0,
    close: () => {},
    send({ text }) {
      const message = ServerMessage.parse(JSON.parse(text))
      if ('data' in message) heard.push(ProviderLive.parse(message.data).verdict.reports_15m)
    },
  })
  connection.receive(JSON.stringify({ type: 'subscribe', topics: ['provider:alpha'] }))
  await expect.poll(() => heard).toEqual([0])
  await press()
  await expect.poll(() => heard).toEqual([0, 1])
  await press()
  await expect.poll(() => heard).toEqual([0, 1, 2])
})
