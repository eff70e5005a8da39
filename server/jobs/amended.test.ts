import { createHash } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { createRandom } from '../catalogue/recording.ts'
import { explain } from '../commands/why/explanation.ts'
import { silentLog } from '../log.ts'
import { readDossier } from '../store/dossiers.ts'
import { importMinutes } from '../store/import.ts'
import { writeReports } from '../store/reports.ts'
import { createManualClock } from '../test/manual-clock.ts'
import { NOON, useQuietProvider } from '../test/quiet-provider.ts'
import { turnUntil } from '../test/turns.ts'
import type { Part } from './dossier.ts'
import { createJudge } from './detect.ts'

const world = useQuietProvider()
const TURN_MS = 37 * SECOND_MS
const END = NOON + HOUR_MS
const PARTS = ['imap', 'webmail', 'app']

/** What people usually complain of is known: every third voice each. */
async function knowParts(): Promise<void> {
  const minutes = Array.from({ length: 240 }, (_, i) => NOON - 20 * DAY_MS + i * 2 * HOUR_MS)
  const rows = minutes.map((minute, i) => ({
    ...world.rows([minute], 1)[0]!,
    of: { [`${PARTS[i % PARTS.length]}/ios`]: 1 },
  }))
  await importMinutes(world.db, rows, NOON - MINUTE_MS, NOON)
}
beforeEach(knowParts)

type Press = { at: number; of: number; who: string; component: string | null }

/** A hundred people from NOON + 10 min on; most of them say after some seconds, or minutes, that it is the app. */
function presses(): Press[] {
  const random = createRandom(7)
  return Array.from({ length: 100 }, (_, n): Press[] => {
    const of = NOON + 10 * MINUTE_MS + Math.floor((n + random()) * 9 * SECOND_MS)
    const at = of + Math.floor(SECOND_MS + random() * 3 * MINUTE_MS)
    const bare = { at: of, of, who: `r${n}`, component: null }
    return n % 4 === 0 ? [bare] : [bare, { ...bare, at, component: 'app' }]
  })
    .flat()
    .toSorted((a, b) => a.at - b.at)
}

async function write({ at, of, who, component }: Press): Promise<void> {
  const key = createHash('sha256').update(who).digest('hex').slice(0, 32)
  const { providerId } = world
  const nothing = { problem: null, country: null, region: null, network: null, began: null, referrerHost: null }
  const report = { ...nothing, id: v7({ msecs: of }), providerId, answer: 'problem', component, device: 'ios' } as const
  const keys = { reporterKey: key, networkKey: key, via: 'site', isDeviceSaid: false } as const
  const [written] = await writeReports(world.db, [{ ...report, ...keys, observedAt: of, receivedAt: at }])
  expect(written).toBe(component === null ? 'counted' : 'repeat')
}

/** Lives to the end turn by turn; where `restarts` says so a new judge begins, as after a kill -9. */
async function live(turnMs: number, restarts: () => boolean): Promise<void> {
  const clock = createManualClock(NOON)
  const begin = () => createJudge({ db: world.db, clock, log: silentLog, directory: world.directory })
  const left = presses()
  let judge = begin()
  await judge.turn()
  for (let at = NOON; at < END; at += turnMs) {
    const now = Math.min(END, at + turnMs)
    while (left[0] && left[0].at < now) await write(left.shift()!)
    clock.set(now)
    if (restarts()) {
      judge = begin()
      await world.db.sql`update leases set until = '-infinity'`
    }
    await importMinutes(world.db, [], at, now)
    await turnUntil(judge, now)
  }
  await judge.close()
}

async function outcome() {
  const [incident, ...more] = await world.incidents()
  expect(more).toEqual([])
  const parts = ((await readDossier(world.db, incident!.id))?.parts ?? []).map(({ part }) => part as Part)
  const told = parts.flatMap(({ entries }) => entries.flatMap((entry) => ('hear' in entry ? [entry.hear] : [])))
  const again = await explain(world.db, incident!.id)
  return {
    scope: incident!.scope,
    told: told.map(({ at }) => at).toSorted((a, b) => a - b),
    amended: told.filter((one) => 'turn' in one).length,
    again: [again?.verdict, again?.differences, again?.again.changes],
  }
}

it(
  'hears what is added to a voice, the same however often it is killed, and judges it once more',
  { timeout: 120_000 },
  async () => {
    await live(TURN_MS, () => false)
    const whole = await outcome()
    const cells = new Map(whole.scope.map(({ facet, value, ...cell }) => [`${facet} ${value}`, cell]))
    expect(cells.get('component app')).toMatchObject({ verdict: 'affected', observed: 75 })
    expect(cells.get('component webmail')?.verdict).not.toBe('affected')
    expect(whole.amended).toBeGreaterThan(60)
    expect(whole.again.slice(0, 2)).toEqual(['same', []])

    await world.begin()
    await knowParts()
    const random = createRandom(11)
    await live(TURN_MS, () => random() < 0.2)
    expect(await outcome()).toEqual(whole)
  },
)

it('hears it as well when it begins anew, from the start', { timeout: 120_000 }, async () => {
  await live(20 * MINUTE_MS, () => false)
  const { scope } = await outcome()
  await world.db.sql`truncate detector_states, leases, baselines`
  await world.judge(END)
  const [row] = await world.db.sql<
    [{ detector: { facets: { blocks: { problems: { cells: [string, number][] } }[] } } }]
  >`
    select snapshot -> 'detector' as detector from detector_states`
  const named = row.detector.facets.blocks.flatMap(({ problems }) =>
    problems.cells.filter(([key]) => key === 'component app'),
  )
  expect(scope.find(({ facet, value }) => facet === 'component' && value === 'app')?.observed).toBe(75)
  expect(named.reduce((sum, [, n]) => sum + n, 0)).toBeGreaterThanOrEqual(75)
})
