import { open, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { indexVersion, readIndex } from '../archive/folder.ts'
import type { ArchiveIndex, FileEntry } from '../archive/manifest.ts'
import { manifestName } from '../archive/names.ts'
import { hashFile } from '../archive/verify.ts'

/** Real time between looks at whether a day has been added. */
const LOOK_MS = 1_000

type Listed = FileEntry & { day: string }

/** The archive as this process serves it: what the index names, and nothing else that lies in the folder. */
export type Shelf = {
  index: () => Promise<ArchiveIndex | undefined>
  /** Undefined: the archive has no file of this name. */
  find: (name: string) => Promise<Listed | undefined>
  /** Undefined: it is not as it was signed, so it is not given to anybody. Close it. */
  open: (entry: Listed) => Promise<FileHandle | undefined>
}

/** `dir` undefined: there is none, as in a replay. */
export function createShelf(dir: string | undefined, real: () => number = () => performance.now()): Shelf {
  let index: ArchiveIndex | undefined
  let files = new Map<string, Listed>()
  let version = ''
  let lookedAt = -Infinity
  let looking: Promise<void> | undefined
  /** Of files that were hashed, as they were then: by name, so no more than the index names. */
  const hashed = new Map<string, string>()

  async function look(): Promise<void> {
    const found = dir === undefined ? '' : await indexVersion(dir)
    if (found !== version) {
      index = dir === undefined || found === '' ? undefined : await readIndex(dir)
      const manifests = (index?.manifests ?? []).map((one) => ({ ...one, name: manifestName(one.day) }))
      files = new Map([...(index?.files ?? []), ...manifests].map((file) => [file.name, file]))
      for (const name of hashed.keys()) if (!files.has(name)) hashed.delete(name)
      version = found
    }
    lookedAt = real()
  }
  const fresh = async () => {
    if (real() - lookedAt > LOOK_MS) await (looking ??= look().finally(() => (looking = undefined)))
  }

  return {
    async index() {
      await fresh()
      return index
    },
    async find(name) {
      await fresh()
      return files.get(name)
    },
    async open({ name, bytes, sha256 }) {
      const file = path.join(dir ?? '', name)
      const handle = dir === undefined ? undefined : await open(file, 'r').catch(() => undefined)
      if (handle === undefined) return undefined
      const { ino, mtimeMs, size } = await handle.stat()
      const seen = `${ino} ${mtimeMs} ${size} ${sha256}`
      if (size === bytes && hashed.get(name) === seen) return handle
      const found = size === bytes ? await hashFile(file).catch(() => undefined) : undefined
      if (found?.sha256 === sha256) {
        hashed.set(name, seen)
        return handle
      }
      await handle.close()
      return undefined
    },
  }
}
