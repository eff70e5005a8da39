import autocannon from 'autocannon'
import { startChildServer } from '../../server/test/child-server.ts'

const CONNECTIONS = 10

export type Throughput = { perSecond: number; barePerSecond: number; packedPerSecond: number; ratio: number }

/**
 * A page that is in the cache, against a bare `c.html` of as many bytes: by turns, warm, each server one process. Neither packs; beside it, as
 * browsers ask for it, packed. The median of the pairs' ratios, because others use the machine too.
 */
export async function compareCached(
  address: string,
  htmlBytes: number,
  { pairs, seconds }: { pairs: number; seconds: number },
): Promise<Throughput> {
  const bare = await startChildServer('bench/page/bare.ts', { HTML_BYTES: String(htmlBytes) })
  try {
    await ask(address, 1)
    await ask(bare.url, 1)
    const rounds: Omit<Throughput, 'ratio'>[] = []
    for (let i = 0; i < pairs; i++) {
      const barePerSecond = await ask(bare.url, seconds)
      const perSecond = await ask(address, seconds)
      rounds.push({ barePerSecond, perSecond, packedPerSecond: await ask(address, seconds, 'gzip') })
    }
    return {
      perSecond: median(rounds.map((round) => round.perSecond)),
      barePerSecond: median(rounds.map((round) => round.barePerSecond)),
      packedPerSecond: median(rounds.map((round) => round.packedPerSecond)),
      ratio: median(rounds.map((round) => round.perSecond / round.barePerSecond)),
    }
  } finally {
    await bare.stop()
  }
}

async function ask(url: string, seconds: number, encoding = 'identity'): Promise<number> {
  const headers = { 'accept-encoding': encoding, 'accept-language': 'it' }
  const result = await autocannon({ url, connections: CONNECTIONS, duration: seconds, timeout: 30, headers })
  const wrong = result.non2xx + result.errors + result.timeouts
  if (wrong > 0) throw new Error(`${wrong} of the answers of ${url} were none`)
  return result['2xx'] / result.duration
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
