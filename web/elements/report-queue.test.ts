import { afterEach, expect, it, vi } from 'vitest'
import { DAY_MS } from '../../shared/time.ts'
import { dropQueued, keepQueued, MOST_QUEUED, PREFIX, readQueued, shelf, type Queued } from './report-queue.ts'

const NOW = Date.UTC(2026, 10, 22, 9)
const aPress = (n: number, keptAt = NOW): Queued => ({
  report: { id: `id-${n}`, provider: 'tim', answer: 'problem', observed_at: '2026-11-22T09:00:00.000Z' },
  name: 'TIM',
  keptAt,
})

/** A browser's storage, in which others keep things too. */
function aStorage(
  entries: [string, string][] = [],
  more: Partial<Storage> = {},
): Storage & { all: Map<string, string> } {
  const all = new Map(entries)
  return {
    all,
    get length() {
      return all.size
    },
    key: (n) => [...all.keys()][n] ?? null,
    getItem: (key) => all.get(key) ?? null,
    setItem: (key, value) => void all.set(key, value),
    removeItem: (key) => void all.delete(key),
    clear: () => all.clear(),
    ...more,
  }
}

it('keeps a press until it is dropped, oldest first, and touches nothing of others', () => {
  const storage = aStorage([['somebody', 'else']])
  keepQueued(storage, aPress(2, NOW))
  keepQueued(storage, aPress(1, NOW - 1))
  expect(readQueued(storage, NOW).map(({ report }) => report.id)).toEqual(['id-1', 'id-2'])
  dropQueued(storage, 'id-1')
  dropQueued(storage, 'id-2')
  expect([...storage.all]).toEqual([['somebody', 'else']])
})

it('keeps a press once, however often it is tried', () => {
  const storage = aStorage()
  for (let i = 0; i < 5; i++) expect(keepQueued(storage, aPress(1))).toBe(true)
  expect(storage.all.size).toBe(1)
})

it('lets go of what is older than two days', () => {
  const storage = aStorage()
  keepQueued(storage, aPress(1, NOW - 2 * DAY_MS - 1))
  keepQueued(storage, aPress(2, NOW - 2 * DAY_MS))
  expect(readQueued(storage, NOW)).toHaveLength(1)
  expect(storage.all.size).toBe(1)
})

it('keeps so many and no more, and says so', () => {
  const storage = aStorage()
  for (let i = 0; i < MOST_QUEUED; i++) expect(keepQueued(storage, aPress(i))).toBe(true)
  expect(keepQueued(storage, aPress(99))).toBe(false)
  expect(keepQueued(storage, aPress(0))).toBe(true)
  expect(storage.all.size).toBe(MOST_QUEUED)
})

it('says that nothing is kept where nothing may be, or there is no room', () => {
  const full = aStorage([], {
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError')
    },
  })
  expect(keepQueued(full, aPress(1))).toBe(false)
  expect(keepQueued(undefined, aPress(1))).toBe(false)
  expect(readQueued(undefined, NOW)).toEqual([])
})

it.each(['', 'null', '7', '{}', '{"report":{}}', 'nonsense', JSON.stringify({ ...aPress(2), keptAt: 'x' })])(
  'throws away %j under its own name',
  (text) => {
    const storage = aStorage([[`${PREFIX}id-1`, text]])
    expect(readQueued(storage, NOW)).toEqual([])
    expect(storage.all.size).toBe(0)
  },
)

afterEach(() => vi.unstubAllGlobals())

it('has no shelf where a browser allows none, or an app opens a page without storage', () => {
  vi.stubGlobal('localStorage', null)
  expect(shelf()).toBeUndefined()
  vi.unstubAllGlobals()
  vi.stubGlobal('localStorage', undefined)
  expect(shelf()).toBeUndefined()
})
