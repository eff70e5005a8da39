import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Database } from '../store/db.ts'
import { withCommandDatabase } from './command-database.ts'
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
  const args = process.argv.slice(2)
  readArguments(args) // Before a database is started for nothing.
  process.exitCode = await withCommandDatabase((db) => why(args, { db, print: (line) => console.log(line) }))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 2
  })
}
