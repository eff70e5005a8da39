import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import type { Clocks } from '../../shared/notice.ts'

const DEMO = path.resolve(import.meta.dirname, '../commands/demo.ts')

/** `npm run demo` as anybody starts it; its last line. */
async function demo(...args: string[]) {
  const options = ['--import', 'tsx', DEMO, ...args, '--port', '0', '--exit']
  const { stdout } = await promisify(execFile)(process.execPath, options, { env: { ...process.env, DATABASE_URL: '' } })
  const lines = stdout.trim().split('\n')
  return { lines, found: JSON.parse(lines.at(-1)!) as Found }
}
type Found = {
  demo: string
  incidents: { provider: string; startedAt: string; resolvedAt: string | null }[]
  group: { operator: string | null; providers: string[] }
  scope: Record<string, { facet: string; value: string; verdict: string }[]>
  clocks: Record<string, Clocks>
  forecasts: Record<string, unknown[]>
}

/** Five weeks are drawn and learned first. */
const PATIENCE_MS = 240_000

it(
  'tells the first morning of January 2023 right: two of one operator, since the evening before, on all devices',
  async () => {
    const { lines, found } = await demo(
      'libero-2023',
      '--from',
      '2023-01-22T18:00:00Z',
      '--until',
      '2023-01-23T09:00:00Z',
      '--speed',
      '7200',
    )
    expect(lines[0]).toContain('SIMULATION')
    expect(found.incidents.map(({ provider }) => provider).toSorted()).toEqual(['libero-mail', 'virgilio-mail'])
    for (const { startedAt, resolvedAt } of found.incidents) {
      expect(startedAt > '2023-01-22T20:00' && startedAt < '2023-01-23T08:00').toBe(true)
      expect(resolvedAt).toBeNull()
    }
    expect(found.group).toEqual({
      operator: 'Italiaonline',
      providers: expect.arrayContaining(['libero-mail', 'virgilio-mail']),
    })
    const devices = found.scope['libero-mail']!.filter(({ facet }) => facet === 'device')
    expect(devices.map(({ verdict }) => verdict)).toEqual(['affected', 'affected', 'affected', 'affected'])
    const { start, end } = found.clocks['libero-mail']!
    expect(start.crowd.between).not.toBeNull()
    expect(start.probe.between).not.toBeNull()
    expect(start.official.between).toBeNull()
    expect(end.crowd.between).toBeNull()
  },
  PATIENCE_MS,
)

it('does not know a story of another name', async () => {
  await expect(demo('libero-2024')).rejects.toThrow('There is no story "libero-2024"')
})
