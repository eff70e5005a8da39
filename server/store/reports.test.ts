import { randomBytes } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { HOUR_MS, MINUTE_MS, SLOT_MS } from '../../shared/time.ts'
import { useTestDb } from '../test/db.ts'
import { ensurePartitions } from './partitions.ts'
import type { AcceptedReport } from '../handover.ts'
import { writeReports } from './reports.ts'

const noon = Date.UTC(2026, 10, 21, 12)
const test = useTestDb()

function aReport(given: Partial<AcceptedReport> = {}): AcceptedReport {
  const observedAt = given.observedAt ?? noon
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
    receivedAt: observedAt,
    ...given,
    observedAt,
  }
}

/** `facet value at: reports problems works`, minutes and quarters together; rows of zeros are left out. */
async function counts(): Promise<string[]> {
  const rows = await test.db.sql<Record<string, string>[]>`
    select facet, value, to_char(bucket_start, 'HH24:MI') as at, reports, problems, works
    from (select * from report_counts_minute union all select * from report_counts_quarter) c
    where (reports, problems, works) <> (0, 0, 0) order by 1, 2, 3`
  return rows.map((r) => `${r.facet} ${r.value} ${r.at}: ${r.reports} ${r.problems} ${r.works}`)
}

const outcomes = (...reports: AcceptedReport[]) => {
  return writeReports(test.db, reports)
}

async function inTurn<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const item of items) results.push(await act(item))
  return results
}

/** Of the voices themselves, not of what was added to them. */
const rows = async (table: 'reports' | 'voices') => {
  const { sql } = test.db
  const all = await sql<Record<string, unknown>[]>`select * from ${sql(table)} order by received_at`
  return all.filter(({ turn = 0 }) => turn === 0)
}

beforeAll(() => ensurePartitions(test.db, noon - 72 * HOUR_MS, noon + 72 * HOUR_MS))
beforeEach(() => test.db.sql`truncate reports, voices, report_counts_minute, report_counts_quarter`)

describe('who counts', () => {
  // 12:00 ------- 12:30 ------- 13:00, times in minutes after noon
  const cases: [name: string, presses: [minute: number, answer: 'problem' | 'works'][], expected: string[]][] = [
    [
      'a reporter once per provider and half hour',
      [
        [0, 'problem'],
        [9, 'problem'],
        [29, 'problem'],
      ],
      ['counted', 'repeat', 'repeat'],
    ],
    [
      'again in the next half hour',
      [
        [29, 'problem'],
        [30, 'problem'],
      ],
      ['counted', 'counted'],
    ],
    [
      'the first answer, whatever follows',
      [
        [0, 'problem'],
        [5, 'works'],
        [6, 'problem'],
      ],
      ['counted', 'changed', 'repeat'],
    ],
    [
      'a different answer from the next half hour',
      [
        [0, 'problem'],
        [5, 'works'],
        [31, 'works'],
      ],
      ['counted', 'changed', 'counted'],
    ],
  ]
  for (const together of [false, true])
    it.each(cases)(`counts %s${together ? ', in one batch' : ''}`, async (_name, presses, expected) => {
      const reporterKey = 'ab'.repeat(16)
      const reports = presses.map(([minute, answer]) =>
        aReport({ reporterKey, answer, observedAt: noon + minute * MINUTE_MS }),
      )
      const answers = together ? [await outcomes(...reports)] : await inTurn(reports, (report) => outcomes(report))
      expect(answers.flat()).toEqual(expected)
      const voices = expected.filter((outcome) => outcome === 'counted').length
      expect(await rows('voices')).toHaveLength(voices)
      const [sum] = await test.db
        .sql`select sum(reports)::int as r, sum(problems + works)::int as v from report_counts_minute where facet = 'all'`
      expect(sum).toEqual({ r: presses.length, v: voices })
    })

  it('keeps providers and reporters apart', async () => {
    const reporterKey = 'cd'.repeat(16)
    expect(await outcomes(aReport({ reporterKey }), aReport({ reporterKey, providerId: 2 }), aReport())).toEqual(
      Array(3).fill('counted'),
    )
  })
})

describe('an id', () => {
  it('that comes again is answered as it was and changes nothing', async () => {
    const report = aReport({ problem: 'slow' })
    await outcomes(report)
    const before = await counts()
    expect(await outcomes({ ...report, problem: 'errors', region: 'IT-25' })).toEqual(['counted'])
    // The phone has moved on to another network and is somebody else now.
    expect(await outcomes({ ...report, reporterKey: 'ef'.repeat(16), observedAt: noon + SLOT_MS })).toEqual(['counted'])
    expect(await counts()).toEqual(before)
    expect(await rows('voices')).toHaveLength(1)
  })

  it('belongs to one report: with another provider or answer it is told so, and nothing is stored', async () => {
    const first = aReport()
    expect(await outcomes(first)).toEqual(['counted'])
    expect(await outcomes({ ...first, providerId: 2 })).toEqual(['taken'])
    expect(await outcomes({ ...first, answer: 'works' })).toEqual(['taken'])
    const second = aReport()
    expect(await outcomes(second, { ...second, providerId: 2 }, second)).toEqual(['counted', 'taken', 'counted'])
    expect(await rows('reports')).toHaveLength(2)
    expect(await rows('voices')).toHaveLength(2)
  })

  it('twice in one batch is one report', async () => {
    const report = aReport()
    expect(await outcomes(report, { ...report })).toEqual(['counted', 'counted'])
    expect(await counts()).toContain('all  12:00: 1 1 0')
    expect(await rows('reports')).toHaveLength(1)
  })

  it('in two statements at once is stored once, and both are answered', async () => {
    for (let round = 0; round < 20; round++) {
      const report = aReport()
      const answers = await Promise.all([1, 2, 3, 4].map(() => outcomes(report)))
      expect(answers.flat()).toEqual(Array(4).fill('counted'))
    }
    expect(await counts()).toContain('all  12:00: 20 20 0')
  })
})

