import autocannon from 'autocannon'
import UserAgent from 'user-agents'
import { v7 } from 'uuid'

export const CONNECTIONS = 100
const AGENTS = 200

export type LoadProvider = { slug: string; components: string[]; problems: string[] }
export type LoadResult = { perSecond: number; p50Ms: number; p99Ms: number; errors: number; acknowledged: number }

const REGIONS = ['IT-25', 'IT-62', 'IT-72', 'IT-21', 'IT-34', 'IT-45', 'IT-52', 'IT-75', 'IT-82', 'IT-88']
/** The most used ones, each once: many entries of the collection differ in the size of the screen only. */
const agents = [...new Set(UserAgent.top(10_000).map(({ userAgent }) => userAgent))].slice(0, AGENTS)
if (agents.length < AGENTS) throw new Error(`only ${agents.length} user agents`)

let sent = 0

/** Another address each time, all over the routed space: an odd factor walks through every one of 2^32. */
function nextAddress(): string {
  const n = Math.imul(++sent, 2_654_435_761) >>> 0
  return `${(n >>> 24) % 223 || 1}.${(n >>> 16) & 255}.${(n >>> 8) & 255}.${n & 255}`
}

/** One press by a new reporter, as a browser behind our proxy would send it. */
export function aPress(providers: readonly LoadProvider[]) {
  const address = nextAddress()
  const { slug, components, problems } = providers[sent % providers.length]!
  const body = JSON.stringify({
    id: v7(),
    provider: slug,
    answer: 'problem',
    problem: problems[sent % problems.length],
    ...(components.length === 0 ? {} : { component: components[sent % components.length] }),
    region: REGIONS[sent % REGIONS.length],
    via: 'site',
    observed_at: new Date().toISOString(),
  })
  const headers = {
    'content-type': 'application/json',
    'user-agent': agents[sent % AGENTS]!,
    'x-forwarded-for': address,
    referer: 'https://brusio.example/p/somebody',
  }
  return { headers, body }
}

/** Presses `amount` times over 100 connections, each of which waits for its answer before it presses again. */
export async function load(url: string, providers: readonly LoadProvider[], amount: number): Promise<LoadResult> {
  const startedAt = performance.now()
  let endedAt = startedAt
  const run = autocannon({
    url,
    connections: CONNECTIONS,
    amount,
    timeout: 30,
    requests: [
      {
        method: 'POST',
        path: '/api/v1/reports',
        setupRequest: (request) => Object.assign(request, aPress(providers)),
      },
    ],
  })
  // autocannon looks at the clock once a second only.
  run.on('response', () => (endedAt = performance.now()))
  const result = await run
  const seconds = (endedAt - startedAt) / 1_000
  return {
    perSecond: result['2xx'] / seconds,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    errors: result.non2xx + result.errors + result.timeouts,
    acknowledged: result['2xx'],
  }
}
