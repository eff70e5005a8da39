import { randomBytes, randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { silentLog } from '../log.ts'
import { useTestDb } from '../test/db.ts'
import { aProvider, aReport, aVoice, anIncident, someMinutes } from '../test/factories.ts'
import { settled } from '../test/settled.ts'
import { BACKUP_TABLES, readBackup } from './backup.ts'
import { checkBackup } from './backup-lines.ts'
import { isHalfRestored, migrate } from './db.ts'
import type { Connection, Database } from './db.ts'
import { splitLines } from './lines.ts'
import { readPartitions } from './partitions.ts'
import { loadBackup } from './restore.ts'
import {
  baselines,
  dayKeys,
  dependencies,
  detectorStates,
  hourCounts,
  incidentEvents,
  operators,
  quarterCounts,
  signingKeys,
} from './schema.ts'
import { dossierParts, dossiers } from './schema-dossiers.ts'
import { domainProofs, forecasts, notices, noticeSources } from './schema-official.ts'
import { agents, apiKeys, probeResults, probes } from './schema-probes.ts'
import { verdicts, widgetVersions } from './schema-embeds.ts'
import { deliveries, pushKeys, pushSubscriptions, webhooks } from './schema-webhooks.ts'

const NOON = Date.UTC(2019, 6, 3, 12)
const at = new Date(NOON)
const EVIDENCE = {
  rule: '1',
  window_ms: 60_000,
  observed: 9,
  expected: 0.1,
  dispersion: 1,
  score: 4.2,
  threshold: 3,
  reporters: 9,
  networks: 8,
}
/** Everything that has ever broken a dump: quotes, backslashes, line ends, separators, signs beyond 16 bits. */
const AWKWARD = 'a "b" \\n \\\\ \n\r\t \u0001\u0002 \u2028\u2029 , ] } 🔥 è'

async function fill(db: Database): Promise<number> {
  const [operator] = await db.orm.insert(operators).values({ slug: 'one', name: AWKWARD }).returning()
  const provider = await aProvider(db, { at: NOON, operatorId: operator!.id, name: AWKWARD, aliases: [AWKWARD, 'x'] })
  const other = await aProvider(db)
  const providerId = provider.id
  await db.orm.insert(dependencies).values({ providerId, dependsOnId: other.id, source: 'https://x.example' })
  await db.orm.insert(signingKeys).values({ kid: 'k', privateJwk: { kty: 'OKP', d: 'x' }, createdAt: at })
  await db.orm.insert(dayKeys).values({ day: '2019-07-03', key: randomBytes(32) })
  const reporterKeys = Array.from({ length: 4 }, () => randomBytes(16))
  for (let i = 0; i < 5; i++) {
    await aReport(db, { providerId, observedAt: new Date(NOON + i), network: 4_200_000_000, country: 'IT' })
    // The last one is the second one's, and amends it.
    const voice =
      i < 4 ? { reporterKey: reporterKeys[i]! } : { reporterKey: reporterKeys[1]!, turn: 1, before: { region: 'x' } }
    await aVoice(db, { providerId, observedAt: new Date(NOON + i), network: 4_200_000_000, ...voice })
  }
  await someMinutes(db, providerId, NOON, [1, 0, 2])
  const count = { bucketStart: at, providerId, facet: 'all', value: '', reports: 3, problems: 3, works: 0 }
  await db.orm.insert(hourCounts).values(count)
  await db.orm.insert(quarterCounts).values({ ...count, facet: 'problem', value: 'slow' })
  await db.orm
    .insert(baselines)
    .values({ providerId, hour: at, ratePerHour: 1 / 3, dispersion: 1e-300, shape: Infinity })
  await db.orm.insert(detectorStates).values({ providerId, at, state: 'ok', snapshot: { deep: [AWKWARD, null, 0.1] } })
  await db.orm.insert(widgetVersions).values({ version: '00ff', body: Buffer.from([0, 255]), servedFrom: at })
  await db.orm.insert(verdicts).values({
    providerId,
    at,
    state: 'suspected',
    since: at,
    verified: true,
    cause: { kind: 'own', of: [AWKWARD], share: null },
  })
  const incident = await anIncident(db, { providerId, startedAt: at })
  const event = {
    incidentId: incident.id,
    providerId,
    at,
    type: 'incident.opened',
    fromState: 'ok',
    toState: 'confirmed',
    evidence: EVIDENCE,
  }
  await db.orm.insert(incidentEvents).values([event, event])
  const dossier = { incidentId: incident.id, rule: 'r', settings: { some: AWKWARD }, bytes: 40 }
  await db.orm.insert(dossiers).values({ ...dossier, frozenAt: at, frozen: randomBytes(30) })
  const part = { incidentId: incident.id, until: at, data: randomBytes(20) }
  await db.orm.insert(dossierParts).values([
    { ...part, part: 1 },
    { ...part, part: 2, names: randomBytes(8) },
  ])
  await db.orm.insert(apiKeys).values({ name: 'k', prefix: 'p', hash: randomBytes(32), scope: 'probe', createdAt: at })
  const hook = { id: randomUUID(), apiKeyId: 1, url: 'https://a.example/', events: ['incident.opened'], about: {} }
  await db.orm.insert(webhooks).values({ ...hook, secret: AWKWARD, challenge: 'c', createdAt: at })
  await db.orm.insert(deliveries).values({ id: randomUUID(), webhookId: hook.id, eventId: 1, createdAt: at })
  const push = { endpoint: 'https://push.example/1', providerId, p256dh: 'p', auth: 'a', lang: 'it', createdAt: at }
  await db.orm.insert(pushSubscriptions).values(push)
  await db.orm.insert(pushKeys).values({ publicKey: 'p', privateKey: 'k', createdAt: at })
  await db.orm.insert(agents).values({ apiKeyId: 1, network: 'as1', resolvers: ['8.8.8.8'], seenAt: at })
  const [probe] = await db.orm
    .insert(probes)
    .values({ providerId, kind: 'http', target: 'https://x.example' })
    .returning()
  const timings = { dns: 0.5, connect: 12, tls: null, first_byte: 80.25 }
  const result = { probeId: probe!.id, at, outcome: 'ok', timings }
  for (const ms of [0, 1, 2]) await db.orm.insert(probeResults).values({ ...result, id: v7({ msecs: NOON + ms }) })
  await fillOfficial(db, providerId)
  return providerId
}

async function fillOfficial(db: Database, providerId: number): Promise<void> {
  const noticeId = v7({ msecs: NOON })
  const said = { providerId, by: 'operator', author: AWKWARD, topics: ['cause'], text: AWKWARD, lang: 'it', seenAt: at }
  await db.orm.insert(notices).values({ id: noticeId, key: 'k', ...said })
  await db.orm.insert(forecasts).values({ noticeId, place: 1, dueFrom: at, dueTo: at, zone: 'Europe/Rome' })
  await db.orm.insert(noticeSources).values({ providerId, url: 'https://x.example', kind: 'feed', lookedAt: at })
  await db.orm.insert(domainProofs).values({ providerId, domain: 'x.example', token: 't', askedAt: at })
}

async function contents(db: Database): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {}
  for (const table of Object.keys(BACKUP_TABLES)) {
    const rows =
      await db.sql`select to_jsonb(t) - 'xid' - 'seq' - 'cursor_xid' - 'cursor_seq' - 'probe_xid' - 'probe_seq' as row from ${db.sql(table)} t order by 1`
    all[table] = rows.map((row) => row.row)
  }
  return all
}

