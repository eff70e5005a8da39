import { existsSync } from 'node:fs'
import { link, mkdir, mkdtemp, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { ArchiveIndex, foldManifest, readPayload, sha256, type FileEntry } from './manifest.ts'
import { manifestName } from './names.ts'

const INDEX = 'index.json'
/** Beside the files and not among them: what is being written. Then `.staged-DAY-HASH`: what belongs to the manifest of this hash. */
const WRITING = '.writing-'
const stagedName = (day: string, hash: string) => `.staged-${day}-${hash.slice(0, 16)}`

/** Undefined: nothing has been written yet. */
export async function readIndex(dir: string): Promise<ArchiveIndex | undefined> {
  const text = await readIfThere(path.join(dir, INDEX))
  return text === undefined ? undefined : ArchiveIndex.parse(JSON.parse(text.toString('utf8')))
}

/** `index.json` as it stands now: a text that changes with it; '': there is none. */
export async function indexVersion(dir: string): Promise<string> {
  const found = await stat(path.join(dir, INDEX)).catch(ignoreMissing)
  return found === undefined ? '' : `${found.ino} ${found.mtimeMs} ${found.size}`
}

export type Staging = {
  /** Writes a file that takes its name with the day. */
  put(name: string, bytes: Uint8Array): Promise<FileEntry>
  /** All of it at once: from then on the archive has one day more. False: somebody else has written this day. */
  commit(day: string, jws: string): Promise<boolean>
  discard(): Promise<void>
}

/**
 * A day is written aside, and is there from the moment in which its manifest has its name; only then do the files take theirs. Whatever is cut
 * short before leaves the archive as it was, and what is cut short after is finished by `finishDay`.
 */
export async function stageDay(dir: string): Promise<Staging> {
  await mkdir(dir, { recursive: true })
  let staged = await mkdtemp(path.join(dir, WRITING))
  const put = async (name: string, bytes: Uint8Array) => {
    await writeFlushed(path.join(staged, name), bytes)
    return { name, bytes: bytes.length, sha256: sha256(bytes) }
  }
  return {
    put,
    async commit(day, jws) {
      await put(manifestName(day), Buffer.from(jws))
      const named = path.join(dir, stagedName(day, sha256(jws)))
      await rename(staged, named)
      staged = named
      const manifest = path.join(dir, manifestName(day))
      await mkdir(path.dirname(manifest), { recursive: true })
      try {
        // Unlike a renaming, it never replaces one that is there.
        await link(path.join(staged, manifestName(day)), manifest)
      } catch (error) {
        if (codeOf(error) === 'EEXIST') return false
        throw error
      }
      await flushFolder(path.dirname(manifest))
      await takePlaces(dir, staged, jws)
      return true
    },
    discard: () => rm(staged, { recursive: true, force: true }),
  }
}

/** For whoever alone may write: finishes a day that has its manifest and not all of its files, and sweeps up what belongs to none. */
export async function finishDay(dir: string): Promise<void> {
  const left = await readdir(dir).catch(ignoreMissing)
  if (left === undefined) return
  for (const day of await missingDays(dir)) {
    const jws = await readFile(path.join(dir, manifestName(day)), 'utf8')
    await takePlaces(dir, path.join(dir, stagedName(day, sha256(jws))), jws)
  }
  for (const name of left) {
    if (name.startsWith(WRITING) || name.startsWith('.staged-'))
      await rm(path.join(dir, name), { recursive: true, force: true })
  }
}

/** Days with a manifest that the index does not know, oldest first. */
async function missingDays(dir: string): Promise<string[]> {
  const names = (await readdir(path.join(dir, 'manifests')).catch(ignoreMissing)) ?? []
  const last = (await readIndex(dir))?.last_day ?? ''
  const days = names.flatMap((name) => /^(\d{4}-\d\d-\d\d)\.jws$/.exec(name)?.[1] ?? [])
  return days.filter((day) => day > last).toSorted()
}

/** May be begun again wherever it was cut short: a file that is staged no longer has its place already. */
async function takePlaces(dir: string, staged: string, jws: string): Promise<void> {
  const manifest = readPayload(jws)
  for (const { name } of manifest.files) {
    const [from, to] = [path.join(staged, name), path.join(dir, name)]
    if (!existsSync(from)) continue
    await mkdir(path.dirname(to), { recursive: true })
    await rename(from, to)
  }
  const index = foldManifest(await readIndex(dir), manifest, jws)
  const next = path.join(dir, `.${INDEX}`)
  await writeFlushed(next, Buffer.from(`${JSON.stringify(index)}\n`))
  await rename(next, path.join(dir, INDEX))
  await rm(staged, { recursive: true, force: true })
}

async function writeFlushed(file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  const handle = await open(file, 'w', 0o644)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)

function ignoreMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error
}

export const readIfThere = (file: string): Promise<Buffer | undefined> => readFile(file).catch(ignoreMissing)
