import { parse } from 'csv-parse'
import { stringify } from 'csv-stringify/sync'
import { createReadStream } from 'node:fs'
import { pipeline, Transform } from 'node:stream'
import { promisify } from 'node:util'
import { createGunzip, gzip } from 'node:zlib'
import { LINE_ENDS, withFormula, withoutFormula } from '../spreadsheet.ts'

const compress = promisify(gzip)
/** Byte 9 of a gzip header names the system that made it; 255 is "unknown", so that all make the same bytes (RFC 1952, 2.3.1). */
const OS_BYTE = 9
const UNKNOWN_OS = 255
/** A month of one provider has some megabytes, and gzip makes a thousand of one: what is more was not packed by us. */
const MAX_TEXT_BYTES = 500_000_000
/** A line is at most an incident with its scope. */
const MAX_LINE_CHARS = 4_000_000

export type Cell = string | number | boolean | null
export type Line = Record<string, Cell>

/** Lines under named columns; null is an empty cell. What a spreadsheet would take for a formula begins with an apostrophe. */
export function toCsv(columns: readonly string[], lines: readonly Line[], { header }: { header: boolean }): string {
  const records = lines.map((line) => columns.map((column) => toText(line[column] ?? null)))
  return stringify(header ? [[...columns], ...records] : records, { quoted_match: LINE_ENDS })
}

function toText(cell: Cell): string | number | null {
  if (typeof cell === 'string') return withoutFormula(cell)
  return typeof cell === 'boolean' ? String(cell) : cell
}

/** One gzip member without a time, so that the same text gives the same bytes. Members that follow each other are one file. */
export async function toMember(text: string): Promise<Buffer> {
  const bytes = await compress(text)
  bytes[OS_BYTE] = UNKNOWN_OS
  return bytes
}

/**
 * The lines of a file, `.gz` or not, by the names of its columns; empty cells are ''. Throws at the first that is damaged, and past `maxBytes` of
 * text.
 */
export async function* readCsv(
  file: string,
  isGzip: boolean,
  maxBytes = MAX_TEXT_BYTES,
): AsyncGenerator<Record<string, string>> {
  const parser = parse({ columns: true, max_record_size: MAX_LINE_CHARS })
  const source = createReadStream(file)
  const limit = limited(file, maxBytes)
  // What goes wrong in any comes out of the parser; who stops reading closes all of them.
  if (isGzip) pipeline(source, createGunzip(), limit, parser, () => undefined)
  else pipeline(source, limit, parser, () => undefined)
  for await (const record of parser as AsyncIterable<Record<string, string>>)
    yield Object.fromEntries(Object.entries(record).map(([name, text]) => [name, withFormula(text)]))
}

function limited(file: string, maxBytes: number): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      done(bytes > maxBytes ? new Error(`${file} unpacks to more than ${maxBytes} bytes.`) : null, chunk)
    },
  })
}
