import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { JWK } from 'jose'
import { z } from 'zod'
import { verifyArchive, type Verified } from '../archive/verify.ts'
import { systemClock } from '../clock.ts'
import { readConfig } from '../config.ts'
import { writeDue } from '../jobs/archive.ts'
import { createLog } from '../log.ts'
import { createSigner } from '../signer.ts'
import { fillEmpty } from '../store/archive-load.ts'
import { openCommandDatabase } from '../store/command-database.ts'
import type { Connection } from '../store/db.ts'
import { runningEmbedded } from '../store/embedded.ts'
import { loadArchive } from './archive/load.ts'
import { withCommandDatabase } from './command-database.ts'

export const USAGE = `npm run archive                              writes every day that is settled and not written yet
npm run archive -- --verify [DIR]            checks an archive: the chain of manifests, and each file against it
npm run archive -- --load DIR                reads an archive into an empty database
       with --jwks FILE                      also who signed it: FILE is what its instance has at /.well-known/jwks.json`

export class ArchiveError extends Error {
  override name = 'ArchiveError'
}

type Asked = { verify?: string; load?: string; jwks?: string }

export function readArguments(args: readonly string[], ownDir: string): Asked {
  const { values, positionals } = parse(args)
  const [dir, ...more] = positionals
  const wrong = (values.verify === true && values.load === true) || (values.load === true && dir === undefined)
  const loose = dir !== undefined && values.verify !== true && values.load !== true
  if (wrong || loose || more.length > 0) throw new ArchiveError(USAGE)
  const jwks = values.jwks === undefined ? {} : { jwks: values.jwks }
  if (values.verify === true) return { ...jwks, verify: path.resolve(dir ?? ownDir) }
  if (values.load === true) return { ...jwks, load: path.resolve(dir!) }
  if (values.jwks !== undefined) throw new ArchiveError(USAGE)
  return {}
}

function parse(args: readonly string[]) {
  try {
    const options = { verify: { type: 'boolean' }, load: { type: 'boolean' }, jwks: { type: 'string' } } as const
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    throw new ArchiveError(USAGE, { cause: error })
  }
}

const KeySet = z.object({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })) })

function readKeys(file: string): JWK[] {
  try {
    return KeySet.parse(JSON.parse(readFileSync(file, 'utf8'))).keys
  } catch (cause) {
    throw new ArchiveError(`${file} is no set of keys (JWKS).`, { cause })
  }
}

/** Whole, or an ArchiveError that says what is not. */
export async function checkArchive(dir: string, jwks: string | undefined): Promise<Verified> {
  const checked = await verifyArchive(dir, jwks === undefined ? undefined : readKeys(jwks))
  if (checked.faults.length > 0) throw new ArchiveError(checked.faults.join('\n'))
  return checked
}

/** Checks all of it first, so that nothing is begun for an archive that is damaged. */
export async function loadInto(connection: Connection, dir: string, jwks: string | undefined, now: number) {
  const { index } = await checkArchive(dir, jwks)
  if (index!.mode !== 'live')
    throw new ArchiveError(`${dir} is of a ${index!.mode}: nothing in it was counted of people.`)
  return fillEmpty(connection, createLog('warn'), (db) => loadArchive(db, dir, index!, now))
}

const told = ({ days, files, bytes, index }: Verified, jwks: string | undefined): string =>
  `${days} days (${index?.first_day} to ${index?.last_day}), ${files} files, ${bytes} bytes: the chain is whole and every file is as listed.\n` +
  (jwks === undefined
    ? 'Who signed it was not checked: name the keys with --jwks FILE.'
    : 'Every manifest is signed with these keys.')

async function main(): Promise<void> {
  const config = readConfig()
  const { databaseUrl, dataDir, archiveDir: dir, publicUrl } = config
  const asked = readArguments(process.argv.slice(2), dir)
  if (asked.verify !== undefined) return console.log(told(await checkArchive(asked.verify, asked.jwks), asked.jwks))
  const clock = systemClock
  if (asked.load === undefined) {
    const run = await withCommandDatabase((db) =>
      writeDue({ db, clock, signer: createSigner({ db, clock }), dir, publicUrl }),
    )
    if (run === 'busy') return console.log('Another process is writing the archive.')
    return console.log(run.written.length === 0 ? 'No day is due.' : `Written to ${dir}: ${run.written.join(', ')}.`)
  }
  if (databaseUrl === undefined && runningEmbedded(dataDir))
    throw new ArchiveError(`A server runs on ${dataDir}. Stop it first, or set another DATA_DIR.`)
  await checkArchive(asked.load, asked.jwks) // Before a database is made for nothing.
  const log = createLog(config.logLevel)
  const database = await openCommandDatabase({ databaseUrl, dataDir, log, create: true })
  try {
    const loaded = await loadInto(database!.connection, asked.load, asked.jwks, clock.now())
    console.log(`Read in: ${JSON.stringify(loaded)}. Start Brusio: who is in its catalogue is listed again.`)
  } finally {
    await database?.stop()
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
}
