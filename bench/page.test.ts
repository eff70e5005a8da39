import { afterEach, expect, it, vi } from 'vitest'
import { withTemporaryData } from '../server/commands/temporary-data.ts'
import { runOn } from './page.ts'
import { seedFolder } from './seed.ts'
import { untilNow } from './seed/plan.ts'

afterEach(() => void vi.restoreAllMocks())

it('measures every page of a small history, and ends with one line of JSON', { timeout: 120_000 }, async () => {
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  vi.spyOn(console, 'table').mockImplementation(() => {})
  const plan = { providers: 4, busy: 2, days: 2, outages: 1, until: untilNow(Date.now()) }
  await withTemporaryData('bench', async (dataDir) => {
    await seedFolder(dataDir, plan)
    await runOn(dataDir, { lighthouse: 0, slow: 1, pairs: 1, seconds: 1, watchMs: 100, lookMs: 20, pages: 2 })
  })
  const figures: Record<string, unknown> = JSON.parse(lines.at(-1) ?? '')
  const keys = ['bench', 'lighthouse', 'scriptKb', 'htmlKb', 'cls', 'inpMs', 'serverRatio', 'uncachedMs']
  expect(Object.keys(figures)).toEqual(keys)
  const some = expect.any(Number)
  const each = { home: some, provider: some, incident: some, report: some }
  expect(figures).toMatchObject({ bench: 'page', scriptKb: each, htmlKb: each, cls: each })
  for (const key of ['inpMs', 'serverRatio', 'uncachedMs']) expect(figures[key], key).toBeGreaterThan(0)
})
