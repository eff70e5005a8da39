import { open } from 'node:fs/promises'
import { NewProbeResult } from '../../../shared/probe.ts'

/** A place in the spool: what lies before it is settled. */
export type Place = { segment: number; offset: number }

export type SpoolBatch = {
  results: NewProbeResult[]
  /** Behind the last of them, and behind what was passed over. */
  end: Place
  /** Something lies behind `end`. */
  more: boolean
  /** Passed over: too old, and not to be read (torn by a crash, or written by somebody else). */
  expired: number
  unreadable: number
}

/** Far more than one batch, and than the longest line. */
const CHUNK_BYTES = 512 * 1024
const NEWLINE = 0x0a

/**
 * Reads a segment's whole lines from `from` on into the batch, until that has gone through `limit` lines. `offset` is behind the last of them;
 * `isAll`: no whole line lies behind it.
 */
export async function readSegment(
  name: string,
  from: number,
  { limit, notBefore, batch }: { limit: number; notBefore: number; batch: SpoolBatch },
): Promise<{ offset: number; isAll: boolean }> {
  const file = await open(name, 'r')
  try {
    for (let offset = from; ;) {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, offset)
      const chunk = buffer.subarray(0, bytesRead)
      let read = 0
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, read)) {
        if (linesOf(batch) >= limit) return { offset: offset + read, isAll: false }
        take(chunk.toString('utf8', read, end), notBefore, batch)
        read = end + 1
      }
      if (bytesRead < CHUNK_BYTES) return { offset: offset + read, isAll: true }
      if (read === 0) batch.unreadable++ // So long a line is none of ours.
      offset += read === 0 ? bytesRead : read
    }
  } finally {
    await file.close()
  }
}

export function countLines(bytes: Buffer): number {
  let lines = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lines++
  return lines
}

/** What was passed over counts too: one look is never long. */
const linesOf = ({ results, expired, unreadable }: SpoolBatch) => results.length + expired + unreadable

function take(line: string, notBefore: number, batch: SpoolBatch): void {
  const result = readLine(line)
  if (result === undefined) batch.unreadable++
  else if (Date.parse(result.at) < notBefore) batch.expired++
  else batch.results.push(result)
}

function readLine(line: string): NewProbeResult | undefined {
  try {
    return NewProbeResult.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
