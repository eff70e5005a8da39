import { beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { MINUTE_MS, SECOND_MS } from '../../../shared/time.ts'
import { createDirectory, type DirectoryEntry } from '../../catalogue/directory.ts'
import { readProviders } from '../../store/providers.ts'
import { useTestDb } from '../../test/db.ts'
import { aProvider, aReport, somePartitions } from '../../test/factories.ts'
import { readPressed } from './pressed.ts'

const NOW = Date.UTC(2026, 10, 21, 12)
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1'
const test = useTestDb()
let tim: DirectoryEntry
let other: DirectoryEntry
let id: string
let changed: string

beforeAll(async () => {
  await somePartitions(test.db, NOW)
  const { id: providerId } = await aProvider(test.db, { slug: 'tim' })
  await aProvider(test.db, { slug: 'other' })
  const directory = createDirectory(await readProviders(test.db))
  tim = directory.bySlug('tim')!
  other = directory.bySlug('other')!
  const press = { providerId, observedAt: new Date(NOW), country: 'IT' }
  id = (await aReport(test.db, press)).id
  changed = (await aReport(test.db, { ...press, answer: 'works', outcome: 'changed' })).id
})

const read = (query: Record<string, string>, { entry = tim, at = NOW + SECOND_MS, speed = 1 } = {}) =>
  readPressed({ db: test.db, clock: { now: () => at, speed, mode: 'live' } }, entry, query, IPHONE)

it('says what became of a press that was just made, and what it was made on', async () => {
  const pressed = { id, answer: 'problem', country: 'IT', device: 'ios' }
  expect(await read({ reported: 'counted', id })).toEqual({ ...pressed, receipt: 'counted' })
  expect(await read({ reported: 'detailed', id })).toEqual({ ...pressed, receipt: 'detailed' })
})

it.each<[name: string, query: () => Record<string, string>, more?: () => Parameters<typeof read>[1]]>([
  ['nothing', () => ({})],
  ['an outcome without a press', () => ({ reported: 'counted' })],
  ['a press that nobody made', () => ({ reported: 'counted', id: v7({ msecs: NOW }) })],
  ['what is no id', () => ({ reported: 'counted', id: "' or 1=1" })],
  ['another outcome', () => ({ reported: 'repeat', id })],
  ['no outcome at all', () => ({ reported: '<script>', id })],
  ['details of a press that does not count', () => ({ reported: 'detailed', id: changed })],
  ['another provider', () => ({ reported: 'counted', id }), () => ({ entry: other })],
  ['a press of long ago', () => ({ reported: 'counted', id }), () => ({ at: NOW + 10 * MINUTE_MS + 1 })],
  ['a press of the future', () => ({ reported: 'counted', id }), () => ({ at: NOW - 1 })],
])('says nothing where the address names %s', async (_, query, more) => {
  expect(await read(query(), more?.())).toBeNull()
})

it('measures the minutes of its reader where time runs faster', async () => {
  const at = NOW + 60 * MINUTE_MS
  expect(await read({ reported: 'counted', id }, { at, speed: 60 })).not.toBeNull()
  expect(await read({ reported: 'counted', id }, { at, speed: 1 })).toBeNull()
})
