import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { EmbedFacts } from '../../../shared/embed.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time.ts'
import { createDirectory, type Directory } from '../../catalogue/directory.ts'
import { readProviders } from '../../store/providers.ts'
import { anAsked } from '../../test/embed-asked.ts'
import { NOON, NOW, OPEN_MINUTE, useLiveRows } from '../../test/live-rows.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import type { Asked } from './asked.ts'
import { createEmbedFacts } from './facts.ts'

const rows = useLiveRows()
let directory: Directory
beforeAll(async () => {
  await rows.db.sql`with o as (insert into operators (slug, name) values ('both', 'Both') returning id)
    update providers set operator_id = (select id from o) where slug in ('alpha', 'beta')`
  directory = createDirectory(await readProviders(rows.db))
})
beforeEach(async () => {
  await rows.beat(NOON - DAY_MS, OPEN_MINUTE)
})

async function read(name: string, more: Partial<Asked> = {}, clock = createManualClock(NOW)) {
  const facts = createEmbedFacts({ db: rows.db, clock, directory })
  const found = await facts.read(anAsked(directory, name, more))
  return found && EmbedFacts.parse(found)
}
async function incidentOf(slug: string, from: number, to: number | null = null): Promise<string> {
  await rows.incident(slug, from, to)
  const [row] = await rows.db.sql<{ id: string }[]>`
    select id from incidents where provider_id = ${rows.id(slug)} order by started_at desc limit 1`
  return row!.id
}
const amend = (id: string, type: string, at: number, reason: string) => rows.db.sql`
  insert into incident_events (incident_id, provider_id, at, type, from_state, to_state, evidence, reason)
  select id, provider_id, ${at}::timestamptz, ${type}, state, state, '{}'::jsonb, ${reason} from incidents where id = ${id}::uuid`

describe('what an embed of a service shows', () => {
  it('is its verdict in words, its curve and the ground of what is wrong, in the zone asked for', async () => {
    await rows.judge('alpha', 'confirmed', NOON)
    await rows.incident('alpha', NOON)
    await rows.usual('alpha', NOON, 60)
    await rows.count('alpha', OPEN_MINUTE, 7)
    const facts = (await read('alpha'))!
    expect(facts).toMatchObject({
      title: 'ALPHA',
      path: '/it/p/alpha',
      as_of: null,
      ended: false,
      notes: [],
      report: null,
    })
    expect(facts.time).toBe('alle 13:30 CET')
    expect(facts.lines).toMatchObject([{ slug: 'alpha', tone: 'confirmed', verified: true, path: '/it/p/alpha' }])
    expect(facts.lines[0]!.headline).toContain('13:00')
    expect(facts.lines[0]!.numbers).toBe('7 segnalazioni negli ultimi 15 minuti, di solito 15.')
    expect(facts.lines[0]!.spark).toHaveLength(24)
    expect(facts.lines[0]!.spark.at(-1)).toBe(7)
    const curve = facts.curve!
    expect(curve.points).toHaveLength(96)
    expect(curve.points.at(-1)![0]).toBe(7)
    expect(curve.bands).toEqual([{ from: NOON, to: null, kind: 'incident' }])
    expect(curve.ticks.map(([, words]) => words)).toContain('00:00')
    const english = (await read('alpha', { lang: 'en', zone: 'UTC' }))!
    expect(english.lines[0]!.headline).toContain('12:00')
    expect(english.lines[0]!.news).toBe(facts.lines[0]!.news)
  })

  it('has news that only figures leave as they are', async () => {
    await rows.judge('alpha', 'suspected', NOON)
    const before = (await read('alpha'))!.lines[0]!
    await rows.count('alpha', OPEN_MINUTE, 3)
    const counted = (await read('alpha'))!.lines[0]!
    expect(counted.numbers).not.toBe(before.numbers)
    expect(counted.news).toBe(before.news)
    await rows.incident('alpha', NOON)
    expect((await read('alpha'))!.lines[0]!.news).not.toBe(before.news)
  })

  it('tells what was corrected or withdrawn of what it shows, as text, and of nothing older', async () => {
    const old = await incidentOf('alpha', NOON - 3 * DAY_MS, NOON - 3 * DAY_MS + HOUR_MS)
    await amend(old, 'withdrawn', NOON - 2 * DAY_MS, 'too old to be shown')
    const id = await incidentOf('alpha', NOON - 5 * HOUR_MS, NOON - 4 * HOUR_MS)
    await amend(id, 'corrected', NOON - 3 * HOUR_MS, '<b>dopo</b>')
    const facts = (await read('alpha'))!
    expect(facts.notes).toEqual([
      'ALPHA, disservizio iniziato il 23 gennaio 2023, 08:00: corretto il 23 gennaio 2023, 10:00. Motivo: <b>dopo</b>',
    ])
    expect((await read('alpha,beta', { lang: 'en' }))!.notes).toEqual([
      'ALPHA, incident that began on 23 January 2023, 08:00: corrected on 23 January 2023, 10:00. Reason: <b>dopo</b>',
    ])
    await amend(id, 'withdrawn', NOON - HOUR_MS, 'niente')
    const withdrawn = (await read('alpha'))!
    expect(withdrawn.notes.map((note) => note.includes('ritirato il'))).toEqual([true, false])
    expect(withdrawn.curve!.bands.map(({ kind }) => kind)).toEqual(['withdrawn'])
    expect((await read('alpha', { range: '7d' }))!.notes).toHaveLength(3)
  })

  it('says in words of its own that it is a replay or a simulation', async () => {
    expect((await read('alpha', {}, createManualClock(NOW, 'replay')))!.notes[0]).toMatch(/^REPLAY.*Non è il presente/)
    const simulation = await read('alpha', { lang: 'en' }, createManualClock(NOW, 'simulation'))
    expect(simulation!.notes[0]).toMatch(/^SIMULATION/)
  })

  it('brings the form only where it was asked for', async () => {
    const { report } = (await read('alpha', { report: true }))!
    expect(report).toMatchObject({ provider: 'alpha', button: 'Ho un problema', problems: [['other', 'Altro']] })
    expect(report!.counted).toContain('ALPHA')
    expect((await read('alpha,beta', { report: true }))!.report).toBeNull()
  })
})

