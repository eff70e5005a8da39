import { afterEach, expect, it, vi } from 'vitest'
import { withTemporaryData } from '../server/commands/temporary-data.ts'
import { runOn } from './api.ts'
import { seedFolder } from './seed.ts'
import { untilNow } from './seed/plan.ts'

afterEach(() => void vi.restoreAllMocks())

// How fast it reads is measured as of embeds, one child after the other for half a minute.
it(
  'measures what it is asked for on a small history, and ends with one line of JSON',
  { timeout: 120_000 },
  async () => {
    const lines: string[] = []
    vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
    const tables: Record<string, string>[] = []
    vi.spyOn(console, 'table').mockImplementation((table: Record<string, string>) => void tables.push(table))
    const plan = { providers: 4, busy: 2, days: 2, outages: 1, until: untilNow(Date.now()) }
    await withTemporaryData('bench', async (dataDir) => {
      await seedFolder(dataDir, plan)
      const effort = { pairs: 1, seconds: 1, years: 1, alive: 30, dead: 2, listeners: 40, changes: 2 }
      await runOn(dataDir, effort, ['series', 'webhooks', 'live'])
    })
    const figures: Record<string, unknown> = JSON.parse(lines.at(-1) ?? '')
    const keys = ['readRatio', 'readP99Ms', 'seriesYearMs', 'seriesYearMb', 'liveP99Ms', 'webhooksSeconds']
    expect(Object.keys(figures)).toEqual(['bench', ...keys])
    expect(figures).toMatchObject({ readRatio: null, readP99Ms: null })
    for (const key of ['seriesYearMs', 'liveP99Ms', 'webhooksSeconds']) expect(figures[key], key).toBeGreaterThan(0)
    expect(tables[0]).toMatchObject({
      'incident.opened': expect.stringMatching(/^to 30 who live .* 0 wrong$/),
      'incident.resolved': expect.stringMatching(/^to 30 who live .* 0 wrong$/),
      'a change to each': expect.stringMatching(/ 0 unheard$/),
    })
  },
)
