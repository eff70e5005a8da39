import { v7 as uuidv7 } from 'uuid'
import type { NewProbeResult, ProbeOutcome } from '../../shared/probe.ts'
import type { Incident } from '../../shared/incident.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { RunningServer } from '../main.ts'
import type { IncidentDetail, ProviderDetail } from '../routes/api/wire.ts'
import { createApiKey } from '../store/api-keys.ts'
import type { Connection } from '../store/db.ts'
import { importMinutes } from '../store/import.ts'
import { createManualClock } from './manual-clock.ts'
import { aRunningServer, press } from './running-server.ts'
import { until } from './until.ts'
import type { z } from '@hono/zod-openapi'

const QUIET_MS = 21 * DAY_MS
/** So that steps of up to six hours are no gap in what was heard. */
const SPEED = 240

export type Receipt = { stored: number; repeated: number; history: number }
/** So many people, and what they say beside that they have a problem. */
export type Crowd = { people: number; problem?: string; component?: string }
export type Agent = {
  token: string
  /** What it finds from now on, at each step: of the homepage, or of another target. Nothing: it asks no more. */
  sees(slug: string, outcome: ProbeOutcome | undefined, more?: Partial<NewProbeResult>): void
  /** A batch from where it is, or from another address; the answer. */
  post(results: readonly NewProbeResult[], from?: string): Promise<{ status: number; body: Receipt }>
}

export type Story = Awaited<ReturnType<typeof beginStory>>

/** Three weeks in which a report an hour came for each of these; domain time stands at `at` until the test moves it. */
export async function quietWeeks(
  server: Pick<RunningServer, 'db' | 'directory'>,
  slugs: readonly string[],
  at: number,
) {
  const hours = Array.from({ length: QUIET_MS / HOUR_MS }, (_, i) => at - QUIET_MS + i * HOUR_MS)
  const rows = slugs.flatMap((slug) => {
    const providerId = server.directory.bySlug(slug)!.id
    return hours.map((hour, i) => ({ providerId, minute: hour + ((i * 17) % 60) * MINUTE_MS, problems: 1 }))
  })
  await importMinutes(server.db, rows, at - QUIET_MS, at)
}

/** The whole program with some providers well known to it, on a clock that goes by steps. */
export async function beginStory(
  connection: Connection,
  { at, slugs, ...given }: { at: number; slugs: readonly string[]; config?: Partial<Config>; catalogue?: Catalogue },
) {
  const manual = createManualClock(at)
  const clock: Clock = { ...manual, speed: SPEED }
  const server = await aRunningServer(connection, {
    ...given,
    clock,
    prepare: (db, directory) => quietWeeks({ db, directory }, slugs, at),
  })
  await until(() => server.detector.judgedUntil !== undefined)
  const { url } = server
  let people = 0
  const rounds: (() => Promise<void>)[] = []
  const pressAnew = async (slug: string, said: Record<string, unknown>) => {
    people += 1
    const address = `93.${people % 250}.${Math.floor(people / 250)}.9`
    const { status, body } = await press(url, address, { provider: slug, problem: 'cannot-open', ...said })
    if (status !== 200 || body.counted !== true) throw new Error(`not counted: ${JSON.stringify(body)}`)
  }

  return {
    server,
    now: () => clock.now(),
    close: () => server.close(),

    /**
     * Time goes on by steps (minutes); in each so many people press, spread over it and each on another network, and then the agents probe. Ends
     * when all is judged.
     */
    async go(minutes: number, { step = 5, crowd = {} }: { step?: number; crowd?: Record<string, Crowd> } = {}) {
      for (let left = minutes; left > 0; left -= step) {
        const [from, ms] = [clock.now(), Math.min(step, left) * MINUTE_MS]
        const presses = Object.entries(crowd).flatMap(([slug, { people: count, ...said }]) =>
          Array.from({ length: count }, (_, i) => ({ at: from + ((i + 0.5) / count) * ms, slug, said })),
        )
        for (const { at: when, slug, said } of presses.toSorted((a, b) => a.at - b.at)) {
          manual.set(when)
          await pressAnew(slug, said)
        }
        manual.set(from + ms - SECOND_MS)
        await Promise.all(rounds.map((round) => round()))
        manual.set(from + ms)
        await until(() => (server.detector.judgedUntil ?? 0) >= clock.now())
      }
    },

    /** Each with a key of its own; a new one knows of nothing. */
    async agent(name: string, address: string, resolvers?: string[]): Promise<Agent> {
      const { token } = await createApiKey(server.db, { name, scope: 'probe-results', now: clock.now() })
      const seen = new Map<string, () => NewProbeResult>()
      const post: Agent['post'] = (results, from = address) => postResults(url, { token, from }, { results, resolvers })
      rounds.push(async () => {
        if (seen.size === 0) return
        const { status } = await post([...seen.values()].map((result) => result()))
        if (status !== 200) throw new Error(`results were answered with ${status}`)
      })
      return {
        token,
        post,
        sees(slug, outcome, more = {}) {
          const key = `${slug} ${more.target ?? ''}`
          if (outcome === undefined) seen.delete(key)
          else seen.set(key, () => aResult(slug, clock.now(), outcome, more))
        },
      }
    },

    detail: (slug: string) => readDetail(url, slug),
    incident: (id: string) => readIncident(url, id),
    incidents: (slug: string) => readIncidents(url, slug),
    /** Waits for a page to say this, as a reader sees it; a page may be a second old. The words of the page. */
    async reads(path: string, said: string): Promise<string> {
      let words = ''
      await until(async () => (words = toWords(await (await fetch(url + path)).text())).includes(said)).catch(() => {
        throw new Error(`${path} does not say "${said}" but: ${words}`)
      })
      return words
    },
  }
}

// What is asked for twice within a second is answered with the same: each question is a new one here.
let asked = 0

async function readJson(url: string, path: string): Promise<unknown> {
  const response = await fetch(`${url}/api/v1${path}`)
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response.json()
}

export async function readDetail(url: string, slug: string) {
  return (await readJson(url, `/providers/${slug}?asked=${asked++}`)) as z.infer<typeof ProviderDetail>
}

export async function readIncident(url: string, id: string) {
  return (await readJson(url, `/incidents/${id}?asked=${asked++}`)) as z.infer<typeof IncidentDetail>
}

export async function readIncidents(url: string, slug: string): Promise<Incident[]> {
  const since = new Date(asked++).toISOString()
  const { incidents } = (await readJson(url, `/providers/${slug}/incidents?since=${since}`)) as {
    incidents: Incident[]
  }
  return incidents
}

/** As an agent at `from` posts them. */
export async function postResults(
  url: string,
  { token, from }: { token: string; from: string },
  body: { results: readonly NewProbeResult[]; resolvers?: readonly string[] | undefined },
) {
  const response = await fetch(`${url}/api/v1/probe-results`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'x-forwarded-for': from },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Receipt }
}

/** What an agent says of a provider's homepage, or of another target. */
export function aResult(
  provider: string,
  at: number,
  outcome: ProbeOutcome,
  more: Partial<NewProbeResult> = {},
): NewProbeResult {
  const timings = { dns: 1, connect: 2, tls: 3, first_byte: outcome === 'up' ? 4 : null }
  const about = { provider, kind: 'http' as const, target: `https://${provider}.example/` }
  return { id: uuidv7({ msecs: at }), ...about, at: new Date(at).toISOString(), outcome, timings, ...more }
}

export function toWords(html: string): string {
  const text = html.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]+>/g, ' ')
  return text.replaceAll('&#39;', '’').replaceAll('&amp;', '&').replace(/\s+/g, ' ')
}
