import { request } from 'undici'
import type { Incident } from '../../../shared/incident.ts'
import type { Clocks, Forecast } from '../../../shared/notice.ts'

type Detail = { incident: Incident; clocks: Clocks | null; forecasts: Forecast[] }

/** What the running server says of the incidents since `from`, as anybody can read it. */
export async function findings(url: string, from: number): Promise<Record<string, unknown>> {
  const since = encodeURIComponent(new Date(from).toISOString())
  const { incidents } = await read<{ incidents: Incident[] }>(`${url}/api/v1/incidents?limit=100&since=${since}`)
  const details = await Promise.all(
    incidents
      .filter(({ detected_at }) => Date.parse(detected_at) >= from)
      .toSorted((a, b) => Date.parse(a.started_at) - Date.parse(b.started_at))
      .map(({ id }) => read<Detail>(`${url}/api/v1/incidents/${id}`)),
  )
  const of = <T>(part: (detail: Detail) => T) =>
    Object.fromEntries(details.map((detail) => [detail.incident.provider, part(detail)]))
  const grouped = details.filter(({ incident }) => incident.cause?.kind === 'group')
  return {
    incidents: details.map(({ incident }) => ({
      provider: incident.provider,
      startedAt: incident.started_at,
      detectedAt: incident.detected_at,
      resolvedAt: incident.resolved_at,
      peak: incident.peak,
      verified: incident.verified,
    })),
    group: {
      operator: grouped[0]?.incident.cause?.operator ?? null,
      providers: grouped.map(({ incident }) => incident.provider),
    },
    scope: of(({ incident }) => incident.scope),
    clocks: of(({ clocks }) => clocks),
    forecasts: of(({ forecasts }) => forecasts),
  }
}

async function read<T>(address: string): Promise<T> {
  const answer = await request(address)
  if (answer.statusCode !== 200) throw new Error(`${address}: ${answer.statusCode} ${await answer.body.text()}`)
  return (await answer.body.json()) as T
}
