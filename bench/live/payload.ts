import type { ProviderLive } from '../../shared/live.ts'
import { MINUTE_MS } from '../../shared/time.ts'

/** What a busy provider's message carries, in its real shape and size; `n` makes each one new. */
export function aPayload(n: number): ProviderLive {
  const since = '2019-07-03T12:35:00.000Z'
  const between: [string, string] = ['2019-07-03T12:31:00.000Z', '2019-07-03T12:38:00.000Z']
  const cause = { kind: 'own' as const, of: [], share: null, names: [], operator: null }
  const start = Date.UTC(2019, 6, 3, 13)
  return {
    slug: 'bench',
    verdict: {
      state: 'confirmed',
      verified: false,
      since,
      started_between: between,
      cause,
      reports_15m: 412 + n,
      expected_15m: 6.25,
      testimony: { crowd: 'problem', probes: 'failing', official: 'none', disputed: false },
    },
    tail: Array.from({ length: 15 }, (_, i) => {
      const problems = 20 + ((n + i * 7) % 40)
      return { t: start + i * MINUTE_MS, reports: problems + 3, problems, works: 2, expected: 0.41666, upper: 3 }
    }),
    incident: {
      id: '0197d0a4-3a80-7cc2-9d3c-1f0b6f7d1c55',
      provider: 'bench',
      name: 'Bench',
      state: 'confirmed',
      verified: false,
      started_at: since,
      detected_at: since,
      confirmed_at: since,
      resolved_at: null,
      started_between: between,
      cause,
      scope: [],
      corrections: [],
      peak: 412 + n,
    },
    blindness: { usual_per_hour: 25, per_minute: 2.4166, within_ms: 600_000 },
  }
}