describe('detail', () => {
  it('is counted by facet, and what is not known is a value of its own', async () => {
    await outcomes(
      aReport({
        problem: 'slow',
        component: 'app',
        device: 'ios',
        country: 'IT',
        region: 'IT-25',
        network: 3269,
        began: 'hour',
      }),
      aReport({ answer: 'works' }),
    )
    expect(await counts()).toEqual([
      'all  12:00: 2 1 1',
      'began hour 12:00: 1 1 0',
      'component_device -/- 12:00: 1 0 1',
      'component_device app/ios 12:00: 1 1 0',
      'country - 12:00: 1 0 1',
      'country IT 12:00: 1 1 0',
      'network - 12:00: 1 0 1',
      'network 3269 12:00: 1 1 0',
      'problem - 12:00: 1 0 1',
      'problem slow 12:00: 1 1 0',
      'region IT-25 12:00: 1 1 0',
    ])
  })

  it('given later is taken by the voice and corrects the facets where the voice was counted', async () => {
    const reporterKey = '12'.repeat(16)
    await outcomes(aReport({ reporterKey, device: 'ios' }))
    const more = {
      reporterKey,
      device: 'android',
      problem: 'slow',
      component: 'app',
      region: 'IT-25',
      began: 'today',
    } as const
    expect(await outcomes(aReport({ ...more, observedAt: noon + 20 * MINUTE_MS }))).toEqual(['repeat'])
    expect(await counts()).toEqual([
      'all  12:00: 1 1 0',
      'all  12:20: 1 0 0',
      'began today 12:00: 0 1 0',
      'began today 12:15: 1 0 0',
      'component_device -/ios 12:00: 1 0 0',
      'component_device app/android 12:20: 1 0 0',
      // What the voice already had, it keeps: an iPhone.
      'component_device app/ios 12:00: 0 1 0',
      'country - 12:00: 1 1 0',
      'country - 12:15: 1 0 0',
      'network - 12:00: 1 1 0',
      'network - 12:15: 1 0 0',
      'problem - 12:00: 1 0 0',
      'problem slow 12:00: 0 1 0',
      'problem slow 12:15: 1 0 0',
      'region IT-25 12:00: 0 1 0',
      'region IT-25 12:15: 1 0 0',
    ])
    expect(await rows('voices')).toMatchObject([
      { problem: 'slow', component: 'app', device: 'ios', region: 'IT-25', began: 'today' },
    ])
  })

  it('corrects a device that was only guessed, and nothing else that was said before', async () => {
    const reporterKey = '56'.repeat(16)
    await outcomes(aReport({ reporterKey, device: 'ios', component: 'app', began: 'hour' }))
    const more = { reporterKey, device: 'web', isDeviceSaid: true, component: 'imap', began: 'longer' } as const
    expect(await outcomes(aReport({ ...more, observedAt: noon + MINUTE_MS }))).toEqual(['repeat'])
    expect(await rows('voices')).toMatchObject([{ device: 'web', component: 'app', began: 'hour' }])
    const voices = (await counts()).filter((line) => !line.endsWith(' 0 0'))
    expect(voices).toEqual([
      'all  12:00: 1 1 0',
      'began hour 12:00: 1 1 0',
      'component_device app/web 12:00: 0 1 0',
      'country - 12:00: 2 1 0',
      'network - 12:00: 2 1 0',
      'problem - 12:00: 2 1 0',
    ])
  })

  it('of a changed answer touches no voice', async () => {
    const reporterKey = '34'.repeat(16)
    await outcomes(aReport({ reporterKey, answer: 'works' }))
    expect(await outcomes(aReport({ reporterKey, problem: 'slow' }))).toEqual(['changed'])
    expect(await rows('voices')).toMatchObject([{ answer: 'works', problem: null }])
    expect(await counts()).toContain('problem slow 12:00: 1 0 0')
  })

  it('is kept as text, whatever it says', async () => {
    const referrerHost = `'; drop table reports; -- <script>`
    await outcomes(aReport({ referrerHost }))
    expect(await rows('reports')).toMatchObject([{ referrer_host: referrerHost, outcome: 'counted' }])
  })
})

describe('several processes', () => {
  it('write the same voices in any order without a deadlock, and each voice once', async () => {
    const keys = Array.from({ length: 40 }, () => randomBytes(16).toString('hex'))
    const batch = (i: number) =>
      keys
        .map((reporterKey, k) =>
          aReport({ reporterKey, providerId: (k % 7) + 1, ...(i % 2 ? { problem: 'slow', device: 'ios' } : {}) }),
        )
        .toSorted(() => (i % 3) - 1)
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => outcomes(...batch(i))))
    expect(answers.flat().filter((outcome) => outcome === 'counted')).toHaveLength(40)
    expect(answers.flat().filter((outcome) => outcome === 'repeat')).toHaveLength(40 * 11)
    const [all] = await test.db
      .sql`select sum(reports)::int as r, sum(problems)::int as v from report_counts_minute where facet = 'all'`
    expect(all).toEqual({ r: 480, v: 40 })
    const facets = await test.db
      .sql`select facet, value, sum(problems)::int as v from report_counts_quarter group by 1, 2 order by 1, 2`
    expect(facets.filter(({ facet, v }) => facet === 'problem' && v !== 0)).toEqual([
      { facet: 'problem', value: 'slow', v: 40 },
    ])
  })
})