/** What the detector would read next. */
const unread = ({ sql }: Database) => sql`
  select v.observed_at from voices v join leases l on (v.xid, v.seq) > (l.cursor_xid, l.cursor_seq)
  where v.xid < pg_snapshot_xmin(pg_current_snapshot()) order by v.xid, v.seq`

async function linesOf(connection: Connection): Promise<string[]> {
  const lines: string[] = []
  for await (const line of readBackup(connection, at)) lines.push(line)
  return lines
}

async function* stream(lines: string[]): AsyncGenerator<string> {
  // In small bytes, as a file may come.
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
  const chunks = async function* () {
    for (let i = 0; i < bytes.length; i += 61) yield bytes.subarray(i, i + 61)
  }
  yield* splitLines(chunks())
}

describe('a backup', () => {
  const source = useTestDb()
  const target = useTestDb({ empty: true })
  const other = useTestDb({ empty: true })

  it('holds every table there is', async () => {
    const rows = await source.db.sql<{ name: string }[]>`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`
    expect(rows.map((row) => row.name)).toEqual(Object.keys(BACKUP_TABLES).toSorted())
  })

  it('comes back whole in an empty database', async () => {
    const providerId = await fill(source.db)
    // The detector has read three of the five voices, and one of the three probe results; one provider's has read two.
    await source.db.sql`
      insert into leases (role, epoch, holder, until, cursor_xid, cursor_seq, probe_xid, probe_seq)
      select 'detector', 7, 'x', ${at}, v.xid, v.seq, r.xid, r.seq
      from (select xid, seq from voices order by xid, seq offset 2 limit 1) v, (select xid, seq from probe_results order by xid, seq limit 1) r`
    await source.db.sql`update detector_states set (probe_xid, probe_seq) = (
      select xid, seq from probe_results order by xid, seq offset 1 limit 1)`
    const before = await contents(source.db)
    expect(Object.keys(before).filter((table) => before[table]?.length === 0)).toEqual([])

    const { rows } = await loadBackup(target.connection, stream(await linesOf(source.connection)), silentLog)
    expect(await contents(target.db)).toEqual(before)
    expect(rows.reports).toBe(5)
    expect(await readPartitions(target.db)).toEqual(await readPartitions(source.db))

    await settled(source.db)
    expect(await unread(source.db)).toHaveLength(2)
    expect([...(await unread(target.db))]).toEqual([...(await unread(source.db))])
    for (const [table, left] of [
      ['leases', 2],
      ['detector_states', 1],
    ] as const) {
      const unheard = await target.db.sql`
        select r.id from probe_results r join ${target.db.sql(table)} t on (r.xid, r.seq) > (t.probe_xid, t.probe_seq)`
      expect(unheard).toHaveLength(left)
    }

    // What comes next gets numbers that nobody has, and is read after all that was there.
    const fresh = await aVoice(target.db, { providerId, observedAt: new Date(NOON + 10) })
    expect(fresh.seq).toBe(6)
    await settled(target.db)
    expect((await unread(target.db)).at(-1)?.observed_at).toEqual(new Date(NOON + 10))
    expect((await aProvider(target.db)).id).toBeGreaterThan(providerId + 1)
  })

  it('is not made of a database without a Brusio in it', async () => {
    await expect(linesOf(other.connection)).rejects.toThrow('no Brusio')
  })

  it('is refused by a database that holds anything', async () => {
    const lines = await linesOf(source.connection)
    await expect(loadBackup(target.connection, stream(lines), silentLog)).rejects.toThrow(
      'not empty: there are rows in',
    )
    await other.db.sql`create table somebodys (id int)`
    await expect(loadBackup(other.connection, stream(lines), silentLog)).rejects.toThrow('there is a table somebodys')
    await other.db.sql`drop table somebodys`
  })

  it.each<[string, (lines: string[]) => string[], RegExp]>([
    ['is no backup', () => ['hello'], /no backup/],
    ['is empty', () => [], /no backup/],
    [
      'comes from a later version',
      ([, ...rest]) => ['{"brusio_backup":1,"schema":99999999999999,"created_at":""}', ...rest],
      /newer Brusio/,
    ],
  ])('that %s is refused before anything is written', async (_, change, message) => {
    const lines = change(await linesOf(source.connection))
    await expect(loadBackup(other.connection, stream(lines), silentLog)).rejects.toThrow(message)
    const [row] = await other.db.sql`select count(*) as n from pg_class where relnamespace = 'public'::regnamespace`
    expect(row?.n).toBe(0)
  })
})

