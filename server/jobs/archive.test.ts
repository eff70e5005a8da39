import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { readIndex } from '../archive/folder.ts'
import { readPayload } from '../archive/manifest.ts'
import { verifyArchive } from '../archive/verify.ts'
import { loadInto } from '../commands/archive.ts'
import { upperLimit } from '../detect/limits.ts'
import { createSigner } from '../signer.ts'
import { correctIncident } from '../store/corrections.ts'
import { readIncidentEvents, readIncidents } from '../store/incidents.ts'
import { takeLease } from '../store/leases.ts'
import { baselines, incidentEvents, minuteCounts } from '../store/schema.ts'
import { readSeries } from '../store/series.ts'
import { useTestDb } from '../test/db.ts'
import { EVIDENCE, anIncident, aProvider, someMinutes } from '../test/factories.ts'
import { createManualClock } from '../test/manual-clock.ts'
import { SETTLED_AFTER_MS, writeDue } from './archive.ts'

const from = useTestDb()
const into = useTestDb()
const dir = mkdtempSync(path.join(tmpdir(), 'brusio-archive-'))
afterAll(() => rmSync(dir, { recursive: true }))

// 30 Jan 22:00 · a gap from 31 Jan 03:00 to 05:00 · 2 Feb 02:00: two months, and a night between.
const START = Date.UTC(2026, 0, 30, 22)
const GAP = Date.UTC(2026, 0, 31, 3)
const AFTER = GAP + 2 * HOUR_MS
const END = Date.UTC(2026, 1, 2, 2)
const WRITTEN = Date.UTC(2026, 1, 2) + SETTLED_AFTER_MS
const clock = createManualClock(WRITTEN)
const deps = () => ({
  db: from.db,
  clock,
  signer: createSigner({ db: from.db, clock }),
  dir,
  publicUrl: 'https://brusio.example',
})
const keysOf = async () => (await createSigner({ db: from.db, clock }).publicKeys()).keys

const scopeCell = (facet: 'device' | 'region' | 'network', value: string, observed: number) => {
  return { facet, value, verdict: 'affected' as const, observed, expected: 1 }
}

let mail: { id: number }
beforeAll(async () => {
  const { db } = from
  mail = await aProvider(db, { slug: 'libero-mail', name: '=Libero', at: START })
  await aProvider(db, { slug: 'never-heard', at: START })
  const wave = (minutes: number) => Array.from({ length: minutes }, (_, i) => (i * 7) % 5)
  await someMinutes(db, mail.id, START, wave((GAP - START) / MINUTE_MS))
  await someMinutes(db, mail.id, AFTER, wave((END - AFTER) / MINUTE_MS))
  const pair = (value: string, problems: number, works: number) => {
    return {
      providerId: mail.id,
      bucketStart: new Date(AFTER),
      facet: 'component_device',
      value,
      reports: 9,
      problems,
      works,
    }
  }
  await db.orm
    .insert(minuteCounts)
    .values([pair('webmail/ios', 3, 2), pair('imap/-', 4, 0), { ...pair('la-stampa.example', 50, 0), facet: 'host' }])
  const hours = Array.from({ length: (END - START) / HOUR_MS }, (_, i) => new Date(START + i * HOUR_MS))
  await db.orm.insert(baselines).values(
    hours.map((hour, i) => {
      return {
        providerId: mail.id,
        hour,
        ratePerHour: 6 + i / 7,
        dispersion: 1 + i / 30,
        shape: 0.1,
        blindPerMinute: 2.5,
      }
    }),
  )
  const incident = await anIncident(db, {
    providerId: mail.id,
    startedAt: new Date(START + HOUR_MS),
    startedFrom: new Date(START),
    startedTo: new Date(START + 2 * HOUR_MS),
    resolvedAt: new Date(AFTER),
    cause: { kind: 'own', of: [], share: null },
    scope: [
      scopeCell('device', 'ios', 0),
      scopeCell('device', 'android', 31),
      scopeCell('region', 'IT-25', 4),
      scopeCell('network', '3269', 30),
    ],
  })
  await db.orm.insert(incidentEvents).values({
    incidentId: incident.id,
    providerId: mail.id,
    at: new Date(START + 2 * HOUR_MS),
    type: 'confirmed',
    fromState: 'suspected',
    toState: 'confirmed',
    evidence: { ...EVIDENCE, amplified: { host: 'la-stampa.example', share: 0.7 } },
  })
})

const text = (name: string) => gunzipSync(readFileSync(path.join(dir, name))).toString('utf8')
const wholeSeries = (db: typeof from.db, providerId: number, widthMs: number) =>
  readSeries(db, { providerId, from: START - DAY_MS, to: Date.UTC(2026, 1, 2), widthMs, upperLimit })