describe('what an embed of several services shows', () => {
  it('is a line each, without a curve', async () => {
    await rows.judge('beta', 'suspected', NOON)
    await rows.count('beta', OPEN_MINUTE, 4)
    const facts = (await read('beta,alpha'))!
    expect(facts).toMatchObject({ title: 'BETA e ALPHA', path: '/it/', curve: null, report: null })
    expect(facts.lines.map(({ slug, tone }) => [slug, tone])).toEqual([
      ['beta', 'suspected'],
      ['alpha', 'unknown'],
    ])
    expect(facts.lines[0]!.spark).toHaveLength(24)
    expect(facts.lines[0]!.spark.at(-1)).toBe(4)
    expect(await read('o/both')).toMatchObject({
      title: 'Both',
      path: '/it/o/both',
      lines: [{ slug: 'alpha' }, { slug: 'beta' }],
    })
  })
})

describe('what an embed of an incident shows', () => {
  it('is its service now and the curve since before it, while it goes on', async () => {
    await rows.judge('alpha', 'confirmed', NOON)
    const id = await incidentOf('alpha', NOON)
    const facts = (await read(`i/${id}`, { report: true }))!
    expect(facts).toMatchObject({
      path: `/it/i/${id}`,
      ended: false,
      title: 'Disservizio di ALPHA, 23 gennaio 2023, 13:00',
    })
    expect(facts.lines).toMatchObject([{ tone: 'confirmed', path: '/it/p/alpha' }])
    expect(facts.curve).toMatchObject({ from: NOON - 2 * HOUR_MS, to: NOON + 45 * MINUTE_MS, width_ms: 15 * MINUTE_MS })
    expect(facts.curve!.bands).toEqual([{ from: NOON, to: null, kind: 'incident' }])
    expect(facts.report?.provider).toBe('alpha')
    expect(facts.stale_after).not.toBeNull()
  })

  it('is its story when it is over, and what came later changes nothing', async () => {
    await rows.judge('alpha', 'ok')
    const end = NOON - HOUR_MS + 7 * MINUTE_MS
    const id = await incidentOf('alpha', NOON - 2 * HOUR_MS, end)
    await rows.count('alpha', NOON - 90 * MINUTE_MS, 40)
    const { generated_at: _, ...before } = (await read(`i/${id}`, { report: true }))!
    expect(before).toMatchObject({ ended: true, stale_after: null, report: null, time: '23 gennaio 2023, 12:07 CET' })
    expect(before.lines).toMatchObject([{ tone: 'ok', numbers: 'Al massimo 40 segnalazioni in 15 minuti.' }])
    expect(before.lines[0]!.headline).toBe('Rientrato alle 12:07 del 23 gennaio 2023, dopo 67 minuti.')
    expect(before.curve!.to).toBe(NOON - 45 * MINUTE_MS)
    await rows.count('alpha', end + MINUTE_MS, 99)
    await rows.incident('alpha', NOON)
    const { generated_at: __, ...after } = (await read(`i/${id}`, { report: true }, createManualClock(NOW + DAY_MS)))!
    expect(after).toEqual(before)
  })

  it('says of one that was withdrawn that it stands no longer', async () => {
    const id = await incidentOf('alpha', NOON - 2 * HOUR_MS, NOON - HOUR_MS)
    await amend(id, 'withdrawn', NOON, 'un nostro errore')
    const facts = (await read(`i/${id}`))!
    expect(facts.lines[0]).toMatchObject({ tone: 'ok', verified: false, numbers: '' })
    expect(facts.lines[0]!.headline).toMatch(/^Ritirato/)
    expect(facts.notes[0]).toMatch(/^Ritirato il .*un nostro errore$/)
  })

  it('is nothing where there is none', async () => {
    expect(await read('i/018f4c1e-0000-7000-8000-00000000000a')).toBeUndefined()
  })
})
