import type { LoadProvider } from '../ingest-load.ts'

/** What the processes of `bench probes` say to each other. */

/** Presses at a fixed rate, whatever becomes of those before. */
export type PressOrder = { url: string; providers: LoadProvider[]; perSecond: number; seconds: number }
/** `delays`: of each answered report, milliseconds from when it was due. */
export type Pressed = { delays: number[]; errors: number }

/** Batches at a fixed rate, by turns of the keys. */
export type PostOrder = { url: string; keys: string[]; providers: string[]; resultsPerMinute: number; seconds: number }
/** `ms`: from the first batch to the last answer. `away`: answers 503, after which the same batch was sent again. */
export type Posted = { stored: number; away: number; failed: number; ms: number; delays: number[] }
