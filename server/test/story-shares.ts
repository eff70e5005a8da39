import type { Directory } from '../catalogue/directory.ts'
import type { ScenarioVoice } from '../catalogue/scenarios/scenario.ts'
import type { Database } from '../store/db.ts'
import { toReport } from './story-voices.ts'

type Learned = { voices: number; cells: Map<string, number> }

/**
 * What the detector would have learned of who reports on quiet days, had it heard these voices one by one: history comes in as minutes, which do not
 * say. While no detector leads.
 */
export async function teachShares(
  db: Database,
  directory: Directory,
  voices: readonly ScenarioVoice[],
  at: number,
): Promise<void> {
  const learned = new Map<number, Learned>()
  for (const voice of voices) {
    const report = toReport(voice, directory)
    if (report === undefined || report.answer !== 'problem') continue
    const { providerId, device, component, region, network, problem } = report
    const mine = learned.get(providerId) ?? { voices: 0, cells: new Map<string, number>() }
    learned.set(providerId, mine)
    mine.voices += 1
    const both = component && device ? `${component}/${device}` : null
    for (const [facet, value] of Object.entries({
      device,
      component,
      component_device: both,
      region,
      network,
      problem,
    }))
      for (const key of value === null ? [] : [facet, `${facet} ${value}`])
        mine.cells.set(key, (mine.cells.get(key) ?? 0) + 1)
  }
  const rows = [...learned].map(([provider, { voices: count, cells }]) => {
    return { provider, usual: { voices: count, cells: [...cells], at } }
  })
  await db.sql`
    update detector_states s set snapshot = jsonb_set(s.snapshot, '{detector,facets,usual}', r.usual)
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(provider int, usual jsonb)
    where s.provider_id = r.provider and s.snapshot#>'{detector,facets,usual}' is not null`
}
