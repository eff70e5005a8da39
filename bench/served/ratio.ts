import autocannon from 'autocannon'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { startChildServer } from '../../server/test/child-server.ts'
import type { BareAnswer } from './bare.ts'

const CONNECTIONS = 10
const ENCODING = { 'accept-encoding': 'identity' }

/** Medians of the rounds; the ratio is the median of the rounds' ratios, because others use the machine too. */
export type Compared = {
  what: string
  bytes: number
  perSecond: number
  p99Ms: number
  barePerSecond: number
  bareP99Ms: number
  ratio: number
}
type Asked = { perSecond: number; p99Ms: number }

export type ServedEffort = {
  pairs: number
  seconds: number
  connections?: number
  /** Against a handler that writes JSON for each who asks, and knows of no tags, so nobody is one who has it already. */
  isJson?: boolean
}

/**
 * What is read against a bare handler of the same bytes: with them, and, unless it is one of JSON, with the 304 for who has them already. By turns,
 * warm, each server one process, neither packs.
 */
export async function compareServed(
  url: string,
  paths: Record<string, string>,
  { pairs, seconds, connections = CONNECTIONS, isJson = false, dir }: ServedEffort & { dir: string },
): Promise<Compared[]> {
  const compared: Compared[] = []
  for (const [what, asked] of Object.entries(paths)) {
    const address = url + asked
    const answer = await fetch(address, { headers: ENCODING })
    const bytes = new Uint8Array(await answer.arrayBuffer())
    const [type, etag] = [answer.headers.get('content-type'), answer.headers.get('etag')]
    if (!answer.ok || type === null || etag === null)
      throw new Error(`${address} answered ${answer.status} with the tag ${etag}`)
    const file = path.join(dir, 'bare-answer')
    writeFileSync(file, bytes)
    const bare = await startChildServer('bench/served/bare.ts', {
      BARE_FILE: file,
      BARE_ANSWER: JSON.stringify({ type, etag, isJson } satisfies BareAnswer),
    })
    try {
      for (const isKnown of isJson ? [false] : [false, true]) {
        const ask = (one: string, forSeconds: number) => askAgain(one, { seconds: forSeconds, connections, isKnown })
        const rounds: { ours: Asked; bare: Asked }[] = []
        for (const one of [address, bare.url]) await ask(one, 1)
        for (let i = 0; i < pairs; i++)
          rounds.push({ bare: await ask(bare.url, seconds), ours: await ask(address, seconds) })
        compared.push({
          what: isKnown ? `${what}, known` : what,
          bytes: isKnown ? 0 : bytes.length,
          ratio: median(rounds.map((round) => round.ours.perSecond / round.bare.perSecond)),
          perSecond: median(rounds.map(({ ours }) => ours.perSecond)),
          p99Ms: median(rounds.map(({ ours }) => ours.p99Ms)),
          barePerSecond: median(rounds.map((round) => round.bare.perSecond)),
          bareP99Ms: median(rounds.map((round) => round.bare.p99Ms)),
        })
      }
    } finally {
      await bare.stop()
    }
  }
  return compared
}

/** Answers a second, and how long they took. A tag is that of the moment: what has changed since is sent whole, and few are. */
async function askAgain(
  url: string,
  { seconds, connections, isKnown }: { seconds: number; connections: number; isKnown: boolean },
): Promise<Asked> {
  const tag = isKnown ? await tagOf(url) : undefined
  const headers = tag === undefined ? ENCODING : { ...ENCODING, 'if-none-match': tag }
  const result = await autocannon({ url, connections, duration: seconds, timeout: 30, headers })
  const answered = result['2xx'] + result['3xx']
  if (result.non2xx - result['3xx'] + result.errors + result.timeouts > 0 || answered === 0)
    throw new Error(`not all of the answers of ${url} were some`)
  return { perSecond: answered / result.duration, p99Ms: result.latency.p99 }
}

async function tagOf(url: string): Promise<string> {
  const answer = await fetch(url, { headers: ENCODING })
  await answer.arrayBuffer()
  return answer.headers.get('etag') ?? ''
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
