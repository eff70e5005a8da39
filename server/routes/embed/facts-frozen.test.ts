import { beforeEach, describe, expect, it } from 'vitest'
import { EmbedFacts } from '../../../shared/embed.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time.ts'
import { createDirectory } from '../../catalogue/directory.ts'
import { correct } from '../../commands/correct.ts'
import { freezeDossiers } from '../../store/dossiers.ts'
import { importMinutes } from '../../store/import.ts'
import { anAsked } from '../../test/embed-asked.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { NOON, useQuietProvider } from '../../test/quiet-provider.ts'
import type { Asked } from './asked.ts'
import { createEmbedFacts } from './facts.ts'

const world = useQuietProvider()
const T = NOON + 10 * MINUTE_MS

beforeEach(async () => {
  await world.db.sql`truncate verdicts`
  await world.judge(NOON)
  await world.speak(NOON, 60, 60, NOON + 4 * HOUR_MS)
  await world.judge(T)
})

async function read(name: string, asOf: number | null, now: number, more: Partial<Asked> = {}) {
  const facts = createEmbedFacts({ db: world.db, clock: createManualClock(now), directory: world.directory })
  const found = await facts.read(anAsked(world.directory, name, { asOf, ...more }))
  const { generated_at: _, ...rest } = EmbedFacts.parse(found)
  return rest
}
const act = async (id: string, at: number, ...args: string[]) =>
  correct([id, '--reason', 'because', ...args], { db: world.db, now: at, print: () => undefined })
const incidentId = async () => (await world.incidents()).at(-1)!.id

