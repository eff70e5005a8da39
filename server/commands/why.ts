import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { openCommandDatabase } from '../store/command-database.ts'
import { openDatabase, refuseHalfRestored, type Database } from '../store/db.ts'
import { explain, type Explanation } from './why/explanation.ts'
import { tellExplanation } from './why/words.ts'

const USAGE = `npm run why -- INCIDENT [--json]   judges the incident once more, from what was recorded of it
  ends with 0 when the verdict is the same, 1 when it differs, 2 when this program cannot judge it once more`

export class WhyError extends Error {
  override name = 'WhyError'
}

/** The exit code: 0 same, 1 different, 2 cannot be judged once more. Throws WhyError with a message fit to show. */
export async function why(
  args: readonly string[],
  { db, print }: { db: Database; print: (line: string) => void },
): Promise<number> {
  const { id, json } = readArguments(args)
  const explanation = await explain(db, id)
  if (!explanation) throw new WhyError(`There is no incident ${id}.`)
  if (json) print(JSON.stringify(explanation))
  else for (const line of tellExplanation(explanation)) print(line)
  return CODES[explanation.verdict]
}

const CODES: Record<Explanation['verdict'], number> = { same: 0, different: 1, unknown: 2 }

function readArguments(args: readonly string[]): { id: string; json: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    })
    const [id] = z.tuple([z.uuid()]).parse(positionals)
    return { id, json: values.json }
  } catch (cause) {
    throw new WhyError(USAGE, { cause })
  }
}

async function main(): Promise<void> {
  const { databaseUrl, dataDir, logLevel } = readConfig()
  const args = process.argv.slice(2)
  readArguments(args) // Before a database is started for nothing.
  const database = await openCommandDatabase({ databaseUrl, dataDir, log: createLog(logLevel) })
  if (!database) throw new WhyError(`There are no data in ${dataDir}. Set DATA_DIR or DATABASE_URL.`)
  const db = openDatabase({ connection: database.connection, max: 1 })
  try {
    await refuseHalfRestored(db.sql)
    process.exitCode = await why(args, { db, print: (line) => console.log(line) })
  } finally {
    await db.close()
    await database.stop()
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 2
  })
}
