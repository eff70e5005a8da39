import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../server/store/db.ts'
import { startChild, type Child } from '../live/child.ts'
import { FIRST } from '../seed/plan.ts'
import { openJudge } from './judge.ts'
import type { Heard, ListenerOrder } from './messages.ts'

/** Of listeners: one alone would take as long to read as the server to write. */
const PROCESSES = 2
/** A change that somebody has not heard by then was not heard. */
const LONGEST_WAIT_MS = 10_000
/** After a change back: longer than a second in which something is told. */
const PAUSE_MS = 1_200
const POLL_MS = 25

export type LiveRead = {
  listeners: number
  topics: string[]
  connectMs: number
  closed: number
  /** One a change: milliseconds from before it was written until the last listener had heard it. */
  lastMs: number[]
  /** Of all listeners and changes. */
  eachP50Ms: number
  eachP99Ms: number
  unheard: number
}

/** Listeners of all that is told of one provider, and how long after a change of its state the last one of them knows. */
export async function timeChanges(
  url: string,
  db: Database,
  { listeners, changes }: { listeners: number; changes: number },
): Promise<LiveRead> {
  const provider = await readFirst(url)
  const topics = ['states', 'incidents', `provider:${FIRST}`, `category:${provider.category}`]
  if (provider.operator !== null) topics.push(`operator:${provider.operator.slug}`)
  const judge = await openJudge(db, await idOf(db))
  const children = Array.from({ length: PROCESSES }, () => startChild('../api/listeners.ts'))
  const tell = <T>(order: ListenerOrder) => Promise.all(children.map((child) => child.ask<T>(order)))
  try {
    const began = performance.now()
    await connect(children, { url, topics, listeners })
    const connectMs = performance.now() - began
    const delays: number[][] = []
    let closed = 0
    for (let i = 0; i < changes; i++) {
      // Each at another moment of the second in which the server tells what is new.
      await sleep(PAUSE_MS + (i * 1_000) / changes)
      const since = Date.now()
      await tell<number>({ await: new Date(since).toISOString() })
      const beganAt = await judge.open(since)
      await arrived(children, listeners)
      const heard = await tell<Heard>('report')
      delays.push(heard.flatMap(({ arrivedAt }) => arrivedAt.map((at) => (at === 0 ? Infinity : at - beganAt))))
      closed = heard.reduce((sum, one) => sum + one.closed, 0)
      await judge.resolve(Date.now())
    }
    const each = delays.flat()
    return {
      listeners,
      topics,
      connectMs,
      closed,
      lastMs: delays.map((one) => one.reduce((most, ms) => Math.max(most, ms), 0)),
      eachP50Ms: quantile(each, 0.5),
      eachP99Ms: quantile(each, 0.99),
      unheard: each.filter((ms) => ms === Infinity).length,
    }
  } finally {
    await Promise.all(children.map((child) => child.stop()))
  }
}

/** The value that so large a share does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).toSorted()
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

async function connect(
  children: readonly Child[],
  { url, topics, listeners }: { url: string; topics: string[]; listeners: number },
): Promise<void> {
  const at = (i: number) => Math.floor((listeners * i) / children.length)
  const open = await Promise.all(
    children.map((child, i) => child.ask<number>({ connect: { url, topics, from: at(i), to: at(i + 1) } })),
  )
  const all = open.reduce((sum, one) => sum + one, 0)
  if (all < listeners) throw new Error(`${all} of ${listeners} listen`)
}

async function arrived(children: readonly Child[], listeners: number): Promise<void> {
  const until = performance.now() + LONGEST_WAIT_MS
  while (performance.now() < until) {
    const counts = await Promise.all(children.map((child) => child.ask<number>('count')))
    if (counts.reduce((sum, one) => sum + one, 0) >= listeners) return
    await sleep(POLL_MS)
  }
}

type Described = { provider: { category: string; operator: { slug: string } | null } }

async function readFirst(url: string): Promise<Described['provider']> {
  const answer = await fetch(`${url}/api/v1/providers/${FIRST}`)
  if (!answer.ok) throw new Error(`${FIRST} answered ${answer.status}`)
  return ((await answer.json()) as Described).provider
}

export async function idOf(db: Database): Promise<number> {
  const [row] = await db.sql<{ id: number }[]>`select id from providers where slug = ${FIRST}`
  return row!.id
}
