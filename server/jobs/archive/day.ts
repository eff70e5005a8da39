import path from 'node:path'
import { DAY_MS } from '../../../shared/time.ts'
import { COLUMNS, FEWEST_VOICES } from '../../archive/columns.ts'
import { toCsv, toMember, type Line } from '../../archive/csv.ts'
import { readIfThere, stageDay } from '../../archive/folder.ts'
import {
  ARCHIVE_FORMAT,
  LICENCE,
  MANIFEST_TYPE,
  sha256,
  type ArchiveIndex,
  type FileEntry,
  type Manifest,
} from '../../archive/manifest.ts'
import {
  countsName,
  dayOf,
  dayStart,
  eventsName,
  incidentsName,
  monthOf,
  nextDay,
  PROVIDERS,
  uptimeName,
} from '../../archive/names.ts'
import type { Clock } from '../../clock.ts'
import type { Signer } from '../../signer.ts'
import { readAllProviders, readDayCounts, readUpSpans } from '../../store/archive-counts.ts'
import { readEventsOf, readFirstStart, readIncidentPage, type Place } from '../../store/archive-incidents.ts'
import type { Database } from '../../store/db.ts'
import { rollUpHours } from '../../store/hours.ts'
import { countLines, eventLine, incidentLine, upLines } from './rows.ts'

const INCIDENTS_PER_PAGE = 500

export type ArchiveDeps = { db: Database; clock: Clock; signer: Signer; dir: string; publicUrl: string | undefined }
type Writing = ArchiveDeps & {
  index: ArchiveIndex | undefined
  /** Whether we may still write; asked before each provider and at last before the day is there. */
  mayGoOn: () => Promise<boolean>
}

/**
 * Writes one day that nothing can change any more: counts and uptime go to the end of their month's files, incidents are told as they are known
 * now. False: given up, and the archive is as it was.
 */
export async function writeDay(day: string, writing: Writing): Promise<boolean> {
  const { db, clock, signer, dir, publicUrl, index, mayGoOn } = writing
  const listed = new Map(index?.files.map((file) => [file.name, file]))
  const [from, to] = [dayStart(day), dayStart(day) + DAY_MS]
  const staging = await stageDay(dir)
  try {
    const files: FileEntry[] = []
    const grow = async (name: string, columns: readonly string[], lines: Line[]) => {
      const before = await readListed(dir, name, listed.get(name))
      if (lines.length === 0) return
      const member = await toMember(toCsv(columns, lines, { header: before.length === 0 }))
      files.push(await staging.put(name, Buffer.concat([before, member])))
    }
    await rollUpHours(db, from, to)
    const up = await readUpSpans(db, from, to)
    await grow(uptimeName(monthOf(day)), COLUMNS.uptime, upLines(up))
    const providers = await readAllProviders(db)
    for (const { id, slug } of providers) {
      if (!(await mayGoOn())) return false
      const { counts, usual } = await readDayCounts(db, { providerId: id, from, fewest: FEWEST_VOICES })
      const isKnown = counts.length > 0 || usual.length > 0
      // Of whom nothing is known there is no file of zeros.
      if (isKnown) await grow(countsName(slug, monthOf(day)), COLUMNS.counts, countLines(from, counts, usual, up))
    }
    const rewrite = async (name: string, bytes: Uint8Array) => {
      if (listed.get(name)?.sha256 !== sha256(bytes)) files.push(await staging.put(name, bytes))
    }
    await rewrite(PROVIDERS, Buffer.from(toCsv(COLUMNS.providers, providers.map(providerLine), { header: true })))
    const first = monthOf(dayOf(Math.min(from, (await readFirstStart(db)) ?? from, dayStart(index?.first_day ?? day))))
    for (let month = first; month <= monthOf(day); month = monthAfter(month)) {
      const { incidents, events } = await tellIncidents(db, month, to)
      // A month whose incidents have all turned out to begin in another is told, so that none is told twice.
      const isTold = incidents.length > 0 || listed.has(incidentsName(month))
      if (!isTold) continue
      await rewrite(incidentsName(month), await orHeader(incidents, COLUMNS.incidents))
      await rewrite(eventsName(month), await orHeader(events, COLUMNS.events))
    }
    const last = index?.manifests.at(-1)
    const manifest: Manifest = {
      brusio_archive: ARCHIVE_FORMAT,
      instance: publicUrl ?? null,
      mode: clock.mode,
      ...LICENCE,
      day,
      written_at: new Date(clock.now()).toISOString(),
      previous: last ? { day: last.day, sha256: last.sha256 } : null,
      files: files.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    }
    const jws = await signer.sign(MANIFEST_TYPE, JSON.stringify(manifest))
    return (await mayGoOn()) && (await staging.commit(day, jws))
  } finally {
    await staging.discard()
  }
}

/** What a file held when it was listed. Whoever changed it meanwhile is not written on. */
async function readListed(dir: string, name: string, entry: FileEntry | undefined): Promise<Buffer> {
  if (entry === undefined) return Buffer.alloc(0)
  const bytes = await readIfThere(path.join(dir, name))
  if (bytes === undefined || sha256(bytes) !== entry.sha256)
    throw new Error(
      `${name} is not as the archive's manifest lists it: nothing is added. npm run archive -- --verify says more.`,
    )
  return bytes
}

const providerLine = ({
  operatorName,
  archived,
  id: _id,
  ...row
}: Awaited<ReturnType<typeof readAllProviders>>[number]): Line => ({
  ...row,
  operator_name: operatorName,
  archived,
})

const monthAfter = (month: string) => monthOf(dayOf(dayStart(`${month}-28`) + 4 * DAY_MS))

const orHeader = async (members: Buffer[], columns: readonly string[]): Promise<Buffer> =>
  members.length > 0 ? Buffer.concat(members) : await toMember(toCsv(columns, [], { header: true }))

/**
 * A page at a time, each a gzip member: however many there are, some hundred are held. An incident may be corrected years later, so all months are
 * told each day; only what changed is written.
 */
async function tellIncidents(
  db: Database,
  month: string,
  before: number,
): Promise<{ incidents: Buffer[]; events: Buffer[] }> {
  const from = dayStart(`${month}-01`)
  const to = Math.min(before, dayStart(`${monthAfter(month)}-01`))
  const members: { incidents: Buffer[]; events: Buffer[] } = { incidents: [], events: [] }
  let after: Place | undefined
  do {
    const page = await readIncidentPage(db, { from, to, after, limit: INCIDENTS_PER_PAGE })
    const header = after === undefined
    after = page.length < INCIDENTS_PER_PAGE ? undefined : { at: page.at(-1)!.startedAt, id: page.at(-1)!.id }
    if (page.length === 0) continue
    const events = await readEventsOf(
      db,
      page.map(({ id }) => id),
    )
    members.incidents.push(await toMember(toCsv(COLUMNS.incidents, page.map(incidentLine), { header })))
    members.events.push(await toMember(toCsv(COLUMNS.events, events.map(eventLine), { header })))
  } while (after !== undefined)
  return members
}

export const isDayDue = (day: string, settledUntil: number): boolean => dayStart(nextDay(day)) <= settledUntil
