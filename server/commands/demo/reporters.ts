import ipaddr from 'ipaddr.js'
import { Pool } from 'undici'
import { v7 as uuidv7 } from 'uuid'
import type { NewReport, ReportReceipt } from '../../../shared/report.ts'
import type { Clock } from '../../clock.ts'
import type { Pace } from './pace.ts'

/** The recording says how many reported, not who: these are drawn, and handed over as a trusted proxy would. */
export type Reporter = { address: string; userAgent: string }

const USER_AGENTS = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 12_3_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1.1 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 9; SM-G960F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/75.0.3770.101 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 8.0.0; ANE-LX1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/75.0.3770.101 Mobile Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/75.0.3770.100 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:67.0) Gecko/20100101 Firefox/67.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1.1 Safari/605.1.15',
]

const CONNECTIONS = 16
const TRIES = 20
const RETRY_MS = 250

/** Public IPv4 addresses, drawn evenly by `random` (0 to 1): many networks, many countries, hardly a repeat. */
export function drawReporter(random: () => number): Reporter {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  for (;;) {
    const address = Array.from({ length: 4 }, () => Math.floor(random() * 256)).join('.')
    if (ipaddr.parse(address).range() === 'unicast') return { address, userAgent: pick(USER_AGENTS) }
  }
}

/** A press at `at`: who, and what is said. */
export type DemoVoice = Reporter & {
  at: number
  body: Omit<NewReport, 'id' | 'answer'> & Partial<Pick<NewReport, 'answer'>>
}

export type Reporters = {
  /** Posts each voice when domain time reaches it; ends after the last one, or when `signal` says so. */
  post(voices: Iterable<DemoVoice>, signal: AbortSignal): Promise<void>
  readonly counted: number
  readonly refused: number
  close(): Promise<void>
}

/** People who press the button of the server at `url`, through its public HTTP API. */
export function createReporters({ url, clock, pace }: { url: string; clock: Clock; pace: Pace }): Reporters {
  const pool = new Pool(url, { connections: CONNECTIONS })
  let counted = 0
  let refused = 0

  async function press({ address, userAgent, body: said }: DemoVoice): Promise<void> {
    const body = JSON.stringify({ id: uuidv7({ msecs: clock.now() }), ...said })
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': address, 'user-agent': userAgent }
    // The id makes a repeat harmless, so whatever is not a clear answer is tried again.
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const answer = await pool
        .request({ path: '/api/v1/reports', method: 'POST', headers, body })
        .catch(() => undefined)
      if (answer?.statusCode === 200) {
        const receipt = (await answer.body.json()) as ReportReceipt
        if (receipt.counted) counted += 1
        return
      }
      await answer?.body.dump()
      if (answer !== undefined && answer.statusCode !== 503) break
      await sleep(RETRY_MS)
    }
    refused += 1
  }

  async function post(voices: Iterable<DemoVoice>, signal: AbortSignal): Promise<void> {
    const underWay = new Set<Promise<void>>()
    for (const voice of voices) {
      pace.hold(pool, voice.at)
      for (let waitMs = 0; !signal.aborted; await sleep(waitMs, signal)) {
        waitMs = (voice.at - clock.now()) / clock.speed
        if (waitMs <= 0) break
      }
      if (signal.aborted) break
      pace.hold(voice, voice.at)
      const pressing = press(voice).finally(() => {
        pace.release(voice)
        underWay.delete(pressing)
      })
      underWay.add(pressing)
      if (underWay.size >= CONNECTIONS * 4) await Promise.race(underWay)
    }
    pace.release(pool)
    await Promise.all(underWay)
  }

  return {
    post,
    get counted() {
      return counted
    },
    get refused() {
      return refused
    },
    close: () => pool.close(),
  }
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done)
  })
}