describe('what is due', () => {
  it('is nothing while a late report can still change the first day', async () => {
    clock.set(Date.UTC(2026, 0, 31) + SETTLED_AFTER_MS - 1)
    expect(await writeDue(deps())).toEqual({ written: [] })
    expect(await readIndex(dir)).toBeUndefined()
  })

  it('is left to the one that is at it', async () => {
    clock.set(WRITTEN)
    const lease = { role: 'archive', holder: 'another', now: Date.now(), ttlMs: 60_000 }
    expect(await takeLease(from.db, lease)).toBeDefined()
    expect(await writeDue(deps())).toBe('busy')
    await from.db.sql`delete from leases where role = 'archive'`
  })

  it('is given up between two providers when the server closes, and nothing is left behind', async () => {
    expect(await writeDue(deps(), { isClosing: () => true })).toEqual({ written: [] })
    expect(await verifyArchive(dir, undefined)).toMatchObject({ days: 0 })
  })

  it('is every settled day, once', async () => {
    expect(await writeDue(deps())).toEqual({ written: ['2026-01-30', '2026-01-31', '2026-02-01'] })
    expect(await writeDue(deps())).toEqual({ written: [] })
    const checked = await verifyArchive(dir, await keysOf())
    expect(checked).toMatchObject({ faults: [], days: 3 })
    expect(checked.index?.files.map(({ name }) => name)).toEqual([
      'counts/2026-01/libero-mail-2026-01.csv.gz',
      'counts/2026-02/libero-mail-2026-02.csv.gz',
      'incidents/events-2026-01.csv.gz',
      'incidents/incidents-2026-01.csv.gz',
      'providers.csv',
      'uptime/uptime-2026-01.csv.gz',
      'uptime/uptime-2026-02.csv.gz',
    ])
  })
})

describe('what is in it', () => {
  it('has one header for many days, and hours in which we were away without counts', () => {
    const lines = text('counts/2026-01/libero-mail-2026-01.csv.gz').trimEnd().split('\n')
    expect(lines.filter((line) => line.startsWith('bucket_start'))).toEqual([lines[0]])
    expect(lines[1]).toMatch(/^2026-01-30T22:00:00\.000Z,1h,all,,,120,120,0,6,\d+,1,0\.1,2\.5$/)
    expect(lines.find((line) => line.startsWith('2026-01-31T03:00'))).toMatch(/Z,1h,all,,,,,,6\.7/)
    expect(text('uptime/uptime-2026-01.csv.gz')).toBe(
      'from,to\n2026-01-30T22:00:00.000Z,2026-01-31T00:00:00.000Z\n' +
        '2026-01-31T00:00:00.000Z,2026-01-31T03:00:00.000Z\n2026-01-31T05:00:00.000Z,2026-02-01T00:00:00.000Z\n',
    )
  })

  it('tells of part and device only what five voices said, and never of a page, a network or few in a region', () => {
    const counts = text('counts/2026-01/libero-mail-2026-01.csv.gz')
    expect(counts.split('\n').filter((line) => line.includes('component_device'))).toEqual([
      '2026-01-31T05:00:00.000Z,1h,component_device,webmail,ios,9,3,2,,,,,',
    ])
    const all = counts + text('incidents/incidents-2026-01.csv.gz') + text('incidents/events-2026-01.csv.gz')
    expect(all).toContain('android')
    for (const hidden of ['la-stampa', '3269', 'IT-25']) expect(all).not.toContain(hidden)
  })

  it('escapes what a spreadsheet would take for a formula', () => {
    expect(readFileSync(path.join(dir, 'providers.csv'), 'utf8')).toContain("libero-mail,'=Libero,")
  })

  it('is chained: each manifest names the one before, and says whose it is', async () => {
    const [first, second] = ['2026-01-30', '2026-01-31'].map((day) =>
      readPayload(readFileSync(path.join(dir, `manifests/${day}.jws`), 'utf8')),
    )
    expect(first).toMatchObject({
      previous: null,
      licence: 'CC-BY-4.0',
      instance: 'https://brusio.example',
      mode: 'live',
    })
    const { manifests } = (await readIndex(dir))!
    expect(second!.previous).toEqual({ day: '2026-01-30', sha256: manifests[0]!.sha256 })
  })

  it('comes out the same when it is written from the same data again', async () => {
    const again = mkdtempSync(path.join(tmpdir(), 'brusio-archive-'))
    await writeDue({ ...deps(), dir: again })
    expect((await readIndex(again))!.files).toEqual((await readIndex(dir))!.files)
    rmSync(again, { recursive: true })
  })
})

