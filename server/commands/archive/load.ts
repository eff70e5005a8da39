import path from 'node:path'
import { readCsv } from '../../archive/csv.ts'
import type { ArchiveIndex } from '../../archive/manifest.ts'
import { dayStart, parseDataName, PROVIDERS } from '../../archive/names.ts'
import * as into from '../../store/archive-load.ts'
import type { Database } from '../../store/db.ts'
import { ensurePartitions, PARTITIONED, type PartitionedTable } from '../../store/partitions.ts'

const BATCH_ROWS = 5_000

export type Loaded = { minutes: number; hours: number; incidents: number; events: number }
type Record_ = Record<string, string>

/**
 * Reads the files of an archive into a database with nothing in it, a batch at a time. `now`: what the tables would have dropped by then is left
 * out, hours stay.
 */
export async function loadArchive(db: Database, dir: string, index: ArchiveIndex, now: number): Promise<Loaded> {
  const loaded: Loaded = { minutes: 0, hours: 0, incidents: 0, events: 0 }
  const read = (name: string) => readCsv(path.join(dir, name), name.endsWith('.gz'))
  const isKept = (table: PartitionedTable, month: string) => monthEnd(month) > now - PARTITIONED[table].keptMs
  let ids = new Map<string, number>()
  await inBatches(
    read(PROVIDERS),
    async (rows) => void (ids = await into.insertProviders(db, rows.map(withNulls), now)),
  )

  const files = index.files.map(({ name }) => ({ name, file: parseDataName(name) }))
  for (const { name, file } of files) {
    if (file?.kind !== 'uptime' || !isKept('heartbeats', file.month)) continue
    await ensureMonth(db, file.month, 'heartbeats')
    await inBatches(read(name), (rows) => into.insertUptime(db, rows))
  }
  for (const { name, file } of files) {
    if (file?.kind !== 'counts') continue
    const id = ids.get(file.slug)
    if (id === undefined) throw new Error(`${name} is of a provider that providers.csv does not name.`)
    const withMinutes = isKept('report_counts_minute', file.month)
    if (withMinutes) await ensureMonth(db, file.month, 'report_counts_minute')
    await inBatches(read(name), async (rows) => {
      const counted = rows.filter(({ reports }) => reports !== '' && reports !== '0')
      const minutes = withMinutes ? counted.filter(({ width }) => width === '1m').map(toCount) : []
      const hours = counted.filter(({ width }) => width === '1h').map(toCount)
      await into.insertCounts(db, 'report_counts_minute', id, minutes)
      await into.insertCounts(db, 'report_counts_hour', id, hours)
      await into.insertBaselines(db, id, rows.filter(({ dispersion }) => dispersion !== '').map(toUsual))
      loaded.minutes += minutes.length
      loaded.hours += hours.length
    })
  }
  for (const { name, file } of files) {
    if (file?.kind !== 'incidents') continue
    await inBatches(read(name), async (rows) => {
      await into.insertIncidents(
        db,
        rows.map(({ corrections: _told, ...row }) => withNulls(row)),
      )
      loaded.incidents += rows.length
    })
  }
  for (const { name, file } of files) {
    if (file?.kind !== 'events') continue
    await inBatches(read(name), async (rows) => {
      await into.insertEvents(db, rows.map(withNulls))
      loaded.events += rows.length
    })
  }
  return loaded
}

const monthEnd = (month: string) => {
  const [year = 0, of = 1] = month.split('-').map(Number)
  return Date.UTC(year, of)
}

const ensureMonth = (db: Database, month: string, table: PartitionedTable) =>
  ensurePartitions(db, dayStart(`${month}-01`), dayStart(`${month}-01`), [table])

async function inBatches(rows: AsyncIterable<Record_>, take: (rows: Record_[]) => Promise<void>): Promise<void> {
  let batch: Record_[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < BATCH_ROWS) continue
    await take(batch)
    batch = []
  }
  if (batch.length > 0) await take(batch)
}

const withNulls = (row: Record_): into.LoadRow =>
  Object.fromEntries(Object.entries(row).map(([name, text]) => [name, text === '' ? null : text]))

function toCount({ bucket_start, facet = '', component, device, reports, problems, works }: Record_): into.LoadRow {
  if (facet !== 'all' && facet !== 'component_device') throw new Error(`"${facet}" is no facet of an archive.`)
  const value = facet === 'all' ? '' : `${component || '-'}/${device || '-'}`
  return {
    bucket_start: bucket_start!,
    facet,
    value,
    reports: Number(reports),
    problems: Number(problems),
    works: Number(works),
  }
}

function toUsual({ bucket_start, expected, dispersion, shape, blind_per_minute: blind }: Record_): into.LoadRow {
  const number = (text: string | undefined) => (text ? Number(text) : null)
  return {
    hour: bucket_start!,
    rate: number(expected),
    dispersion: number(dispersion),
    shape: number(shape),
    blind: number(blind),
  }
}
