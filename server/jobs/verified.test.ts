import { describe, expect, it } from 'vitest'
import { MINUTE_MS } from '../../shared/time.ts'
import { explain } from '../commands/why/explanation.ts'
import { silentLog } from '../log.ts'
import { importMinutes } from '../store/import.ts'
import { writeProbeResults } from '../store/probes.ts'
import { createManualClock } from '../test/manual-clock.ts'
import { NOON, useQuietProvider } from '../test/quiet-provider.ts'
import { turnUntil } from '../test/turns.ts'
import { createJudge, type Judge } from './detect.ts'

// People alone confirm it; then probes from two networks fail, are well, and fail again.
//
//   noon ── probes up ── 12:10 people ── confirmed ── 12:25 fail ── 12:40 up ── 12:55 fail ── 13:10
const world = useQuietProvider()
const at = (minute: number) => NOON + minute * MINUTE_MS
let named = 0

/** This server and an agent, each as it finds it in this minute. */
async function probe(minute: number, outcome: 'up' | 'timeout'): Promise<void> {
  const timings = { dns: null, connect: null, tls: null, first_byte: null }
  const row = { providerId: world.providerId, component: null, kind: 'http' as const, target: 'https://x.example' }
  await writeProbeResults(
    world.db,
    [null, 1].map((apiKeyId) => {
      named += 1
      const id = `018f9600-0000-7000-8000-${String(named).padStart(12, '0')}`
      const seen = { outcome, status: null, timings, certificateExpiresAt: null }
      return { id, ...row, apiKeyId, at: at(minute), ...seen }
    }),
  )
}

/** Lives through the hour; `restarts`: a new process takes over at every turn, as after a kill -9. */
async function live({ restarts = false, until = 70 } = {}): Promise<Judge> {
  const clock = createManualClock(NOON)
  const begin = () => createJudge({ db: world.db, clock, log: silentLog, directory: world.directory })
  let judge = begin()
  await judge.turn()
  await world.speak(at(10), 600, 200, at(70))
  for (let minute = 0; minute < until; minute += 5) {
    await probe(minute + 1, minute < 25 || (minute >= 40 && minute < 55) ? 'up' : 'timeout')
    if (restarts) {
      judge = begin()
      await world.db.sql`update leases set until = '-infinity'`
    }
    clock.set(at(minute + 5))
    await turnUntil(judge, at(minute + 5))
  }
  return judge
}

const events = () => world.db.sql<{ type: string; incident_id: string | null; at: Date; from_state: string }[]>`
  select type, incident_id, at, from_state, to_state from incident_events order by id`
const verified = async () => (await events()).filter(({ type }) => type === 'verified')

describe('an incident that people had confirmed and our own probes bear out', () => {
  it.each([false, true])(
    'has one event of it, however often they change their mind (restarted: %s)',
    async (restarts) => {
      const judge = await live({ restarts })
      const [incident, ...more] = await world.incidents()
      expect(more).toEqual([])
      expect(incident).toMatchObject({ verified: true, resolvedAt: null })
      expect(await verified()).toMatchObject([
        { incident_id: incident!.id, from_state: 'confirmed', to_state: 'confirmed' },
      ])
      const [told] = await verified()
      expect(told!.at.getTime()).toBeGreaterThan(at(25))
      expect(told!.at.getTime()).toBeLessThan(at(40))
      expect(await explain(world.db, incident!.id)).toMatchObject({ verdict: 'same', differences: [] })
      await judge.close()
      // A process that begins later has nothing to add.
      await importMinutes(world.db, [], at(70), at(71))
      await world.judge(at(71))
      expect(await verified()).toHaveLength(1)
    },
  )

  it('is never written as verified without its event', async () => {
    const clock = createManualClock(NOON)
    const judge = createJudge({ db: world.db, clock, log: silentLog, directory: world.directory })
    await judge.turn()
    await world.speak(at(10), 600, 200, at(70))
    for (let minute = 0; minute < 35; minute += 1) {
      await probe(minute, minute < 25 ? 'up' : 'timeout')
      clock.set(at(minute + 1))
      await turnUntil(judge, at(minute + 1))
      const [incident] = await world.incidents()
      const [row] = await world.db.sql<[{ verified: boolean }]>`select verified from detector_states`
      expect([incident?.verified ?? false, row.verified]).toEqual(
        (await verified()).length === 1 ? [true, true] : [false, false],
      )
    }
    expect(await verified()).toHaveLength(1)
    await judge.close()
  })

  it('is missed where it was not written: judged once more, it is there', async () => {
    await (await live()).close()
    const [incident] = await world.incidents()
    await world.db.sql`delete from incident_events where type = 'verified'`
    expect(await explain(world.db, incident!.id)).toMatchObject({
      verdict: 'different',
      differences: [expect.stringMatching(/^now, not then: .* verified \(confirmed → confirmed\)$/)],
    })
  })
})
