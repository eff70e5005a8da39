import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS, SLOT_MS, bucketStart } from '../../shared/time.ts'
import { createDirectory, type Directory } from '../catalogue/directory.ts'
import { readRecording, recordedMinutes, recordedVoices, type RecordedVoice } from '../catalogue/recording.ts'
import { createManualClock } from '../test/manual-clock.ts'
import { RULE_VERSION } from '../detect/rule.ts'
import { silentLog } from '../log.ts'
import type { Database } from '../store/db.ts'
import { importMinutes } from '../store/import.ts'
import { readIncidentEvents, readIncidents } from '../store/incidents.ts'
import { readProviders } from '../store/providers.ts'
import { readLearnedShares } from '../store/usual-shares.ts'
import { aProvider, somePartitions } from '../test/factories.ts'
import { useTestDb } from '../test/db.ts'
import { turnUntil } from '../test/turns.ts'
import { createJudge, type OnChange } from './detect.ts'

const recording = readRecording()
const NAMES = ['whatsapp', 'facebook-messenger', 'snapchat']
const noon = Date.UTC(2019, 6, 3, 12)
const end = Date.UTC(2019, 6, 4, 4)
const TURN_MS = 2 * MINUTE_MS

type World = { db: Database; directory: Directory; trustHistory: true; id: (name: string) => number }

/** Three of the recorded providers with five weeks before 3 July 2019, noon. */
async function aWorld(db: Database): Promise<World> {
  for (const slug of NAMES) await aProvider(db, { slug, at: noon })
  await somePartitions(db, end)
  const directory = createDirectory(await readProviders(db))
  const id = (name: string) => directory.bySlug(name)!.id
  const from = noon - 35 * DAY_MS
  const minutes = recordedMinutes(recording, { from, to: noon }).filter((m) => NAMES.includes(m.provider))
  const rows = minutes.map((m) => ({ ...m, providerId: id(m.provider) }))
  await importMinutes(db, rows, from, noon)
  return { db, directory, trustHistory: true, id }
}

async function speak({ db, id }: World, voices: RecordedVoice[]): Promise<void> {
  const rows = voices
    .filter((v) => NAMES.includes(v.provider))
    .map((v) => ({ p: id(v.provider), at: v.at, slot: bucketStart(v.at, SLOT_MS) }))
  await db.sql`insert into voices (slot, provider_id, reporter_key, answer, network_key, observed_at, received_at)
    select to_timestamp(slot / 1000), p, uuid_send(gen_random_uuid()), 'problem', uuid_send(gen_random_uuid()),
      to_timestamp(at / 1000), to_timestamp(at / 1000)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v(p int, at float8, slot float8)`
}

/** Lives through [noon, until) turn by turn; a new judge, as after a kill -9, at every `crashEvery`-th turn. */
async function live(world: World, until: number, crashEvery = Infinity) {
  const clock = createManualClock(noon)
  const told: string[] = []
  const onChange: OnChange = (providerId, change) =>
    told.push(`${world.directory.byId(providerId)!.slug} ${change.type}`)
  const deps = { ...world, clock, log: silentLog, onChange }
  let judge = createJudge(deps)
  await judge.turn()
  for (let at = noon, turn = 1; at < until; at += TURN_MS, turn += 1) {
    await speak(world, recordedVoices(recording, { from: at, to: at + TURN_MS }))
    clock.set(at + TURN_MS)
    if (turn % crashEvery === 0) {
      judge = createJudge(deps)
      // A lease of the dead one would have to run out first.
      await world.db.sql`update leases set until = '-infinity'`
    }
    // A server that is up says so; here nobody else does.
    await importMinutes(world.db, [], at, at + TURN_MS)
    await turnUntil(judge, at + TURN_MS)
  }
  await judge.close()
  return told
}

const verdicts = async (world: World) => {
  const events = await Promise.all(
    NAMES.map((name) => readIncidentEvents(world.db, { providerId: world.id(name), since: noon })),
  )
  const incidents = await readIncidents(world.db, { limit: 1_000 })
  const keep = incidents.map(({ slug, startedAt, detectedAt, confirmedAt, resolvedAt, peak }) => {
    return { slug, startedAt, detectedAt, confirmedAt, resolvedAt, peak }
  })
  return { events, incidents: keep.toSorted((a, b) => a.startedAt - b.startedAt || (a.slug < b.slug ? -1 : 1)) }
}

describe('3 July 2019', () => {
  const whole = useTestDb()
  const broken = useTestDb()

  it('comes out the same in one piece and with a crash every 40 minutes', async () => {
    const [one, two] = [await aWorld(whole.db), await aWorld(broken.db)]
    const told = await live(one, end)
    const toldInPieces = await live(two, end, 20)
    const expected = await verdicts(one)
    expect(await verdicts(two)).toEqual(expected)
    expect(toldInPieces).toEqual(told)

    const ofTheDay = expected.incidents.filter((i) => i.startedAt >= noon)
    expect(ofTheDay.map((i) => i.slug)).toContain('whatsapp')
    expect(ofTheDay.every((i) => i.resolvedAt !== null && i.peak > 15)).toBe(true)
    expect(told.filter((line) => line.startsWith('snapchat'))).toEqual([])
  })

  it('wrote the history down as well: what was usual hour by hour, and its outages', async () => {
    const rows = await whole.db.sql<{ hours: number; first: Date }[]>`
      select count(*)::int as hours, min(hour) as first from baselines group by provider_id`
    // Five weeks less the first hours, which teach, and sixteen hours of the day itself.
    expect(rows).toHaveLength(NAMES.length)
    for (const { hours } of rows) {
      expect(hours).toBeGreaterThanOrEqual(34 * 24 + 16 + 1)
      expect(hours).toBeLessThanOrEqual(35 * 24 + 16 + 1)
    }
    const before = (await verdicts(await knownWorld(whole.db))).incidents.filter((i) => i.startedAt < noon)
    expect(before.some((i) => i.slug === 'snapchat' && i.startedAt < Date.UTC(2019, 5, 3))).toBe(true)
    expect(before.every((i) => i.resolvedAt !== null)).toBe(true)
  })

  it('keeps who usually reports where the pages look for it', async () => {
    const world = await knownWorld(whole.db)
    const learned = await readLearnedShares(world.db, world.id('snapchat'))
    expect(learned?.voices).toBeGreaterThan(0)
  })

  it('lets the verdicts of an older rule stand, and goes on', async () => {
    const world = await knownWorld(whole.db)
    const before = await verdicts(world)
    await world.db.sql`update detector_states set snapshot = '{"detector":{"rule":"older"},"incident":null}'`
    const judge = createJudge({ ...world, clock: createManualClock(end), log: silentLog })
    await judge.turn()
    expect(await verdicts(world)).toEqual(before)
    const [row] = await world.db.sql<
      [{ rule: string }]
    >`select snapshot->'detector'->>'rule' as rule from detector_states`
    expect(row.rule).toBe(RULE_VERSION)
    await judge.close()
  })
})

