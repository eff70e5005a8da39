import autocannon from 'autocannon'
import { setTimeout as sleep } from 'node:timers/promises'
import { pressEverySecond } from '../page/press.ts'
import { increase, since, type More, type Ran } from './statements.ts'

/** 100,000 a minute. */
export const VIEWS_PER_SECOND = 1_667
const CONNECTIONS = 50

export type Viewed = {
  /** Statements a second that there were because of the views. */
  queriesPerSecond: number
  more: More[]
  idlePerSecond: number
  askedPerSecond: number
  answeredPerSecond: number
  wrong: number
  p99Ms: number
}

/** How many statements it costs that so many look at one provider: what the server has run meanwhile, less what it runs in as long a time without. */
export async function countViews(
  url: string,
  paths: readonly string[],
  { provider, seconds, counted }: { provider: string; seconds: number; counted: () => Ran },
): Promise<Viewed> {
  // Pictures are drawn one after the other: before, so that what is looked at is not the first minute of the server's life.
  for (const one of paths) await (await fetch(url + one)).arrayBuffer()
  const idle = await whilePressed(url, provider, counted, () => sleep(seconds * 1_000))
  let result: Awaited<ReturnType<typeof autocannon>> | undefined
  const busy = await whilePressed(url, provider, counted, async () => {
    result = await autocannon({
      url,
      connections: CONNECTIONS,
      duration: seconds,
      timeout: 30,
      overallRate: VIEWS_PER_SECOND,
      requests: paths.map((path) => ({ method: 'GET', path })),
    })
  })
  const { '2xx': answered, non2xx, errors, timeouts, latency } = result!
  const more = increase(idle, busy, seconds)
  return {
    queriesPerSecond: more.reduce((sum, { perSecond }) => sum + perSecond, 0),
    more,
    idlePerSecond: [...idle.values()].reduce((sum, count) => sum + count, 0) / seconds,
    askedPerSecond: VIEWS_PER_SECOND,
    answeredPerSecond: answered / seconds,
    wrong: non2xx + errors + timeouts,
    p99Ms: latency.p99,
  }
}

/** What is run meanwhile, while somebody presses every second, so that there is something new to be shown. */
async function whilePressed(
  url: string,
  provider: string,
  counted: () => Ran,
  wait: () => Promise<void>,
): Promise<Ran> {
  const pressing = pressEverySecond(url, provider)
  try {
    const before = counted()
    await wait()
    return since(before, counted())
  } finally {
    await pressing.stop()
  }
}
