import { afterEach, expect, it, vi } from 'vitest'
import { measure } from './probes.ts'
import { watch } from './probes/watch.ts'

afterEach(() => void vi.restoreAllMocks())

it('finds all three and ends with one line of JSON', { timeout: 60_000 }, async () => {
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  vi.spyOn(console, 'table').mockImplementation(() => {})
  const watching = { targets: 10, everyMs: 500, watchMs: 1_000 }
  await measure({ ...watching, amount: 400, pairs: 1, seconds: 0.6, resultsPerMinute: 100_000 })
  const figures: Record<string, unknown> = JSON.parse(lines.at(-1) ?? '')
  expect(Object.keys(figures)).toEqual([
    'bench',
    'targets',
    'corePercent',
    'resultsPerMinute',
    'reportP99Added',
    'refused',
  ])
  expect(figures).toMatchObject({ bench: 'probes', targets: 10 })
  expect(figures['refused']).toBeGreaterThan(120)
  expect(figures['resultsPerMinute']).toBeGreaterThan(0)
  expect(figures['corePercent']).toBeGreaterThan(0)
  expect(figures['reportP99Added']).toEqual(expect.any(Number))
})

it('counts who is asked, by how many at once, and what came back', async () => {
  const { targets, looks, overlapped, wrong } = await watch(20, 300, 1_000)
  expect(looks).toBeGreaterThan(0)
  expect({ targets, overlapped, wrong }).toEqual({ targets: 20, overlapped: 0, wrong: 0 })
})
