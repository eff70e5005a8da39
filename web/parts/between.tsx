import type { Between as Interval } from '../../shared/notice.ts'
import type { Reader } from '../format.ts'
import { intervalWords, toInstants } from '../interval.ts'
import { Time } from './time.tsx'

/** An instant known exactly or between two others; the script puts it into the reader's zone. */
export function Between({ between, reader }: { between: Interval; reader: Reader }) {
  const [from, to] = toInstants(between)
  if (from === to) return <Time at={from} form="moment" reader={reader} />
  return (
    <span class="between" data-form="between" data-at={from} data-to={to}>
      {intervalWords(reader, [from, to])}
    </span>
  )
}
