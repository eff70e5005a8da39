import { beforeEach, describe, expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { Notice } from '../../shared/notice.ts'
import { settled } from '../test/settled.ts'
import { useTestDb } from '../test/db.ts'
import { aProvider } from '../test/factories.ts'
import { FEED_NOTICES_PER_DAY, NoticeError } from './notice-limits.ts'
import { keepNoticeSources, noteLook, readNoticeSources } from './notice-sources.ts'
import { openNoticeCursor, readNoticesAfter } from './notices-heard.ts'
import { readNotices, readWithdrawnNotices, toNotice, withdrawNotice, writeNotices } from './notices.ts'
import type { NewNotice } from './notice-row.ts'

const NOON = Date.UTC(2023, 0, 25, 12)
const world = useTestDb()
let providerId = 0
beforeEach(async () => {
  await world.db.sql`truncate notices, forecasts, notice_sources cascade`
  providerId = (await aProvider(world.db)).id
})

let made = 0
const aNotice = (fields: Partial<NewNotice> = {}): NewNotice => ({
  providerId,
  key: `by-hand:${++made}`,
  by: 'operator',
  author: 'Italiaonline',
  domain: null,
  topics: ['cause', 'forecast'],
  text: 'Prevediamo di ripristinare entro 24/48 ore.\n\nNon è un attacco.',
  lang: 'it',
  source: 'https://example.org/news',
  component: null,
  device: null,
  saidFrom: NOON - HOUR_MS,
  saidTo: NOON,
  seenAt: NOON + HOUR_MS,
  forecasts: [
    { dueFrom: NOON + 23 * HOUR_MS, dueTo: NOON + 48 * HOUR_MS, zone: 'Europe/Rome', component: null, device: 'ios' },
    { dueFrom: NOON + HOUR_MS, dueTo: NOON + HOUR_MS, zone: 'Europe/Rome', component: 'webmail', device: null },
  ],
  ...fields,
})
const all = (more: { from?: number; to?: number; limit?: number; newest?: boolean } = {}) =>
  readNotices(world.db, { providerId, from: 0, to: NOON + 999 * HOUR_MS, limit: 1000, ...more })

describe('a notice', () => {
  it('is kept word for word with its forecasts, and read back as it was', async () => {
    const notice = aNotice()
    const { ids, ...written } = await writeNotices(world.db, [notice])
    expect(written).toEqual({ stored: 1, repeated: 0, refused: 0 })
    const { key: _, ...kept } = notice
    const [row] = await all()
    expect(row).toEqual({ ...kept, id: ids[0], provider: row!.provider })
    expect(Notice.parse(toNotice(row!))).toMatchObject({
      id: ids[0],
      text: notice.text,
      said_between: ['2023-01-25T11:00:00.000Z', '2023-01-25T12:00:00.000Z'],
      seen_at: '2023-01-25T13:00:00.000Z',
    })
  })

  it('is kept once, in one batch, in two, and from two readers at the same time', async () => {
    const notice = aNotice({ key: 'feed:statuspage:1' })
    expect(await writeNotices(world.db, [notice, notice])).toMatchObject({ stored: 1, repeated: 1 })
    expect(await writeNotices(world.db, [{ ...notice, text: 'other words, same key' }])).toMatchObject({ repeated: 1 })
    const more = Array.from({ length: 20 }, (_, i) => aNotice({ key: `feed:statuspage:more-${i}` }))
    const both = await Promise.all([writeNotices(world.db, more), writeNotices(world.db, more)])
    expect(both.map((b) => b.stored + b.repeated)).toEqual([20, 20])
    expect(both[0].stored + both[1].stored).toBe(20)
    const rows = await all()
    expect(rows).toHaveLength(21)
    expect(rows.every((row) => row.forecasts.length === 2)).toBe(true)
  })

  it('has a time that nobody knows', async () => {
    await writeNotices(world.db, [aNotice({ saidFrom: null, saidTo: null, forecasts: [] })])
    expect(toNotice((await all())[0]!).said_between).toBeNull()
  })

  it('is found by when it was said; where nobody knows, by when it was seen; oldest first', async () => {
    const said = (from: number, to: number, text: string) =>
      aNotice({ saidFrom: from, saidTo: to, text, forecasts: [] })
    await writeNotices(world.db, [
      said(NOON - 3 * HOUR_MS, NOON - 2 * HOUR_MS, 'before'),
      said(NOON, NOON, 'at noon'),
      said(NOON - 24 * HOUR_MS, NOON + HOUR_MS, 'some time that day'),
      aNotice({ saidFrom: null, saidTo: null, seenAt: NOON + 30 * MINUTE_MS, text: 'nobody knows', forecasts: [] }),
    ])
    const texts = async (more: Parameters<typeof all>[0]) => (await all(more)).map((n) => n.text)
    const around = { from: NOON - HOUR_MS, to: NOON + HOUR_MS }
    expect(await texts(around)).toEqual(['some time that day', 'at noon', 'nobody knows'])
    expect(await texts({ ...around, limit: 1 })).toEqual(['some time that day'])
    expect(await texts({ ...around, limit: 2, newest: true })).toEqual(['at noon', 'nobody knows'])
  })

  it('that was withdrawn is shown no more, does not come back, and is told to the detector once more', async () => {
    const cursor = await openNoticeCursor(world.db, 0)
    const notice = aNotice()
    const { ids } = await writeNotices(world.db, [notice])
    await settled(world.db)
    const heard = await readNoticesAfter(world.db, cursor, 10)
    expect(heard.notices).toMatchObject([{ id: ids[0], isWithdrawn: false }])
    const act = { now: NOON + 2 * HOUR_MS, reason: 'wrong provider' }
    expect(await withdrawNotice(world.db, ids[0]!, act)).toBe(true)
    expect(await withdrawNotice(world.db, ids[0]!, act)).toBe(false)
    expect(await all()).toEqual([])
    expect(await writeNotices(world.db, [notice])).toMatchObject({ stored: 0, repeated: 1 })
    expect(await readWithdrawnNotices(world.db, providerId, 10)).toEqual([
      { id: ids[0], at: act.now, reason: 'wrong provider' },
    ])
    await settled(world.db)
    expect((await readNoticesAfter(world.db, heard.cursor, 10)).notices).toMatchObject([
      { id: ids[0], isWithdrawn: true },
    ])
  })

  it('of one batch is heard in the order given: what was said last is heard last', async () => {
    const cursor = await openNoticeCursor(world.db, 0)
    const said = [-3, -2, -1].map((h) => NOON + h * HOUR_MS)
    const batch = said.map((at, i) => aNotice({ key: `feed:x:${9 - i}`, saidFrom: at, saidTo: at, forecasts: [] }))
    await writeNotices(world.db, batch)
    await settled(world.db)
    expect((await readNoticesAfter(world.db, cursor, 10)).notices.map((n) => n.saidFrom)).toEqual(said)
  })
})

it('keeps so many a day of what a machine has read, the newest, and any that a person has put in', async () => {
  const many = Array.from({ length: FEED_NOTICES_PER_DAY + 5 }, (_, i) =>
    aNotice({ key: `feed:mad:${i}`, saidFrom: NOON - HOUR_MS + i, saidTo: NOON, forecasts: [] }),
  )
  expect(await writeNotices(world.db, many)).toMatchObject({ stored: FEED_NOTICES_PER_DAY, repeated: 0, refused: 5 })
  const from = (await all()).map((n) => n.saidFrom)
  expect(from[0]).toBe(NOON - HOUR_MS + 5)
  const later = { seenAt: NOON + 2 * HOUR_MS }
  expect(await writeNotices(world.db, [aNotice({ ...later, key: 'feed:mad:more' })])).toMatchObject({ refused: 1 })
  expect(await writeNotices(world.db, [many.at(-1)!])).toMatchObject({ repeated: 1, refused: 0 })
  expect(await writeNotices(world.db, [aNotice(later)])).toMatchObject({ stored: 1 })
  const tomorrow = aNotice({ key: 'feed:mad:tomorrow', seenAt: NOON + 26 * HOUR_MS })
  expect(await writeNotices(world.db, [tomorrow])).toMatchObject({ stored: 1 })
})

it.each<[string, Partial<Record<keyof NewNotice, unknown>>]>([
  ['by', { by: 'hearsay' }],
  ['author', { author: '' }],
  ['author', { author: 'two\nlines' }],
  ['author', { author: 'x'.repeat(101) }],
  ['domain', { domain: 'libero.it' }],
  ['topics', { topics: ['weather'] }],
  ['topics', { topics: ['cause', 'cause'] }],
  ['text', { text: '  ' }],
  ['text', { text: 'x'.repeat(4001) }],
  ['text', { text: 'a\u0000b' }],
  ['text', { text: 'a\u202eb' }],
  ['text', { text: 'a\ud800b' }],
  ['lang', { lang: 'italiano!' }],
  ['source', { source: 'javascript:alert(1)' }],
  ['source', { source: 'https://user:secret@example.org/' }],
  ['source', { source: 'https://example.org/"><script>' }],
  ['source', { source: `https://example.org/${'x'.repeat(500)}` }],
  ['component', { component: 'Web Mail' }],
  ['device', { device: 'fridge' }],
  ['saidFrom', { saidFrom: NOON, saidTo: NOON - 1 }],
  ['saidFrom', { saidFrom: NOON, saidTo: null }],
  ['saidFrom', { saidFrom: NOON + 2 * HOUR_MS, saidTo: NOON + 2 * HOUR_MS }],
  ['forecasts', { forecasts: [{ dueFrom: NOON, dueTo: NOON - 1, zone: 'UTC', component: null, device: null }] }],
  ['forecasts', { forecasts: [{ dueFrom: NOON, dueTo: NOON, zone: 'Mars/Base', component: null, device: null }] }],
  ['forecasts', { forecasts: [{ dueFrom: 1, dueTo: 2, zone: 'UTC', component: null, device: null }] }],
  ['key', { key: '' }],
])('refuses a bad %s and keeps nothing of its batch: %j', async (field, fields) => {
  const refused = writeNotices(world.db, [aNotice(), { ...aNotice(), ...fields } as NewNotice])
  await expect(refused).rejects.toThrow(NoticeError)
  await expect(refused).rejects.toMatchObject({ field })
  expect(await all()).toEqual([])
})

describe('the sources', () => {
  const source = () => ({ providerId, url: 'https://status.example/', kind: 'statuspage' })
  const look = (at: number, failure: string | null, etag: string | null = null) =>
    noteLook(world.db, { ...source(), at, failure, etag })

  it('say when they were looked at, and when they could last be read', async () => {
    await keepNoticeSources(world.db, [source()])
    expect(await readNoticeSources(world.db, providerId)).toMatchObject([{ lookedAt: null, readAt: null }])
    await look(NOON, null, '"a"')
    await look(NOON + MINUTE_MS, 'timeout')
    expect(await readNoticeSources(world.db, providerId)).toEqual([
      {
        url: 'https://status.example/',
        kind: 'statuspage',
        lookedAt: NOON + MINUTE_MS,
        readAt: NOON,
        etag: '"a"',
        failure: 'timeout',
      },
    ])
    await look(NOON + 2 * MINUTE_MS, null)
    expect(await readNoticeSources(world.db, providerId)).toMatchObject([{ etag: null, failure: null }])
  })

  it('go when the catalogue lists them no more', async () => {
    await look(NOON, null)
    await keepNoticeSources(world.db, [{ ...source(), url: 'https://new.example/' }])
    expect(await readNoticeSources(world.db, providerId)).toMatchObject([{ url: 'https://new.example/' }])
  })
})
