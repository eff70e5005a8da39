import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Address } from './address.ts'
import { parseRange, type Range } from './ip-range.ts'

/** The autonomous system an address is announced by. */
export type NetworkLookup = (address: Address) => number | null

/** Ranges in order of their starts, both ends included; an end has one word for IPv4, two (its /64) for IPv6. */
type Table = { width: 1 | 2; starts: Uint32Array; ends: Uint32Array; networks: Uint32Array }

/** In the bytes of the machine that wrote it, so another byte order does not pass either. */
const MAGIC = 0xb2_05_10_01

export function packagedNetworks(): string[] {
  const folder = path.dirname(createRequire(import.meta.url).resolve('@ip-location-db/asn/package.json'))
  return ['asn-ipv4-num.csv', 'asn-ipv6-num.csv'].map((file) => path.join(folder, file))
}

/** The `at`-th end of a list against `words`, of which the list has `width` each. */
function compareWords(list: ArrayLike<number>, at: number, words: readonly number[], width = words.length): number {
  if (at < 0) return -1
  for (let i = 0; i < width; i++) {
    const difference = list[at * width + i]! - words[i]!
    if (difference !== 0) return difference
  }
  return 0
}

function find({ width, starts, ends, networks }: Table, words: readonly number[]): number | null {
  let low = 0
  let high = networks.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareWords(starts, middle, words, width) <= 0) low = middle + 1
    else high = middle
  }
  return low > 0 && compareWords(ends, low - 1, words, width) >= 0 ? networks[low - 1]! : null
}

async function readRanges(file: string, add: (range: Range) => void): Promise<void> {
  let rest = ''
  // By chunks, so that a server that is already answering is never held up for more than a few milliseconds.
  const chunks: AsyncIterable<string> = createReadStream(file, { encoding: 'latin1', highWaterMark: 256 * 1024 })
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    for (const line of lines) {
      const range = parseRange(line)
      if (range) add(range)
    }
  }
  const last = parseRange(rest)
  if (last) add(last)
}

const aList = () => ({ starts: [] as number[], ends: [] as number[], networks: [] as number[] })

async function reduce(files: readonly string[]): Promise<[Table, Table]> {
  const lists = { 1: aList(), 2: aList() }
  for (const file of files) {
    await readRanges(file, ({ start, end, network }) => {
      const list = lists[start.length === 1 ? 1 : 2]
      if (compareWords(list.starts, list.networks.length - 1, start) > 0)
        throw new Error(`${file}: the ranges are not in order of their starts`)
      list.starts.push(...start)
      list.ends.push(...end)
      list.networks.push(network)
    })
  }
  // A file of anything else would be taken without a word, and every report would come from nowhere.
  if (lists[1].networks.length + lists[2].networks.length === 0) throw new Error(`${files.join(', ')}: no ranges`)
  const toTable = (width: 1 | 2): Table => ({
    width,
    starts: Uint32Array.from(lists[width].starts),
    ends: Uint32Array.from(lists[width].ends),
    networks: Uint32Array.from(lists[width].networks),
  })
  return [toTable(1), toTable(2)]
}

function toBytes(tables: readonly Table[]): Buffer {
  const parts: Uint32Array[] = [Uint32Array.of(MAGIC, ...tables.map((t) => t.networks.length))]
  for (const t of tables) parts.push(t.starts, t.ends, t.networks)
  return Buffer.concat(parts.map((p) => new Uint8Array(p.buffer, p.byteOffset, p.byteLength)))
}

function fromBytes(bytes: Buffer): [Table, Table] | undefined {
  if (bytes.length < 12 || bytes.length % 4 !== 0) return undefined
  // Copied once: a Buffer from a pool need not begin at a multiple of four.
  const words = new Uint32Array(new Uint8Array(bytes).buffer)
  const [magic, v4 = 0, v6 = 0] = words
  if (magic !== MAGIC || words.length !== 3 + v4 * 3 + v6 * 5) return undefined
  let at = 3
  const take = (n: number) => words.subarray(at, (at += n))
  const toTable = (width: 1 | 2, n: number): Table => ({
    width,
    starts: take(n * width),
    ends: take(n * width),
    networks: take(n),
  })
  return [toTable(1, v4), toTable(2, v6)]
}

/** Whole or not at all, and in place of those made from older files. */
async function keep(file: string, bytes: Buffer): Promise<void> {
  const folder = path.dirname(file)
  await mkdir(folder, { recursive: true })
  const older = (await readdir(folder)).filter((name) => /^networks-[0-9a-f]{16}\.bin$/.test(name))
  const draft = `${file}.${process.pid}`
  await writeFile(draft, bytes)
  await rename(draft, file)
  const gone = older.map((name) => path.join(folder, name)).filter((old) => old !== file)
  await Promise.all(gone.map((old) => rm(old, { force: true })))
}

/**
 * `files`: CSV lines of first address, last address, number (as numbers or in the usual writing). They take half a second and 100 MB
 * to read, so what is needed of them (7 MB) is kept in `cacheDir` until a file changes.
 */
export async function openNetworks(options: { cacheDir: string; files?: readonly string[] }): Promise<NetworkLookup> {
  const { cacheDir, files = packagedNetworks() } = options
  const marks = await Promise.all(files.map(async (file) => [file, await stat(file)] as const))
  const mark = marks.map(([file, { size, mtimeMs }]) => [file, size, mtimeMs])
  const name = createHash('sha256')
    .update(JSON.stringify([MAGIC, mark]))
    .digest('hex')
    .slice(0, 16)
  const cached = path.join(cacheDir, `networks-${name}.bin`)
  let tables = fromBytes(await readFile(cached).catch(() => Buffer.alloc(0)))
  if (!tables) {
    tables = await reduce(files)
    await keep(cached, toBytes(tables))
  }
  const [v4, v6] = tables
  return ({ words }) => find(words.length === 1 ? v4 : v6, words)
}
