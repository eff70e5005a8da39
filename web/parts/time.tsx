import { formatClock, formatDay, formatMoment, formatSeconds, formatShort, type Reader } from '../format.ts'

const FORMATS = { clock: formatClock, seconds: formatSeconds, day: formatDay, moment: formatMoment, short: formatShort }
export type TimeForm = keyof typeof FORMATS

/** An instant in the page's zone; the script puts it into the reader's. */
export function Time({ at, form, reader }: { at: number; form: TimeForm; reader: Reader }) {
  return (
    <time datetime={new Date(at).toISOString()} data-form={form}>
      {FORMATS[form](reader, at)}
    </time>
  )
}
