import { withTemporaryData } from '../../server/commands/temporary-data.ts'
import { createApiKey } from '../../server/store/api-keys.ts'
import { openDatabase } from '../../server/store/db.ts'
import type { Database } from '../../server/store/db.ts'
import { runningEmbedded } from '../../server/store/embedded.ts'
import { startChildServer } from '../../server/test/child-server.ts'
import { load, type LoadProvider } from '../ingest-load.ts'
import { startChild } from '../live/child.ts'
import type { Posted, PostOrder, Pressed, PressOrder } from './messages.ts'

export type IntakePlan = {
  /** Reports that find out what the server can take. */
  amount: number
  /** Pairs of one round without results and one with. */
  pairs: number
  seconds: number
  resultsPerMinute: number
}

export type Taken = {
  capacityPerSecond: number
  reportsPerSecond: number
  resultsPerMinute: number
  /** The 99th of a hundred reports, milliseconds, of each round. */
  without: number[]
  with: number[]
  /** The fiftieth. */
  p50: { without: number[]; with: number[] }
  batchP99Ms: number
  errors: number
  away: number
  /** Results that were said to be stored and are not there. */
  lost: number
}

const AGENTS = 4
const PROVIDERS = 100
/** Reports come at so much of what the server can take. */
const SHARE = 1 / 3

/** What results cost those who report: the same reports at the same rate, by turns without and with, on the whole server. */
export async function takeIn(plan: IntakePlan): Promise<Taken> {
  return withTemporaryData('bench', async (dataDir) => {
    const env = { DATA_DIR: dataDir, TRUSTED_PROXIES: '127.0.0.1', PROBES: 'off', NOTICES: 'off', LOG_LEVEL: 'warn' }
    const server = await startChildServer('server/main.ts', env)
    const db = openDatabase({ connection: runningEmbedded(dataDir)!, max: 1 })
    try {
      return await measure(plan, server.url, db)
    } finally {
      await db.close()
      await server.stop()
    }
  })
}

async function measure(
  { amount, pairs, seconds, resultsPerMinute }: IntakePlan,
  url: string,
  db: Database,
): Promise<Taken> {
  const providers = await readProviders(url)
  const slugs = providers.map(({ slug }) => slug)
  const keys: string[] = []
  for (let i = 0; i < AGENTS; i++)
    keys.push((await createApiKey(db, { name: `agent-${i}`, scope: 'probe-results', now: Date.now() })).token)

  await load(url, providers, amount / 4)
  const { perSecond: capacityPerSecond } = await load(url, providers, amount)
  const perSecond = capacityPerSecond * SHARE
  const reporter = startChild('../probes/reporter.ts')
  const agents = startChild('../probes/agents.ts')
  const press = () => reporter.ask<Pressed>({ url, providers, perSecond, seconds } satisfies PressOrder)
  const post = () => agents.ask<Posted>({ url, keys, providers: slugs, resultsPerMinute, seconds } satisfies PostOrder)
  let said = 0
  const rounds: { without: Pressed; with: Pressed; posted: Posted }[] = []
  try {
    const warm = (await Promise.all([press(), post()]))[1]
    said += warm.stored
    for (let pair = 0; pair < pairs; pair++) {
      // Which comes first changes, so that what grows on the way (tables, the machine's heat) falls on both.
      const before = pair % 2 === 0 ? await press() : undefined
      const [pressed, posted] = await Promise.all([press(), post()])
      rounds.push({ without: before ?? (await press()), with: pressed, posted })
    }
  } finally {
    await Promise.all([reporter.stop(), agents.stop()])
  }
  const posted = rounds.map((round) => round.posted)
  return {
    capacityPerSecond,
    reportsPerSecond: perSecond,
    resultsPerMinute: (60_000 * sum(posted.map(({ stored }) => stored))) / sum(posted.map(({ ms }) => ms)),
    without: rounds.map((round) => quantile(round.without.delays, 0.99)),
    with: rounds.map((round) => quantile(round.with.delays, 0.99)),
    p50: {
      without: rounds.map((round) => quantile(round.without.delays, 0.5)),
      with: rounds.map((round) => quantile(round.with.delays, 0.5)),
    },
    batchP99Ms: quantile(
      posted.flatMap(({ delays }) => delays),
      0.99,
    ),
    errors: sum(rounds.map((round) => round.without.errors + round.with.errors + round.posted.failed)),
    away: sum(posted.map(({ away }) => away)),
    lost: said + sum(posted.map(({ stored }) => stored)) - (await countResults(db)),
  }
}

async function countResults(db: Database): Promise<number> {
  const [row] = await db.sql<{ n: number }[]>`select count(*) as n from probe_results`
  return row!.n
}

async function readProviders(url: string): Promise<LoadProvider[]> {
  const answer = await fetch(`${url}/api/v1/providers?limit=${PROVIDERS}`)
  const { providers } = (await answer.json()) as {
    providers: (Omit<LoadProvider, 'components'> & { components: { slug: string }[] })[]
  }
  if (providers.length < PROVIDERS) throw new Error(`only ${providers.length} providers`)
  return providers.map((p) => ({ ...p, components: p.components.map(({ slug }) => slug) }))
}

export const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0)

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}
