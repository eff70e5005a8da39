import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { startChild, type Child } from './live/child.ts'
import { DELAY_STEP_MS, type Broadcast, type Heard, type ServerKind } from './live/messages.ts'
import { socketsThatFit } from './live/open-files.ts'

/** How long a message may take to everybody before it counts as lost. */
const LONGEST_WAIT_MS = 10_000
/** Broadcasts at full speed, of each kind in turn. */
const ROUNDS = 15
const WARM_UP_ROUNDS = 3

type Party = { kind: ServerKind; server: Child; listeners: Child; emptyRss: number; fullRss: number }

/** Sockets on one process, each second's message to each, its delay and memory; and the cost of a delivery against a bare ws loop. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { sockets: { type: 'string', default: '10000' }, seconds: { type: 'string', default: '15' } },
  })
  const wanted = Number(values.sockets)
  const seconds = Number(values.seconds)
  if (!(wanted >= 1 && seconds >= 1)) throw new Error('--sockets and --seconds are numbers from 1')
  const { sockets, warning } = socketsThatFit(Math.floor(wanted))
  if (warning) console.log(warning)

  const hub = await open('hub', sockets)
  const bare = await open('bare', sockets)
  try {
    const each = await everySecond(hub, sockets, seconds)
    const cost = await atFullSpeed(hub, bare, sockets)
    print(sockets, seconds, each, cost, hub, bare)
  } finally {
    for (const { server, listeners } of [hub, bare]) {
      await listeners.stop()
      await server.stop()
    }
  }
}

async function open(kind: ServerKind, sockets: number): Promise<Party> {
  const server = startChild('./server.ts', [kind, String(sockets)], ['--expose-gc'])
  const listeners = startChild('./listeners.ts')
  const port = await server.ask<number>('port')
  const emptyRss = await server.ask<number>('rss')
  const began = performance.now()
  await listeners.ask<number>({ connect: { port, sockets } })
  const count = await server.ask<number>('listeners')
  console.log(`${kind}: ${count} sockets listen after ${((performance.now() - began) / 1000).toFixed(1)} s`)
  return { kind, server, listeners, emptyRss, fullRss: await server.ask<number>('rss') }
}

type EachSecond = { received: number; share: number; p50Ms: number; p99Ms: number; closed: number }

async function everySecond({ server, listeners }: Party, sockets: number, seconds: number): Promise<EachSecond> {
  await listeners.ask<number>('reset')
  const began = performance.now()
  for (let second = 1; second <= seconds; second++) {
    await server.ask<Broadcast>('broadcast')
    await sleep(Math.max(0, began + second * 1000 - performance.now()))
  }
  await arrived(listeners, sockets * seconds)
  const { received, closed, delays } = await listeners.ask<Heard>('report')
  return {
    received,
    closed,
    share: received / (sockets * seconds),
    p50Ms: quantile(delays, 0.5),
    p99Ms: quantile(delays, 0.99),
  }
}

/** Asks until everything has arrived, or waits no longer. */
async function arrived(listeners: Child, expected: number): Promise<void> {
  const until = performance.now() + LONGEST_WAIT_MS
  while ((await listeners.ask<number>('count')) < expected && performance.now() < until) await sleep(20)
}

function quantile(steps: number[], share: number): number {
  const total = steps.reduce((sum, count) => sum + count, 0)
  let below = 0
  const step = steps.findIndex((count) => (below += count) >= total * share)
  return (step + 1) * DELAY_STEP_MS
}

type Cost = Record<ServerKind, Broadcast>

/**
 * Each broadcast begins when the one before has arrived everywhere, so that no queue helps one or hurts the other, and the two
 * kinds take turns. Medians, because two processes of listeners share the machine.
 */
async function atFullSpeed(hub: Party, bare: Party, sockets: number): Promise<Cost> {
  const taken: Record<ServerKind, Broadcast[]> = { hub: [], bare: [] }
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    for (const { kind, server, listeners } of [hub, bare]) {
      await listeners.ask<number>('reset')
      const broadcast = await server.ask<Broadcast>('broadcast')
      await arrived(listeners, sockets)
      if (round >= 0) taken[kind].push(broadcast)
    }
  }
  return { hub: typical(taken.hub), bare: typical(taken.bare) }
}

const typical = (of: Broadcast[]): Broadcast => ({
  cpuMs: median(of.map(({ cpuMs }) => cpuMs)),
  wallMs: median(of.map(({ wallMs }) => wallMs)),
})

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN

function print(sockets: number, seconds: number, each: EachSecond, cost: Cost, hub: Party, bare: Party): void {
  const perSocket = ({ fullRss, emptyRss }: Party) => Math.round((fullRss - emptyRss) / sockets)
  const perSecond = ({ cpuMs }: Broadcast) => Math.round((sockets / cpuMs) * 1000)
  console.table({
    'sockets on one process': sockets,
    'seconds, one message each': seconds,
    'messages due': sockets * seconds,
    'messages delivered': each.received,
    'sockets lost': each.closed,
    'delay p50, ms': each.p50Ms,
    'delay p99, ms': each.p99Ms,
    'memory a socket, bytes': perSocket(hub),
    'memory a socket, bare ws, bytes': perSocket(bare),
    'one broadcast, processor ms': round(cost.hub.cpuMs),
    'one broadcast, bare ws, processor ms': round(cost.bare.cpuMs),
    'one broadcast, ms until written': round(cost.hub.wallMs),
    'one broadcast, bare ws, ms until written': round(cost.bare.wallMs),
    'deliveries a processor second': perSecond(cost.hub),
    'deliveries a processor second, bare ws': perSecond(cost.bare),
  })
  console.log('ratio: deliveries a processor second of ours over those of a bare ws loop that sends the same text')
  console.log(
    JSON.stringify({
      bench: 'live',
      sockets,
      deliveredShare: Math.round(each.share * 1e6) / 1e6,
      p99Ms: each.p99Ms,
      ratio: round(cost.bare.cpuMs / cost.hub.cpuMs),
      bytesPerSocket: perSocket(hub),
    }),
  )
}

const round = (value: number) => Math.round(value * 100) / 100
