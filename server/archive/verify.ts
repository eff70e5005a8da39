import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { JWK } from 'jose'
import { checkSigned, type SignatureFault } from '../signer.ts'
import { readIndex } from './folder.ts'
import { foldManifest, MANIFEST_TYPE, readPayload, type ArchiveIndex } from './manifest.ts'
import { manifestName, nextDay } from './names.ts'

/** A manifest of a thousand files has 200 kB. */
const MAX_MANIFEST_BYTES = 20_000_000
/** So many are told one by one; an archive that is another altogether would fill the screen. */
const MOST_FAULTS = 50

export type Verified = {
  index: ArchiveIndex | undefined
  days: number
  files: number
  bytes: number
  /** In words, fit to show; none: all is as it was signed. */
  faults: string[]
}

const UNSIGNED: Record<SignatureFault, string> = {
  unreadable: 'is no manifest of an archive',
  stranger: 'is signed with none of these keys',
  altered: 'is not as it was signed',
}

/**
 * Reads a folder through: the chain of manifests from the first day, their signatures where `keys` are given, and each file against the newest
 * word about it. Holds one file's hash at a time.
 */
export async function verifyArchive(dir: string, keys: readonly JWK[] | undefined): Promise<Verified> {
  const faults: string[] = []
  const index = await readChain(dir, keys, faults)
  if (index === undefined)
    return { index, days: 0, files: 0, bytes: 0, faults: [...faults, `There is no archive in ${dir}.`] }
  let bytes = 0
  for (const { name, bytes: listed, sha256 } of index.files) {
    const found = await hashFile(path.join(dir, name))
    if (found === undefined) faults.push(`${name} is missing.`)
    else if (found.bytes !== listed) faults.push(`${name} has ${found.bytes} bytes, and ${listed} were signed.`)
    else if (found.sha256 !== sha256) faults.push(`${name} is not as it was signed: its SHA-256 is ${found.sha256}.`)
    bytes += found?.bytes ?? 0
    if (faults.length >= MOST_FAULTS) break
  }
  const told = await readIndex(dir).catch(() => undefined)
  if (JSON.stringify(told) !== JSON.stringify(index)) faults.push('index.json does not say what the manifests say.')
  return { index, days: index.manifests.length, files: index.files.length, bytes, faults }
}

async function readChain(
  dir: string,
  keys: readonly JWK[] | undefined,
  faults: string[],
): Promise<ArchiveIndex | undefined> {
  const names = await readdir(path.join(dir, 'manifests')).catch(() => [])
  const days = names.flatMap((name) => /^(\d{4}-\d\d-\d\d)\.jws$/.exec(name)?.[1] ?? []).toSorted()
  let index: ArchiveIndex | undefined
  for (const day of days) {
    if (faults.length >= MOST_FAULTS) return index
    const name = manifestName(day)
    const file = path.join(dir, name)
    if ((await stat(file)).size > MAX_MANIFEST_BYTES) return void faults.push(`${name} is too long to be a manifest.`)
    const jws = await readFile(file, 'utf8')
    const signed = keys && (await checkSigned(jws, MANIFEST_TYPE, async () => keys))
    if (signed && 'fault' in signed) faults.push(`${name} ${UNSIGNED[signed.fault]}.`)
    const manifest = readable(jws)
    if (manifest === undefined) return void faults.push(`${name} cannot be read.`)
    const before = index?.manifests.at(-1)
    if (manifest.day !== day) faults.push(`${name} is of another day, ${manifest.day}.`)
    if (before && day !== nextDay(before.day)) faults.push(`Between ${before.day} and ${day} there are days missing.`)
    else if ((manifest.previous?.sha256 ?? null) !== (before?.sha256 ?? null))
      faults.push(`${name} does not follow the manifest of the day before: the chain is broken.`)
    index = foldManifest(index, manifest, jws)
  }
  return index
}

function readable(jws: string) {
  try {
    return readPayload(jws)
  } catch {
    return undefined
  }
}

/** Undefined: there is no such file. */
export async function hashFile(file: string): Promise<{ bytes: number; sha256: string } | undefined> {
  const hash = createHash('sha256')
  let bytes = 0
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      hash.update(chunk)
      bytes += chunk.length
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  return { bytes, sha256: hash.digest('hex') }
}
