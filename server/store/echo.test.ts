import { randomBytes } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import type { AcceptedReport } from '../handover.ts'
import { useTestDb } from '../test/db.ts'
import { readEcho } from './echo.ts'
import { ensurePartitions } from './partitions.ts'
import { HOSTS_PER_MINUTE, writeReports } from './reports.ts'

const nine = Date.UTC(2026, 10, 21, 9)
const at = (minute: number) => new Date(nine + minute * MINUTE_MS).toISOString()
const LOUDEST = { share: 0.6, windowMs: 10 * MINUTE_MS, voices: 5, named: 20 }
const test = useTestDb()
beforeAll(() => ensurePartitions(test.db, nine - HOUR_MS, nine + 2 * HOUR_MS))
beforeEach(() => test.db.sql`truncate reports, voices, report_counts_minute, report_counts_quarter`)

function aPress(minute: number, given: Partial<AcceptedReport> = {}): AcceptedReport {
  const observedAt = nine + minute * MINUTE_MS
  return {
    id: v7({ msecs: observedAt }),
    providerId: 1,
    answer: 'problem',
    problem: null,
    component: null,
    device: null,
    isDeviceSaid: false,
    country: null,
    region: null,
    network: null,
    began: null,
    reporterKey: randomBytes(16).toString('hex'),
    networkKey: randomBytes(16).toString('hex'),
    via: 'site',
    referrerHost: null,
    observedAt,
    receivedAt: observedAt,
    ...given,
  }
}
const through = (host: string | null) => ({ via: 'widget' as const, referrerHost: host })
const times = (n: number, minute: number, given?: Partial<AcceptedReport>) =>
  Array.from({ length: n }, () => aPress(minute, given))

/** `value: reports problems works` */
async function hostCounts(): Promise<string[]> {
  const rows = await test.db.sql<{ line: string }[]>`
    select value || ': ' || concat_ws(' ', reports, problems, works) as line from report_counts_minute where facet = 'host'
    order by bucket_start, value collate "C"`
  return rows.map(({ line }) => line)
}

describe('counts by page', () => {
  it('are of voices that came through a widget, by the page it stands in', async () => {
    const again = aPress(0, through('paper.example'))
    await writeReports(test.db, [
      again,
      aPress(0, { ...through('paper.example'), answer: 'works' }),
      aPress(0, through(null)),
      aPress(0, { referrerHost: 'paper.example' }),
      aPress(0, { via: 'api', referrerHost: 'paper.example' }),
    ])
    // Who presses again, wherever, brings no page; nor do details.
    await writeReports(test.db, [
      { ...again, id: v7({ msecs: nine }) },
      { ...again, id: v7({ msecs: nine }), referrerHost: 'other.example', problem: 'slow' },
    ])
    expect(await hostCounts()).toEqual(['-: 1 1 0', 'paper.example: 2 1 1'])
  })

  it('name so many pages a minute, the loudest first and those that are there already; the rest is counted all the same', async () => {
    const invented = (n: number, name: string) =>
      Array.from({ length: n }, (_, i) => aPress(0, through(`${name}${i}.example`)))
    await writeReports(test.db, [...invented(50, 'a'), ...times(3, 0, through('z.example'))])
    await writeReports(test.db, [...invented(5, 'b'), ...times(2, 0, through('z.example'))])
    await writeReports(test.db, [
      aPress(1, through('b0.example')),
      aPress(0, { providerId: 2, ...through('b0.example') }),
    ])
    const [{ n } = { n: 0 }] = await test.db.sql<{ n: number }[]>`
      select count(*)::int as n from report_counts_minute
      where facet = 'host' and value <> '-' and bucket_start = ${at(0)}::timestamptz and provider_id = 1`
    expect(n).toBe(HOSTS_PER_MINUTE)
    const lines = await hostCounts()
    expect(lines).toContain('z.example: 5 5 0')
    expect(lines).toContain(`-: ${50 + 1 + 5 - HOSTS_PER_MINUTE} ${50 + 1 + 5 - HOSTS_PER_MINUTE} 0`)
    expect(lines.filter((line) => line.startsWith('b0.example'))).toHaveLength(2)
  })

  it('go with the voice, also of a page that nobody knows', async () => {
    await writeReports(test.db, [aPress(0, through(null)), aPress(0, through('paper.example')), aPress(0)])
    const rows = await test.db.sql<
      { host: string | null }[]
    >`select host from voices order by host collate "C" nulls last`
    expect(rows.map(({ host }) => host)).toEqual(['-', 'paper.example', null])
  })

  it('of several processes meet without a deadlock', async () => {
    const hosts = Array.from({ length: 30 }, (_, i) => `h${i}.example`)
    const batch = (turn: number) => hosts.map((host, i) => aPress(i % 3, through(host))).toSorted(() => (turn % 3) - 1)
    await Promise.all(Array.from({ length: 8 }, (_, i) => writeReports(test.db, batch(i))))
    const [sum] = await test.db.sql`select sum(reports)::int as n from report_counts_minute where facet = 'host'`
    expect(sum).toEqual({ n: 240 })
  })
})

