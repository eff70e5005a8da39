import { beforeEach, expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { correct } from '../commands/correct.ts'
import { upperLimit } from '../detect/limits.ts'
import { createJudge } from '../jobs/detect.ts'
import { silentLog } from '../log.ts'
import { createManualClock } from '../test/manual-clock.ts'
import { NOON, useQuietProvider } from '../test/quiet-provider.ts'
import { turnUntil } from '../test/turns.ts'
import { readVerdictsThen } from './as-of.ts'
import { readLive } from './live.ts'

const world = useQuietProvider()
beforeEach(() => world.db.sql`truncate verdicts`)

const logged = () => world.db.sql<{ at: Date; state: string; since: Date | null; verified: boolean }[]>`
  select at, state, since, verified from verdicts order by at`
const said = async (at: number) => (await readVerdictsThen(world.db, [world.providerId], at, at)).get(world.providerId)
const live = async (now: number) =>
  (await readLive(world.db, [world.providerId], { now, speed: 1 }, upperLimit)).get(world.providerId)!.verdict
const act = async (id: string, at: number, ...args: string[]) =>
  correct([id, '--reason', 'because', ...args], { db: world.db, now: at, print: () => undefined })
/** What is published, not how many speak: those are counted up to another minute. */
const words = ({ state, verified, since, started_between, cause, testimony }: Awaited<ReturnType<typeof live>>) => {
  return { state, verified, since, started_between, cause, testimony }
}

it('is the same as what is told live, at each step of an incident, and a row only where that changes', async () => {
  await world.judge(NOON)
  await world.speak(NOON, 60, 60, NOON + 4 * HOUR_MS)
  const seen = new Set<string>()
  for (const minutes of [1, 2, 3, 5, 8, 10, 20, 60, 120, 180, 240]) {
    const at = NOON + minutes * MINUTE_MS
    await world.judge(at)
    const now = words(await live(at))
    expect(words((await said(at))!.verdict)).toEqual(now)
    seen.add(JSON.stringify(now))
  }
  const states = (await logged()).map(({ state }) => state)
  expect(states).toContain('confirmed')
  expect(states.at(-1)).toBe('ok')
  expect(states.length).toBeLessThanOrEqual(seen.size + 2)
  // A quiet hour adds nothing.
  await world.speak(NOON + 4 * HOUR_MS, 0, 1, NOON + 6 * HOUR_MS)
  await world.judge(NOON + 6 * HOUR_MS)
  expect(await logged()).toHaveLength(states.length)
})

it('has a handful of rows of an incident that is judged every minute, from its suspicion to its end', async () => {
  for (let quarter = 0; quarter < 8; quarter++) {
    const from = NOON + quarter * 15 * MINUTE_MS
    await world.speak(from, 60 + 10 * (quarter % 3), 60, from + 15 * MINUTE_MS)
  }
  await world.speak(NOON + 2 * HOUR_MS, 0, 1, NOON + 4 * HOUR_MS)
  await world.db.sql`update leases set until = '-infinity'`
  const clock = createManualClock(NOON)
  const judge = createJudge({ db: world.db, clock, log: silentLog, directory: world.directory })
  for (let minute = 0; minute <= 200; minute++) {
    clock.set(NOON + minute * MINUTE_MS)
    await turnUntil(judge, clock.now())
  }
  await judge.close()
  const states = (await logged()).map(({ state }) => state)
  expect(states).toEqual(expect.arrayContaining(['suspected', 'confirmed', 'recovering', 'ok']))
  expect(states.length).toBeLessThanOrEqual(10)
})

it('knows nothing of a moment before anything was written down', async () => {
  await world.judge(NOON)
  expect((await said(NOON - HOUR_MS))!.verdict).toMatchObject({ state: 'unknown', since: null })
  expect((await said(NOON))!.verdict.state).toBe('ok')
})

it('knows nothing of a time in which nobody listened', async () => {
  await world.judge(NOON)
  expect((await said(NOON + 30 * MINUTE_MS))!.verdict.state).toBe('unknown')
})

it('changes with a correction of what is open, and not with one of what is over', async () => {
  await world.judge(NOON)
  await world.speak(NOON, 60, 60, NOON + 4 * HOUR_MS)
  await world.judge(NOON + 10 * MINUTE_MS)
  const [open] = await world.incidents()
  const before = (await said(NOON + 10 * MINUTE_MS))!.verdict
  const began = NOON - 20 * MINUTE_MS
  await act(open!.id, NOON + 11 * MINUTE_MS, '--started-at', new Date(began).toISOString())
  expect((await said(NOON + 10 * MINUTE_MS))!.verdict).toEqual(before)
  expect((await said(NOON + 11 * MINUTE_MS))!.verdict).toMatchObject({
    state: 'confirmed',
    since: new Date(began).toISOString(),
    started_between: null,
  })
  await world.judge(NOON + 12 * MINUTE_MS)
  expect(words((await said(NOON + 12 * MINUTE_MS))!.verdict)).toEqual(words(await live(NOON + 12 * MINUTE_MS)))
  await world.judge(NOON + 4 * HOUR_MS)
  const rows = (await logged()).length
  await act(open!.id, NOON + 5 * HOUR_MS, '--cause', 'own')
  await act(open!.id, NOON + 5 * HOUR_MS, '--withdraw')
  expect(await logged()).toHaveLength(rows)
})

it('says of one that is withdrawn while it goes on what is told live', async () => {
  await world.judge(NOON)
  await world.speak(NOON, 60, 60, NOON + 4 * HOUR_MS)
  await world.judge(NOON + 10 * MINUTE_MS)
  const [open] = await world.incidents()
  await act(open!.id, NOON + 10 * MINUTE_MS + 1, '--withdraw')
  const at = NOON + 11 * MINUTE_MS
  expect(words((await said(at))!.verdict)).toEqual(words(await live(at)))
  await world.judge(at)
  expect(words((await said(at))!.verdict)).toEqual(words(await live(at)))
  expect((await said(at))!.verdict.state).not.toBe('confirmed')
})
