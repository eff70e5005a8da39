import type { Hono } from 'hono'
import type { StatusCode } from 'hono/utils/http-status'
import type { z } from 'zod'
import type { NewReport, ReportReceipt } from '../../../shared/report.ts'
import type { citationReads } from './citations.ts'
import type { incidentLists } from './incident-list.ts'
import type { incidentReads } from './incidents.ts'
import type { noticeReads } from './notices.ts'
import type { probeReads } from './probe-reads.ts'
import type { providerReads } from './provider-reads.ts'
import type { receiptReads } from './receipts.ts'
import type { seriesReads } from './series.ts'
import type { stateReads } from './states.ts'

type SchemaOf<T> = T extends Hono<infer _E, infer S, infer _B> ? S : never
type Reads =
  | typeof stateReads
  | typeof providerReads
  | typeof seriesReads
  | typeof incidentLists
  | typeof incidentReads
  | typeof noticeReads
  | typeof probeReads
  | typeof citationReads
  | typeof receiptReads

/** Its handler reads the body itself; the schemas are those it reads and writes with. */
type Press = {
  '/reports': {
    $post: { input: { json: z.input<typeof NewReport> }; output: ReportReceipt; outputFormat: 'json'; status: 200 }
  }
}

type All<U> = (U extends unknown ? (of: U) => void : never) extends (of: infer I) => void ? I : never

/** The table that an address has beside its JSON is a bare Response of any status, which would make JSON unknown: it is left out. */
type Stated<E> = E extends { status: infer S } ? ([StatusCode] extends [S] ? never : E) : never
type WithJson<E> = [Extract<E, { status: 200; outputFormat: 'json' }>] extends [never] ? E : Stated<E>
type AsJson<S> = { [Path in keyof S]: { [Method in keyof S[Path]]: WithJson<S[Path][Method]> } }

/** What needs no key under /api/v1, as types: `hc<Api>('https://…/api/v1')` of `hono/client`. */
export type Api = Hono<object, AsJson<All<SchemaOf<ReturnType<Reads>>>> & Press>
