import type { Stamped } from './answers.ts'
import { csvLines, headerLine, type Columns } from './csv.ts'
import { Refusal } from '../../errors.ts'
import type { Point } from './wire.ts'

/** Points that are read at a time: half a week of minutes. */
export const POINTS_PER_READ = 5_040
/** Points that are written at a time: texts of more than some 100 kB lie where V8 seldom looks. */
const POINTS_PER_PIECE = 720
export const POINTS_AT_FIRST = 1_440
/** Long answers that are being written at once, in this process: each keeps a connection to the database busy. */
export const MOST_AT_ONCE = 4
const RETRY_AFTER_S = 5

export const POINT_COLUMNS: Columns<Point> = {
  t: (point) => new Date(point.t).toISOString(),
  reports: (point) => point.reports,
  problems: (point) => point.problems,
  works: (point) => point.works,
  expected: (point) => point.expected,
  upper: (point) => point.upper,
  complete: (point) => point.complete,
  revision: (point) => point.revision ?? null,
}

/** Takes turns: `enter` refuses where too many are inside, and gives a way out that may be taken twice. */
export function createTurnstile(most = MOST_AT_ONCE): () => () => void {
  let inside = 0
  return () => {
    if (inside >= most)
      throw new Refusal(503, 'Too many long series are being written. Come back, or ask for less.', {
        retryAfterS: RETRY_AFTER_S,
      })
    inside++
    let isOut = false
    return () => {
      if (!isOut) inside--
      isOut = true
    }
  }
}

/** The next is being read while one is written: of all that there is two are held, and no more. */
export async function* readAhead<T>(pages: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = pages.next()
  try {
    for (;;) {
      const { value, done } = await next
      if (done) return
      next = pages.next()
      // It is told of when its turn comes, if it does.
      next.catch(() => undefined)
      yield value
    }
  } finally {
    await pages.return(undefined)
  }
}

/** The text of an answer, piece by piece; `head` is all of it but the points. */
export async function* jsonPieces(head: object, pages: AsyncIterable<readonly Point[]>): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"points":[`
  let isFirst = true
  for await (const points of pages) {
    for (const some of slices(points)) {
      yield (isFirst ? '' : ',') + JSON.stringify(some).slice(1, -1)
      isFirst = false
    }
  }
  yield ']}'
}

export async function* csvPieces(
  head: Stamped<object>,
  pages: AsyncIterable<readonly Point[]>,
): AsyncGenerator<string> {
  yield headerLine(POINT_COLUMNS)
  for await (const points of pages) {
    for (const some of slices(points)) yield csvLines(some, POINT_COLUMNS, head.mode)
  }
}

function* slices<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += POINTS_PER_PIECE) yield all.slice(from, from + POINTS_PER_PIECE)
}

/**
 * A body that asks for a piece when there is room for it, so that whoever reads slowly does not fill our memory. What goes wrong in the middle
 * breaks it off: it must not look whole. `leave` is called once it is over, however it ends.
 */
export function toBody(pieces: AsyncGenerator<string | Uint8Array>, leave: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { value, done } = await pieces.next()
        if (!done) return controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value)
        leave()
        controller.close()
      } catch (error) {
        leave()
        controller.error(error)
      }
    },
    async cancel() {
      leave()
      await pieces.return(undefined)
    },
  })
}
