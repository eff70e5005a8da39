import { createReadStream, statSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { RestoreError } from '../store/backup-lines.ts'
import { splitLines } from '../store/lines.ts'
import { codeOf } from '../store/server-lock.ts'

/** The lines of a backup. Throws what is wrong with the file, in one line. */
export async function* readBackupFile(file: string): AsyncGenerator<string> {
  const gunzip = createGunzip()
  // What goes wrong in either comes out of `gunzip`; who stops reading closes both.
  pipeline(createReadStream(file), gunzip, () => undefined)
  try {
    yield* splitLines(gunzip)
  } catch (error) {
    throw toRefusal(error, file)
  }
}

/** A backup may take the name of an older one, which it replaces when it is whole. */
export function refuseUnwritable(file: string): void {
  const folder = path.dirname(path.resolve(file))
  if (!isFolder(folder)) throw new Error(`There is no folder ${folder}.`)
  if (isFolder(file)) throw new Error(`${file} is a folder. Name a file in it.`)
}

const isFolder = (name: string) => statSync(name, { throwIfNoEntry: false })?.isDirectory() === true

const REASONS: Record<string, (file: string) => string> = {
  ENOENT: (file) => `There is no file ${file}.`,
  EISDIR: (file) => `${file} is a folder, not a backup.`,
  EACCES: (file) => `${file} may not be read.`,
  Z_DATA_ERROR: (file) => `${file} is no backup, or damaged: it cannot be unzipped.`,
  Z_BUF_ERROR: (file) => `${file} ends too early: it was cut short.`,
}

function toRefusal(error: unknown, file: string): unknown {
  const reason = REASONS[String(codeOf(error))]
  return reason ? new RestoreError(reason(file), { cause: error }) : error
}
