import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { ProbeKind, ProbeOutcome } from '../../shared/probe.ts'
import { DropReason, ReportOutcome } from '../../shared/report.ts'
import type { Outbound } from '../outbound.ts'
import { countOutbound, type Purpose } from './outbound.ts'
import { countRequests, type OnAnswer } from './requests.ts'
import { showStanding, type Standing } from './standing.ts'

/** What became of a report: `unavailable`, there was no commit in time; `failed`, our fault. */
export type ReportEnd = ReportOutcome | DropReason | 'unavailable' | 'failed'

/** What main hands to the stages: each a plain function, so that no stage knows of metrics. */
export type Metrics = {
  onAnswer: OnAnswer
  onReport: (end: ReportEnd) => void
  /** A batch that is written, timed. */
  batch<T>(reports: number, writing: Promise<T>): Promise<T>
  onTurn: (job: string, outcome: 'ok' | 'failed', ms: number) => void
  onProbe: (kind: ProbeKind, outcome: ProbeOutcome) => void
  /** The database was asked whether it is there: how long it took, or undefined: it does not answer. */
  onBeat: (ms: number | undefined) => void
  outbound: (way: Outbound, purpose: Purpose) => Outbound
  show(standing: Standing): void
  /** In the text format of Prometheus. */
  text(): Promise<string>
  readonly contentType: string
}

const BATCH_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]
const BATCH_REPORTS = [1, 2, 5, 10, 25, 50, 100, 250, 500]
const TURN_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60]
const BEAT_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5]

/** What runs by itself here. A failure is counted from 0 on: the first one would be no rise of what was not there before. */
export const JOBS = ['detect', 'live', 'heartbeat', 'prune', 'archive', 'deliver', 'push'] as const
const OUTCOMES = ['ok', 'failed'] as const

/** A registry of its own; no label holds anything that an outsider wrote, and none tells one person from another. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name, help, labelNames, registers })
  const histogram = <L extends string>(name: string, help: string, buckets: number[], labelNames: L[]) =>
    new Histogram({ name, help, buckets, labelNames, registers })

  const reports = counter('brusio_reports_total', 'Reports, by what became of them', ['outcome'])
  const ends = new Map<ReportEnd, { inc(): void }>()
  for (const end of [...ReportOutcome.options, ...DropReason.options, 'unavailable', 'failed'] as ReportEnd[]) {
    reports.inc({ outcome: end }, 0)
    ends.set(end, reports.labels(end))
  }
  const batchSeconds = histogram('brusio_write_batch_seconds', 'One statement for a batch', BATCH_SECONDS, [])
  const batchReports = histogram('brusio_write_batch_reports', 'Reports in a batch', BATCH_REPORTS, [])
  const batchFailures = counter('brusio_write_batch_failures_total', 'Batches that failed, and were kept', [])
  const turns = counter('brusio_job_turns_total', 'Turns of what runs by itself', ['job', 'outcome'])
  for (const job of JOBS) for (const outcome of OUTCOMES) turns.inc({ job, outcome }, 0)
  const lastSuccess = new Gauge({
    name: 'brusio_job_last_success_timestamp_seconds',
    help: 'When a turn last ended well (real time)',
    labelNames: ['job'],
    registers,
  })
  const turnSeconds = histogram('brusio_job_turn_seconds', 'How long a turn took', TURN_SECONDS, ['job'])
  const probes = counter('brusio_probe_results_total', "This server's own probes", ['kind', 'outcome'])
  const beats = histogram('brusio_database_beat_seconds', 'select 1, once a second', BEAT_SECONDS, [])
  const silent = counter('brusio_database_silent_total', 'Times that the database did not answer that', [])
  const ways = counter('brusio_outbound_requests_total', 'Ways out of this process', ['purpose', 'outcome'])

  return {
    onAnswer: countRequests(registry),
    onReport: (end) => ends.get(end)?.inc(),
    async batch(size, writing) {
      const began = performance.now()
      try {
        const written = await writing
        batchSeconds.observe((performance.now() - began) / 1_000)
        batchReports.observe(size)
        return written
      } catch (error) {
        batchFailures.inc()
        throw error
      }
    },
    onTurn(job, outcome, ms) {
      turns.inc({ job, outcome })
      turnSeconds.observe({ job }, ms / 1_000)
      if (outcome === 'ok') lastSuccess.set({ job }, Date.now() / 1_000)
    },
    onProbe: (kind, outcome) => probes.inc({ kind, outcome }),
    onBeat(ms) {
      if (ms === undefined) silent.inc()
      else beats.observe(ms / 1_000)
    },
    outbound: (way, purpose) => countOutbound(way, ways, purpose),
    show: (standing) => showStanding(registry, standing),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