describe('the echo', () => {
  const read = (from = 0, to = 60) =>
    readEcho(test.db, { providerId: 1, from: nine + from * MINUTE_MS, to: nine + to * MINUTE_MS }, LOUDEST)

  it('of nobody is nothing', async () => {
    expect(await read()).toEqual({ voices: 0, through_widgets: 0, hosts: [], unnamed: 0, amplified: [] })
  })

  it('tells through whose widgets voices came, and when one page brought more than its share', async () => {
    // 9:00 a few | 9:10 8 of 10 | 9:20 5 of 8 | 9:30 3 of 5, which is no more than 60 % | 9:40 4 of 4: too few | 9:50 the other's
    await writeReports(test.db, [
      ...times(4, 2),
      ...times(5, 11, through('loud.example')),
      ...times(3, 19, through('loud.example')),
      ...times(2, 19),
      ...times(5, 20, through('loud.example')),
      ...times(2, 29),
      aPress(29, through(null)),
      ...times(3, 31, through('loud.example')),
      ...times(2, 31),
      ...times(4, 40, through('loud.example')),
      ...times(6, 55, through('other.example')),
      aPress(55, { ...through('other.example'), answer: 'works' }),
      ...times(9, 62, through('late.example')),
      ...times(9, 12, { providerId: 2, ...through('else.example') }),
    ])
    expect(await read()).toEqual({
      voices: 37,
      through_widgets: 27,
      hosts: [
        // The other brought too few to be named.
        { host: 'loud.example', voices: 20 },
      ],
      unnamed: 1,
      amplified: [
        { host: 'loud.example', since: at(10), until: at(30), share: 13 / 18, voices: 18 },
        { host: null, since: at(50), until: at(60), share: 1, voices: 6 },
      ],
    })
    expect((await read(12, 56)).amplified).toMatchObject([
      { since: at(20), until: at(30) },
      { since: at(50), until: at(56) },
    ])
  })

  it('names the ten loudest pages, and none that nobody knows as the loud one', async () => {
    await writeReports(test.db, [
      ...times(20, 0, through(null)),
      ...Array.from({ length: 12 }, (_, i) => times(i + 20, i, through(`h${i}.example`))).flat(),
      // No names of sites, and none that a reader should see.
      ...times(30, 20, through('127.0.0.1')),
      ...times(30, 20, through('[::1]')),
      ...times(30, 21, through('localhost')),
    ])
    const { hosts, unnamed, through_widgets, amplified } = await read()
    expect(hosts.map(({ voices }) => voices)).toEqual([31, 30, 29, 28, 27, 26, 25, 24, 23, 22])
    expect([unnamed, through_widgets]).toEqual([20, 20 + 306 + 90])
    expect(amplified).toEqual([])
    // One voice less is no readership: whoever made the name up has it printed nowhere.
    expect((await read(0, 1)).hosts).toEqual([{ host: 'h0.example', voices: 20 }])
  })
})