describe('an embed that is frozen', () => {
  it('is what was published then, and says so', async () => {
    const now = await read('someone', null, T)
    const frozen = await read('someone', T, T)
    expect(frozen.lines[0]).toMatchObject({ headline: now.lines[0]!.headline, tone: 'confirmed' })
    expect(frozen.lines[0]!.numbers).toMatch(/^60 segnalazioni/)
    expect(frozen).toMatchObject({ as_of: new Date(T).toISOString(), stale_after: null, ended: false, report: null })
    expect(frozen.time).toBe('20 maggio 2024, 14:10 CEST')
    expect(frozen.notes).toEqual(['Fermo al 20 maggio 2024, 14:10 CEST: mostra solo ciò che era pubblicato allora.'])
    expect(frozen.curve!.now).toBe(T)
    expect(frozen.curve!.points).toHaveLength(96)
    expect(frozen.curve!.bands).toMatchObject([{ to: null, kind: 'incident' }])
  })

  it('is the same after the end, after later counts and after a later incident, in every range and form', async () => {
    const id = await incidentId()
    const ways: [string, Partial<Asked>][] = [
      ['someone', {}],
      ['someone', { range: '1h' }],
      ['someone', { range: '7d', lang: 'en', zone: 'UTC' }],
      ['someone', { range: '30d' }],
      ['someone', { range: '1y' }],
      [`i/${id}`, {}],
    ]
    const all = (now: number) => Promise.all(ways.map(([name, more]) => read(name, T, now, more)))
    const before = await all(T)
    expect(before[5]).toMatchObject({ ended: false, lines: [{ tone: 'confirmed' }] })
    await world.judge(NOON + 4 * HOUR_MS)
    await world.speak(NOON + 5 * HOUR_MS, 80, 80, NOON + 5 * HOUR_MS + 20 * MINUTE_MS)
    await world.judge(NOON + 5 * HOUR_MS + 15 * MINUTE_MS)
    expect(await world.incidents()).toHaveLength(2)
    await importMinutes(world.db, world.rows([T, T + MINUTE_MS, T + 20 * MINUTE_MS], 900), T, T + HOUR_MS)
    expect(await all(NOON + 2 * DAY_MS)).toEqual(before)
  })

  it('tells of a later correction and withdrawal by a note, and else stays what it was', async () => {
    const id = await incidentId()
    const { notes: _, ...before } = await read('someone', T, T)
    await world.judge(NOON + 4 * HOUR_MS)
    await act(id, NOON + 5 * HOUR_MS, '--started-at', new Date(NOON - 40 * MINUTE_MS).toISOString())
    await act(id, NOON + 6 * HOUR_MS, '--withdraw')
    const { notes, ...after } = await read('someone', T, NOON + DAY_MS)
    expect(after).toEqual(before)
    expect(notes).toHaveLength(3)
    expect(notes[1]).toMatch(/ritirato il 20 maggio 2024, 20:00\. Motivo: because$/)
    expect(notes[2]).toMatch(/corretto il 20 maggio 2024, 19:00\. Motivo: because$/)
    const incident = await read(`i/${id}`, T, NOON + DAY_MS)
    // Its name and start stand above.
    expect(incident.notes.slice(1)).toEqual([
      'Ritirato il 20 maggio 2024, 20:00. Motivo: because',
      'Corretto il 20 maggio 2024, 19:00. Motivo: because',
    ])
    const list = await read('someone', NOON + 7 * HOUR_MS, NOON + DAY_MS)
    expect(list.curve!.bands.map(({ kind }) => kind)).toEqual(['withdrawn'])
  })

  it('has an end only where the end was known', async () => {
    const id = await incidentId()
    await world.judge(NOON + 4 * HOUR_MS)
    const resolvedAt = (await world.incidents())[0]!.resolvedAt!
    const ends = async (asOf: number) => (await read('someone', asOf, NOON + DAY_MS)).curve!.bands.map(({ to }) => to)
    expect(await ends(Math.floor(resolvedAt / MINUTE_MS) * MINUTE_MS - MINUTE_MS)).toEqual([null])
    expect(await ends(NOON + 4 * HOUR_MS)).toEqual([resolvedAt])
    await act(id, NOON + 8 * HOUR_MS, '--ended-at', new Date(NOON + HOUR_MS).toISOString())
    expect(await ends(NOON + 4 * HOUR_MS)).toEqual([resolvedAt])
    expect(await ends(NOON + 9 * HOUR_MS)).toEqual([NOON + HOUR_MS])
    expect(await read(`i/${id}`, NOON + 4 * HOUR_MS, NOON + DAY_MS)).toMatchObject({
      ended: true,
      lines: [{ tone: 'ok' }],
    })
  })

  it('does not call over what was only let go of, whatever a person has corrected since', async () => {
    const id = await incidentId()
    await world.judge(T + 10 * MINUTE_MS, { directory: createDirectory([]) })
    await act(id, NOON + 5 * HOUR_MS, '--started-at', new Date(NOON - 40 * MINUTE_MS).toISOString())
    const { lines } = await read(`i/${id}`, NOON + HOUR_MS, NOON + DAY_MS)
    expect(lines).toMatchObject([{ tone: 'unknown', headline: expect.stringMatching(/^Non più seguito dalle 14:/) }])
  })

  it('keeps to itself how loud an incident became that went on afterwards', async () => {
    const id = await incidentId()
    await world.judge(NOON + 4 * HOUR_MS)
    const between = NOON + 4 * HOUR_MS
    const before = await read(`i/${id}`, between, between)
    expect(before.lines[0]!.numbers).toMatch(/^Al massimo \d+ segnalazioni/)
    const [again, peak] = [between + 30 * MINUTE_MS, 9_000]
    await world.db.sql`update incidents set resolved_at = null, state = 'confirmed', peak = ${peak} where id = ${id}`
    await world.db.sql`insert into incident_events (incident_id, provider_id, at, type, from_state, to_state, evidence)
      select incident_id, provider_id, ${new Date(again).toISOString()}::timestamptz, 'reopened', 'suspected', 'confirmed', evidence
      from incident_events where incident_id = ${id} and type = 'confirmed'`
    const after = await read(`i/${id}`, between, NOON + DAY_MS)
    expect(after.lines[0]).toEqual({ ...before.lines[0], numbers: '' })
    expect(after.curve!.bands).toEqual(before.curve!.bands)
  })

  it('knows nothing of the time before anything was stored', async () => {
    const facts = await read('someone', NOON - 365 * DAY_MS, T)
    expect(facts.lines[0]).toMatchObject({ tone: 'unknown', spark: Array(24).fill(null) })
    expect(facts.curve!.points.every(([n]) => n === null)).toBe(true)
    expect(facts.curve!.bands).toEqual([])
    const early = await read(`i/${await incidentId()}`, NOON - HOUR_MS, T)
    expect(early).toMatchObject({ path: '/it/p/someone', lines: [{ tone: 'unknown' }] })
  })

  it('has hours only, and says so, when the minutes are no longer kept', async () => {
    const later = NOON + 500 * DAY_MS
    const facts = await read('someone', T, later, { range: '1h' })
    expect(facts.notes[1]).toBe('Curva a ore intere: i conteggi per minuto si conservano 400 giorni.')
    expect(facts.curve).toMatchObject({ width_ms: HOUR_MS, now: T })
    expect(facts.curve!.points).toHaveLength(24)
    expect(facts.lines[0]).toMatchObject({ tone: 'confirmed', numbers: '', spark: [] })
    expect((await read('someone', T, later, { range: '7d' })).notes).toHaveLength(1)
  })

  it('has the quarters of an incident for ever, out of its dossier', async () => {
    const id = await incidentId()
    await world.judge(NOON + 4 * HOUR_MS)
    await freezeDossiers(world.db, NOON + 5 * HOUR_MS, { share: 0.6, windowMs: 600_000, voices: 5, named: 20 })
    const drawn = async (asOf: number | null, now: number) => {
      const { curve, notes } = await read(`i/${id}`, asOf, now)
      // What is usual in the hours before the dossier begins is not in it, nor is silence.
      return { points: curve!.points.slice(8).map(([n]) => n ?? 0), width: curve!.width_ms, notes }
    }
    for (const asOf of [T, null]) {
      const before = await drawn(asOf, NOON + DAY_MS)
      expect(before.width).toBe(15 * MINUTE_MS)
      await world.db.sql`create table minutes_of_then as select * from report_counts_minute`
      await world.db.sql`delete from report_counts_minute`
      expect(await drawn(asOf, NOON + 500 * DAY_MS)).toEqual(before)
      await world.db.sql`insert into report_counts_minute select * from minutes_of_then`
      await world.db.sql`drop table minutes_of_then`
    }
  })
})
