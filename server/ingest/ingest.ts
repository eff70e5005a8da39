import type { Clock } from '../clock.ts'
import { Refusal } from '../errors.ts'
import type { Log } from '../log.ts'
import type { DropReason, NewReport, ReportOutcome, ReportReceipt, Via } from '../../shared/report.ts'
import { bucketStart, SLOT_MS } from '../../shared/time.ts'
import { parseAddress } from './address.ts'
import type { AcceptedReport, WriteOutcome } from '../handover.ts'
import type { Draft, Dropped } from './pipeline.ts'
import { runPipeline } from './pipeline.ts'
import { createRateLimit } from './rate-limit.ts'
import { createSteps, type StepDeps } from './steps.ts'
import { createWriteBuffer } from './write-buffer.ts'

export type Submission = {
  body: NewReport
  address: string
  userAgent: string
  via: Via
  /** Headers of the request: where the press comes from, and what it calls us. */
  referrer?: string
  origin?: string
  ownHost?: string
}

export type Ingest = {
  /** Settles after the commit. Throws a 503 Refusal where nothing was claimed: no room, no database, closing. */
  submit(input: Submission): Promise<{ receipt: ReportReceipt } | Dropped>
  /** Reports without an answer yet. */
  readonly waiting: number
  /** Writes what is waiting; nothing more is taken. */
  close(): Promise<void>
}

export type IngestDeps = Pick<StepDeps, 'providers' | 'country' | 'network' | 'dayKey'> & {
  clock: Clock
  log: Log
  reportsPerMinute: number
  /** Under which we are read, where it is not what a request calls us. */
  publicUrl?: string | undefined
  /** Told what became of each report; `unavailable`: a 503, `failed`: our fault. */
  onEnd?: ((end: ReportOutcome | DropReason | 'unavailable' | 'failed') => void) | undefined
  /** Outcomes in the order of the batch; `taken`: another report has this id; undefined: not decided yet. */
  write: (batch: AcceptedReport[]) => Promise<(WriteOutcome | undefined)[]>
}

/** Nobody's address: what came over a Unix socket, or through a proxy that says nothing. */
const NO_ADDRESS = { text: '0.0.0.0', words: [0] }

export function createIngest(deps: IngestDeps): Ingest {
  const { clock, log, write, providers, country, network, dayKey, onEnd } = deps
  const rateLimit = createRateLimit({ perMinute: deps.reportsPerMinute, log })
  const steps = createSteps({ rateLimit, providers, country, network, dayKey, publicUrl: deps.publicUrl })
  const buffer = createWriteBuffer<AcceptedReport, WriteOutcome>({ write, log })

  async function submit(input: Submission): Promise<{ receipt: ReportReceipt } | Dropped> {
    const end = await runPipeline(steps, toDraft(input, clock.now()))
    if ('dropped' in end) return end
    const report = toAccepted(end)
    const outcome = await buffer.add(report)
    if (outcome === 'taken') return { dropped: 'id-taken', field: 'id' }
    return { receipt: toReceipt(report, end.body.provider, outcome) }
  }

  return {
    async submit(input) {
      if (!onEnd) return submit(input)
      try {
        const end = await submit(input)
        onEnd('dropped' in end ? end.dropped : end.receipt.outcome)
        return end
      } catch (error) {
        onEnd(error instanceof Refusal && error.status === 503 ? 'unavailable' : 'failed')
        throw error
      }
    },
    get waiting() {
      return buffer.size
    },
    close: () => buffer.close(),
  }
}

function toDraft(input: Submission, receivedAt: number): Draft {
  return {
    body: input.body,
    userAgent: input.userAgent,
    referrer: input.referrer,
    origin: input.origin,
    ownHost: input.ownHost,
    via: input.via,
    receivedAt,
    address: parseAddress(input.address) ?? NO_ADDRESS,
    provider: null,
    agent: null,
    id: '',
    observedAt: receivedAt,
    country: null,
    network: null,
    reporterKey: '',
    networkKey: '',
    referrerHost: null,
  }
}

function toAccepted(draft: Draft): AcceptedReport {
  const { body, provider, agent } = draft
  return {
    id: draft.id,
    providerId: provider!.id,
    answer: body.answer,
    problem: body.problem ?? null,
    component: body.component ?? null,
    device: body.device ?? agent!.device,
    isDeviceSaid: body.device !== undefined,
    country: draft.country,
    region: body.region ?? null,
    network: draft.network,
    began: body.began ?? null,
    reporterKey: draft.reporterKey,
    networkKey: draft.networkKey,
    via: draft.via,
    referrerHost: draft.referrerHost,
    observedAt: draft.observedAt,
    receivedAt: draft.receivedAt,
  }
}

function toReceipt(report: AcceptedReport, provider: string, outcome: ReportOutcome): ReportReceipt {
  const slotEndsAt = bucketStart(report.observedAt, SLOT_MS) + SLOT_MS
  return {
    id: report.id,
    provider,
    outcome,
    counted: outcome === 'counted',
    country: report.country,
    received_at: new Date(report.receivedAt).toISOString(),
    counts_from: slotEndsAt > report.receivedAt ? new Date(slotEndsAt).toISOString() : null,
  }
}