describe('several at once', () => {
  const test = useTestDb()

  it('has one leader and one incident however many judges there are', async () => {
    const world = await aWorld(test.db)
    const clock = createManualClock(noon)
    const told: string[] = []
    const judges = [1, 2, 3].map(() =>
      createJudge({ ...world, clock, log: silentLog, onChange: (_, change) => told.push(change.type) }),
    )
    await Promise.all(judges.map((judge) => judge.turn()))
    expect(judges.filter((judge) => judge.judgedUntil !== undefined)).toHaveLength(1)
    await speak(world, surge('whatsapp', noon, 60))
    clock.set(noon + 10 * MINUTE_MS)
    await Promise.all(judges.map((judge) => turnUntil(judge, noon + 10 * MINUTE_MS)))
    expect(told).toEqual(['suspected', 'confirmed'])
    expect(await readIncidents(world.db, { open: true, limit: 9 })).toMatchObject([{ slug: 'whatsapp' }])
    for (const judge of judges) await judge.close()
  })

  it('lets the next one lead when the first one stops, and says nothing twice', async () => {
    const world = await knownWorld(test.db)
    const told: string[] = []
    const clock = createManualClock(noon + 11 * MINUTE_MS)
    const judge = createJudge({ ...world, clock, log: silentLog, onChange: (_, change) => told.push(change.type) })
    await judge.turn()
    expect(told).toEqual([])
    await speak(world, surge('facebook-messenger', noon + 11 * MINUTE_MS, 60))
    clock.set(noon + 20 * MINUTE_MS)
    await turnUntil(judge, noon + 20 * MINUTE_MS)
    expect(told).toEqual(['suspected', 'confirmed'])
    await judge.close()
  })

  it('takes what it slept through for a gap, not for health', async () => {
    const world = await knownWorld(test.db)
    const told: string[] = []
    const clock = createManualClock(noon + 8 * HOUR_MS)
    const judge = createJudge({ ...world, clock, log: silentLog, onChange: (_, change) => told.push(change.type) })
    await judge.turn()
    expect(told).toEqual([])
    expect(await readIncidents(world.db, { open: true, limit: 9 })).toHaveLength(2)
    await judge.close()
  })
})

describe('a transaction that somebody forgot', () => {
  const test = useTestDb()

  it('holds the judgement where the voices stop, and loses none of them', async () => {
    const world = await aWorld(test.db)
    const clock = createManualClock(noon)
    const warnings: unknown[] = []
    const log = { ...silentLog, warn: (fields: unknown) => void warnings.push(fields), info: () => {} }
    const judge = createJudge({ ...world, clock, log })
    await judge.turn()
    const forgotten = await test.db.sql.reserve()
    try {
      await forgotten`begin`
      await forgotten`select pg_current_xact_id()`
      await speak(world, surge('whatsapp', noon + MINUTE_MS, 60))
      clock.set(noon + 30 * MINUTE_MS)
      await judge.turn()
      await judge.turn()
      expect(judge.judgedUntil).toBe(noon + MINUTE_MS)
      expect(warnings).toHaveLength(1)
      await forgotten`commit`
    } finally {
      forgotten.release()
    }
    await importMinutes(test.db, [], noon, noon + 30 * MINUTE_MS)
    await turnUntil(judge, noon + 30 * MINUTE_MS)
    expect(await readIncidents(world.db, { since: noon, limit: 9 })).toMatchObject([{ slug: 'whatsapp', peak: 60 }])
    await judge.close()
  })
})

describe('an empty installation', () => {
  const test = useTestDb()

  it('knows nothing of anybody, and says so', async () => {
    await aProvider(test.db, { slug: 'somebody', at: noon })
    const world = await knownWorld(test.db)
    const judge = createJudge({ ...world, clock: createManualClock(noon), log: silentLog })
    await judge.turn()
    await judge.turn()
    const rows = await test.db.sql`select state, since from detector_states`
    expect(rows).toMatchObject([{ state: 'unknown', since: null }])
    expect(await test.db.sql`select 1 from baselines`).toHaveLength(0)
    await judge.close()
  })
})

function surge(provider: string, from: number, voices: number): RecordedVoice[] {
  return Array.from({ length: voices }, (_, n) => ({ provider, at: from + n * 5_000 }))
}

async function knownWorld(db: Database): Promise<World> {
  const directory = createDirectory(await readProviders(db))
  return { db, directory, trustHistory: true, id: (name) => directory.bySlug(name)!.id }
}
