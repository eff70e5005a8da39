import { afterEach, expect, it, vi } from 'vitest'
import { run } from './live.ts'

afterEach(() => void vi.restoreAllMocks())

it('reaches every socket with every message and ends with one line of JSON', async () => {
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  vi.spyOn(console, 'table').mockImplementation(() => {})
  await run(['--sockets', '25', '--seconds', '1'])
  const figures: Record<string, unknown> = JSON.parse(lines.at(-1) ?? '')
  expect(Object.keys(figures)).toEqual(['bench', 'sockets', 'deliveredShare', 'p99Ms', 'ratio', 'bytesPerSocket'])
  expect(figures).toMatchObject({ bench: 'live', sockets: 25, deliveredShare: 1 })
  expect(figures['ratio']).toBeGreaterThan(0)
})

it('refuses numbers that are none', async () => {
  await expect(run(['--sockets', 'many'])).rejects.toThrow('--sockets')
})
