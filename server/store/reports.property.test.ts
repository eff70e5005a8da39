import * as fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { bucketStart, HOUR_MS, MINUTE_MS, QUARTER_MS, SLOT_MS } from '../../shared/time.ts'
import { useTestDb } from '../test/db.ts'
import { ensurePartitions } from './partitions.ts'
import type { AcceptedReport } from '../handover.ts'
import { writeReports } from './reports.ts'

const noon = Date.UTC(2026, 10, 21, 12)
const RUNS = 60
const test = useTestDb()
beforeAll(() => ensurePartitions(test.db, noon - HOUR_MS, noon + 2 * HOUR_MS))

type Voice = Pick<
  AcceptedReport,
  'answer' | 'problem' | 'component' | 'device' | 'region' | 'began' | 'observedAt' | 'providerId'
>
type Counts = Map<string, [reports: number, problems: number, works: number]>

/** The same rules, one report after the other, in memory. */
function aModel() {
  const counts: Counts = new Map()
  const voices = new Map<string, Voice>()
  const heard = new Map<string, { report: AcceptedReport; outcome: string }>()
  const add = (at: number, provider: number, facet: string, value: string, by: [number, number, number]) => {
    const key = `${provider} ${new Date(at).toISOString()} ${facet} ${value}`
    const before = counts.get(key) ?? [0, 0, 0]
    counts.set(key, [before[0] + by[0], before[1] + by[1], before[2] + by[2]])
  }
  const matrix = (v: Voice) => `${v.component ?? '-'}/${v.device ?? '-'}`

  function hear(report: AcceptedReport): string {
    const known = heard.get(report.id)
    if (known) {
      const isSame = known.report.providerId === report.providerId && known.report.answer === report.answer
      return isSame ? known.outcome : 'taken'
    }
    const place = `${bucketStart(report.observedAt, SLOT_MS)} ${report.providerId} ${report.reporterKey}`
    const voice = voices.get(place)
    const outcome = voice === undefined ? 'counted' : voice.answer === report.answer ? 'repeat' : 'changed'
    heard.set(report.id, { report, outcome })
    const isVoice = Number(outcome === 'counted')
    const press: [number, number, number] = [
      1,
      isVoice * Number(report.answer === 'problem'),
      isVoice * Number(report.answer === 'works'),
    ]
    const [minute, quarter] = [bucketStart(report.observedAt, MINUTE_MS), bucketStart(report.observedAt, QUARTER_MS)]
    add(minute, report.providerId, 'all', '', press)
    add(minute, report.providerId, 'component_device', matrix(report), press)
    if (isVoice && report.via === 'widget') add(minute, report.providerId, 'host', report.referrerHost ?? '-', press)
    add(quarter, report.providerId, 'problem', report.problem ?? '-', press)
    add(quarter, report.providerId, 'country', report.country ?? '-', press)
    add(quarter, report.providerId, 'network', String(report.network ?? '-'), press)
    if (report.region) add(quarter, report.providerId, 'region', report.region, press)
    if (report.began) add(quarter, report.providerId, 'began', report.began, press)
    if (voice === undefined) voices.set(place, { ...report })
    else if (outcome === 'repeat') learn(voice, report)
    return outcome
  }

  function learn(voice: Voice, report: AcceptedReport): void {
    const weigh = (sign: number): [number, number, number] => (voice.answer === 'problem' ? [0, sign, 0] : [0, 0, sign])
    const [minute, quarter] = [bucketStart(voice.observedAt, MINUTE_MS), bucketStart(voice.observedAt, QUARTER_MS)]
    const at = voice.providerId
    add(minute, at, 'component_device', matrix(voice), weigh(-1))
    add(quarter, at, 'problem', voice.problem ?? '-', weigh(-1))
    if (voice.region) add(quarter, at, 'region', voice.region, weigh(-1))
    if (voice.began) add(quarter, at, 'began', voice.began, weigh(-1))
    voice.component ??= report.component
    if (report.isDeviceSaid) voice.device = report.device
    voice.device ??= report.device
    voice.problem ??= report.problem
    voice.region ??= report.region
    voice.began ??= report.began
    add(minute, at, 'component_device', matrix(voice), weigh(1))
    add(quarter, at, 'problem', voice.problem ?? '-', weigh(1))
    if (voice.region) add(quarter, at, 'region', voice.region, weigh(1))
    if (voice.began) add(quarter, at, 'began', voice.began, weigh(1))
  }
  return { hear, counts, voices }
}

/** Few ids, reporters and values, so that they meet. */
const anId = fc.nat(11)
const aReport = fc.record({
  id: anId,
  providerId: fc.integer({ min: 1, max: 2 }),
  reporter: fc.nat(2),
  answer: fc.constantFrom('problem' as const, 'problem' as const, 'works' as const),
  problem: fc.constantFrom(null, null, 'slow', 'errors'),
  component: fc.constantFrom(null, 'app'),
  device: fc.constantFrom(null, 'ios' as const, 'web' as const),
  says: fc.boolean(),
  began: fc.constantFrom(null, 'now' as const, 'hour' as const),
  country: fc.constantFrom(null, 'IT'),
  region: fc.constantFrom(null, 'IT-25', 'IT-62'),
  network: fc.constantFrom(null, 3269),
  via: fc.constantFrom('api' as const, 'widget' as const),
  referrerHost: fc.constantFrom(null, 'a.example', 'b.example'),
  minute: fc.constantFrom(0, 1, 16, 29, 30, 44),
})
const aHistory = fc.array(fc.array(aReport, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 5 })

async function readCounts(): Promise<Counts> {
  const rows = await test.db.sql<{ key: string; n: [number, number, number] }[]>`
    select concat_ws(' ', provider_id, to_char(bucket_start, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), facet, value) as key,
      array[reports, problems, works] as n
    from (select * from report_counts_minute union all select * from report_counts_quarter) c`
  return new Map(rows.map(({ key, n }) => [key, n]))
}

const withoutZeros = (counts: Counts) =>
  [...counts].filter(([, n]) => n.some((x) => x !== 0)).toSorted(([a], [b]) => (a < b ? -1 : 1))

it(`counts any sequence of batches as the rules would one by one`, { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(aHistory, async (history) => {
      await test.db.sql`truncate reports, voices, report_counts_minute, report_counts_quarter`
      const ids = Array.from({ length: 12 }, () => v7({ msecs: noon }))
      const model = aModel()
      for (const batch of history) {
        const reports = batch.map(({ id, reporter, minute, says, ...rest }): AcceptedReport => {
          const observedAt = noon + minute * MINUTE_MS
          const hex = String(reporter).repeat(32)
          return {
            ...rest,
            id: ids[id]!,
            isDeviceSaid: says && rest.device !== null,
            reporterKey: hex,
            networkKey: hex,
            observedAt,
            receivedAt: noon,
          }
        })
        const expected = reports.map((report) => model.hear(report))
        expect(await writeReports(test.db, reports)).toEqual(expected)
      }
      expect(withoutZeros(await readCounts())).toEqual(withoutZeros(model.counts))
      const [{ voices } = { voices: 0 }] = await test.db.sql<
        { voices: number }[]
      >`select count(*)::int as voices from voices where turn = 0`
      expect(voices).toBe(model.voices.size)
    }),
    { numRuns: RUNS },
  )
})
