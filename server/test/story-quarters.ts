import { QUARTER_MS, bucketStart } from '../../shared/time.ts'
import type { Directory } from '../catalogue/directory.ts'
import type { ScenarioVoice } from '../catalogue/scenarios/scenario.ts'
import type { Database } from '../store/db.ts'
import { ensurePartitions } from '../store/partitions.ts'
import { toReport } from './story-voices.ts'

type Row = { provider: number; at: number; facet: string; value: string; n: number }

/** Who reported of what and from where in the weeks before: what is usual is read of these. */
export async function importQuarters(
  db: Database,
  directory: Directory,
  voices: readonly ScenarioVoice[],
): Promise<void> {
  const rows = new Map<string, Row>()
  for (const voice of voices) {
    const report = toReport(voice, directory)
    if (report === undefined || report.answer !== 'problem') continue
    const at = bucketStart(voice.at, QUARTER_MS)
    const { providerId: provider, problem, country, region, network } = report
    const facets = {
      problem: problem ?? '-',
      country: country ?? '-',
      network: String(network),
      ...(region && { region }),
    }
    for (const [facet, value] of Object.entries(facets)) {
      const key = `${provider} ${at} ${facet} ${value}`
      const row = rows.get(key) ?? { provider, at, facet, value, n: 0 }
      rows.set(key, { ...row, n: row.n + 1 })
    }
  }
  const all = [...rows.values()]
  const times = all.map(({ at }) => at)
  if (all.length === 0) return
  const [from, to] = times.reduce(([least, most], at) => [Math.min(least, at), Math.max(most, at)] as const, [
    times[0]!,
    times[0]!,
  ] as const)
  await ensurePartitions(db, from, to, ['report_counts_quarter'])
  await db.sql`
    insert into report_counts_quarter (bucket_start, provider_id, facet, value, reports, problems, works)
    select to_timestamp(at / 1000), provider, facet, value, n, n, 0
    from jsonb_to_recordset(${JSON.stringify(all)}::text::jsonb) as r(provider int, at float8, facet text, value text, n int)
    on conflict do nothing`
}
