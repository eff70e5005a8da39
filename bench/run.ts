import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

// `npm run bench NAME -- …`: runs bench/NAME.ts. Each prints a table for people and, as its last line, one JSON object.
const [name = '', ...args] = process.argv.slice(2)
const file = path.join(import.meta.dirname, `${name}.ts`)
const names = readdirSync(import.meta.dirname)
  .filter((entry) => /^[a-z]+\.ts$/.test(entry) && entry !== 'run.ts')
  .map((entry) => entry.slice(0, -3))

if (!names.includes(name) || !existsSync(file)) {
  console.error(`npm run bench ${names.join(' | ')}`)
  process.exit(2)
}
const bench = (await import(pathToFileURL(file).href)) as { run(args: string[]): Promise<void> }
await bench.run(args)