describe('a damaged backup', () => {
  const source = useTestDb()

  it.each<[string, (lines: string[]) => string[], RegExp]>([
    ['cut short', (lines) => lines.slice(0, -1), /cut short/],
    ['cut within a line', (lines) => [...lines.slice(0, 3), lines[3]!.slice(0, -2)], /damaged/],
    ['without rows', (lines) => lines.filter((line) => !line.startsWith('["reports"')), /0 of 5 rows of reports/],
    ['with more after its end', (lines) => [...lines, '["reports",{}]'], /goes on after its end/],
  ])('%s is told from a whole one without a database', async (_, change, message) => {
    if ((await source.db.sql`select from reports limit 1`).length === 0) await fill(source.db)
    const lines = await linesOf(source.connection)
    expect((await checkBackup(stream(lines))).rows).toMatchObject({ reports: 5 })
    await expect(checkBackup(stream(change(lines)))).rejects.toThrow(message)
  })
})

describe('a restore that was cut short', () => {
  const source = useTestDb()
  const target = useTestDb({ empty: true })
  const other = useTestDb({ empty: true })

  it('leaves a database that nothing but another restore takes', async () => {
    await fill(source.db)
    const lines = await linesOf(source.connection)
    const half = lines.slice(0, lines.findIndex((line) => line.startsWith('["voices"')) + 2)
    await expect(loadBackup(target.connection, stream(half), silentLog)).rejects.toThrow('cut short')
    await expect(migrate(target.connection, silentLog)).rejects.toThrow('cut short')
    await expect(linesOf(target.connection)).rejects.toThrow('cut short')

    await loadBackup(target.connection, stream(lines), silentLog)
    expect(await contents(target.db)).toEqual(await contents(source.db))
    expect(await isHalfRestored(target.db.sql)).toBe(false)
    await migrate(target.connection, silentLog)
    await expect(loadBackup(target.connection, stream(lines), silentLog)).rejects.toThrow('not empty')
  })

  it('is not begun anew while it goes on', async () => {
    const lines = await linesOf(source.connection)
    let go = () => {}
    const gate = new Promise<void>((resolve) => (go = resolve))
    async function* slow() {
      yield lines[0]!
      await gate
      yield 'what is no row'
    }
    const first = loadBackup(other.connection, slow(), silentLog).catch((error: unknown) => error)
    await expect.poll(() => isHalfRestored(other.db.sql)).toBe(true)
    await expect(loadBackup(other.connection, stream(lines), silentLog)).rejects.toThrow('under way')
    go()
    expect(await first).toMatchObject({ message: expect.stringContaining('damaged') })
  })
})
