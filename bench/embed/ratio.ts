import autocannon from 'autocannon'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { startChildServer } from '../../server/test/child-server.ts'
import type { BareAnswer } from './bare.ts'

const CONNECTIONS = 10
const ENCODING = { 'accept-encoding': 'identity' }

/** Medians of the rounds; the ratio is the median of the rounds' ratios, because others use the machine too. */
export type Compared = { what: string; bytes: number; perSecond: number; barePerSecond: number; ratio: number }

/**
 * What embeds read against a bare handler of the same bytes: with them, and with the 304 for who has them already. By turns, warm, each server one
 * process, neither packs.
 */
export async function compareServed(
  url: string,
  paths: Record<string, string>,
  { pairs, seconds, dir }: { pairs: number; seconds: number; dir: string },
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
    const bare = await startChildServer('bench/embed/bare.ts', {
      BARE_FILE: file,
      BARE_ANSWER: JSON.stringify({ type, etag } satisfies BareAnswer),
    })
    try {
      for (const isKnown of [false, true]) {
        const rounds: { perSecond: number; barePerSecond: number }[] = []
        for (const one of [address, bare.url]) await ask(one, 1, isKnown)
        for (let i = 0; i < pairs; i++)
          rounds.push({
            barePerSecond: await ask(bare.url, seconds, isKnown),
            perSecond: await ask(address, seconds, isKnown),
          })
        compared.push({
          what: isKnown ? `${what}, known` : what,
          bytes: isKnown ? 0 : bytes.length,
          perSecond: median(rounds.map((round) => round.perSecond)),
          barePerSecond: median(rounds.map((round) => round.barePerSecond)),
          ratio: median(rounds.map((round) => round.perSecond / round.barePerSecond)),
        })
      }
    } finally {
      await bare.stop()
    }
  }
  return compared
}

/** Answers a second. A tag is that of the moment: what has changed since is sent whole, and few are. */
async function ask(url: string, seconds: number, isKnown: boolean): Promise<number> {
  const tag = isKnown ? await tagOf(url) : undefined
  const headers = tag === undefined ? ENCODING : { ...ENCODING, 'if-none-match': tag }
  const result = await autocannon({ url, connections: CONNECTIONS, duration: seconds, timeout: 30, headers })
  const answered = result['2xx'] + result['3xx']
  if (result.non2xx - result['3xx'] + result.errors + result.timeouts > 0 || answered === 0)
    throw new Error(`not all of the answers of ${url} were some`)
  return answered / result.duration
}

async function tagOf(url: string): Promise<string> {
  const answer = await fetch(url, { headers: ENCODING })
  await answer.arrayBuffer()
  return answer.headers.get('etag') ?? ''
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
