import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Mode } from '../../shared/live.ts'
import { parseDataName } from './names.ts'

export const ARCHIVE_FORMAT = 1
/** `typ` of a manifest's protected header. */
export const MANIFEST_TYPE = 'brusio-archive'
export const LICENCE = { licence: 'CC-BY-4.0', licence_url: 'https://creativecommons.org/licenses/by/4.0/' } as const

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

const Hash = z.string().regex(/^[0-9a-f]{64}$/)
const Day = z.iso.date()
const FileEntry = z.object({
  name: z.string().refine((name) => parseDataName(name) !== undefined, 'is no file of an archive'),
  bytes: z.int().min(0),
  sha256: Hash,
})
export type FileEntry = z.infer<typeof FileEntry>

const whose = {
  brusio_archive: z.literal(ARCHIVE_FORMAT),
  instance: z.string().nullable(),
  mode: Mode,
  licence: z.literal(LICENCE.licence),
  licence_url: z.string(),
}

/** What is signed each day: the files that changed with it, and the hash of the manifest before, so that none can be exchanged later. */
export const Manifest = z.object({
  ...whose,
  day: Day,
  written_at: z.iso.datetime(),
  previous: z.object({ day: Day, sha256: Hash }).nullable(),
  files: z.array(FileEntry),
})
export type Manifest = z.infer<typeof Manifest>

const IndexEntry = FileEntry.extend({ day: Day })
/** All manifests folded: the newest word about each file. Made of them, and signed by nobody. */
export const ArchiveIndex = z.object({
  ...whose,
  written_at: z.iso.datetime(),
  first_day: Day,
  last_day: Day,
  files: z.array(IndexEntry),
  manifests: z.array(z.object({ day: Day, bytes: z.int(), sha256: Hash })),
})
export type ArchiveIndex = z.infer<typeof ArchiveIndex>

/** The index after one more day. `jws` is the manifest as it is signed. */
export function foldManifest(index: ArchiveIndex | undefined, manifest: Manifest, jws: string): ArchiveIndex {
  const { day, files, previous: _previous, ...about } = manifest
  const changed = new Set(files.map(({ name }) => name))
  const kept = (index?.files ?? []).filter(({ name }) => !changed.has(name))
  return {
    ...about,
    first_day: index?.first_day ?? day,
    last_day: day,
    files: [...kept, ...files.map((file) => ({ ...file, day }))].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    manifests: [...(index?.manifests ?? []), { day, bytes: Buffer.byteLength(jws), sha256: sha256(jws) }],
  }
}

/** The payload of a compact JWS, unchecked: `checkSigned` is who says whether it may be believed. */
export function readPayload(jws: string): Manifest {
  const payload = Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8')
  return Manifest.parse(JSON.parse(payload))
}