describe('read into an empty database', () => {
  it('gives the same series, incidents and events, and the same archive', async () => {
    expect(await loadInto(into.connection, dir, undefined, WRITTEN)).toMatchObject({ incidents: 1, events: 1 })
    const [there] = await into.db.sql<{ id: number }[]>`select id from providers where slug = 'libero-mail'`
    for (const widthMs of [MINUTE_MS, HOUR_MS, DAY_MS]) {
      const series = await wholeSeries(from.db, mail.id, widthMs)
      expect(series.some((point) => point.reports === null) && series.some((point) => point.problems)).toBe(true)
      expect(await wholeSeries(into.db, there!.id, widthMs)).toEqual(series)
    }
    const [was] = await readIncidents(from.db, { limit: 10 })
    const scope = was!.scope.filter(({ facet, observed }) => facet === 'device' && observed !== 4)
    const [now, ...more] = await readIncidents(into.db, { limit: 10 })
    expect(more).toEqual([])
    expect(now).toEqual({ ...was, providerId: there!.id, scope })
    const [event] = await readIncidentEvents(from.db, { incidentId: was!.id })
    const amplified = { host: '-', share: 0.7 }
    expect(await readIncidentEvents(into.db, { incidentId: was!.id })).toEqual([
      { ...event, evidence: { ...event!.evidence, amplified } },
    ])
    const again = mkdtempSync(path.join(tmpdir(), 'brusio-archive-'))
    await writeDue({ ...deps(), db: into.db, dir: again })
    const counts = (files: { name: string }[]) => files.filter(({ name }) => /^(counts|uptime|incidents)/.test(name))
    expect(counts((await readIndex(again))!.files)).toEqual(counts((await readIndex(dir))!.files))
    rmSync(again, { recursive: true })
  })

  it('is refused where anything is in it already', async () => {
    await expect(loadInto(into.connection, dir, undefined, WRITTEN)).rejects.toThrow('is not empty')
  })
})

describe('what is not as it was signed', () => {
  const copied = async (change: (copy: string) => void) => {
    const copy = mkdtempSync(path.join(tmpdir(), 'brusio-archive-'))
    cpSync(dir, copy, { recursive: true })
    change(copy)
    const { faults } = await verifyArchive(copy, await keysOf())
    rmSync(copy, { recursive: true })
    return faults
  }
  const flip = (file: string, at: number) => {
    const bytes = readFileSync(file)
    bytes[at]! ^= 1
    writeFileSync(file, bytes)
  }

  it('is found: a byte of a file, a file that is gone, a manifest that was changed or taken out', async () => {
    const counts = 'counts/2026-01/libero-mail-2026-01.csv.gz'
    expect(await copied((copy) => flip(path.join(copy, counts), 100))).toEqual([
      expect.stringContaining(`${counts} is not as it was signed`),
    ])
    expect(await copied((copy) => rmSync(path.join(copy, counts)))).toEqual([`${counts} is missing.`])
    const signature = await copied((copy) => {
      const file = path.join(copy, 'manifests/2026-01-31.jws')
      flip(file, readFileSync(file).length - 10)
    })
    expect(signature).toContain('manifests/2026-01-31.jws is not as it was signed.')
    expect(signature).toContain(
      'manifests/2026-02-01.jws does not follow the manifest of the day before: the chain is broken.',
    )
    expect(await copied((copy) => rmSync(path.join(copy, 'manifests/2026-01-31.jws')))).toContain(
      'Between 2026-01-30 and 2026-02-01 there are days missing.',
    )
  })

  it('is never written on', async () => {
    const file = path.join(dir, 'counts/2026-02/libero-mail-2026-02.csv.gz')
    flip(file, 50)
    clock.set(WRITTEN + DAY_MS)
    await expect(writeDue(deps())).rejects.toThrow('is not as the archive’s manifest lists it'.replace('’', "'"))
    flip(file, 50)
    expect(await verifyArchive(dir, await keysOf())).toMatchObject({ faults: [], days: 3 })
  })
})

it('tells a correction of an old incident with the next day, and leaves the closed month of counts as it is', async () => {
  const before = (await readIndex(dir))!
  const [incident] = await readIncidents(from.db, { limit: 1 })
  const act = { at: WRITTEN, reason: '+39 wrong cause', evidence: EVIDENCE }
  expect(await correctIncident(from.db, incident!, { cause: { kind: 'group', of: ['gmail'], share: null } }, act)).toBe(
    true,
  )
  expect(await writeDue(deps())).toEqual({ written: ['2026-02-02'] })
  const after = (await readIndex(dir))!
  const dayOf = (name: string) => after.files.find((file) => file.name === name)?.day
  expect(dayOf('incidents/incidents-2026-01.csv.gz')).toBe('2026-02-02')
  expect(after.files[0]).toEqual(before.files[0])
  expect(text('incidents/events-2026-01.csv.gz')).toContain("'+39 wrong cause")
})
