import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { Relations } from '../detect/site.ts'
import { UnreadableFile } from './judge/csv.ts'
import { judgeSeries } from './judge/replay.ts'
import { readSeries } from './judge/series-file.ts'

const USAGE = `npm run -s judge -- FILE.csv [options]     what the rule says of a recorded series (-: standard input)
  --family A,B    these columns are services of one operator; again for another family
  --depends X:Y   X depends on Y; again for another
  --seed N        how reports are spread inside their buckets (1)

The first line names the columns. Each other begins with the start of a bucket: an instant such as 2019-04-14T11:20Z
(UTC if it names no zone), a date, or epoch seconds or milliseconds; then a count of reports for each provider.
How long a bucket is follows from the rows: their commonest distance. An empty cell and a missing row mean that
nothing is known, not zero. Rows out of order are sorted; of rows with the same start the first stands. All that is
remarked on standard error. What cannot be read ends with 2 and the line and column.

Standard output has one JSON object a line: each change of state as it comes about, then the summary. Nothing that
begins after an instant has a say in what is printed up to it. Every report counts as another person's. While a
provider has been heard for some hours only its state is "unknown". npm prints lines of its own unless it runs with -s.`

/** What the caller got wrong; the message is fit to show. */
class UsageError extends Error {
  override name = 'UsageError'
}

type Output = { print: (line: string) => void; remark: (line: string) => void }

/** `npm run judge`: gives the exit code. 2: arguments or file make no sense, and nothing was printed. */
export function judge(args: readonly string[], { print, remark }: Output): number {
  try {
    const { file, families, depends, seed, isHelp } = readOptions(args)
    if (isHelp) {
      print(USAGE)
      return 0
    }
    const series = readSeries(readText(file))
    const relations = toRelations(families, depends, series.providers)
    for (const line of series.remarks) remark(line)
    const summary = new Map(series.providers.map((provider) => [provider, { suspected: 0, confirmed: 0 }]))
    for (const line of judgeSeries(series, { relations, seed })) {
      const { provider, to } = line
      if (to === 'suspected' || to === 'confirmed') summary.get(provider)![to] += 1
      print(JSON.stringify(line))
    }
    print(JSON.stringify({ summary: Object.fromEntries(summary) }))
    return 0
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof UnreadableFile)) throw error
    remark(error.message)
    return 2
  }
}

function readOptions(args: readonly string[]) {
  const { values, positionals } = parse(args)
  const [file, ...more] = positionals
  if (!values.help && (file === undefined || more.length > 0)) throw new UsageError(`Which file?\n\n${USAGE}`)
  const seed = Number(values.seed)
  if (!/^-?\d+$/.test(values.seed) || !Number.isSafeInteger(seed)) throw new UsageError('--seed takes a whole number')
  return { file: file ?? '', families: values.family, depends: values.depends, seed, isHelp: values.help }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        family: { type: 'string', multiple: true, default: [] },
        depends: { type: 'string', multiple: true, default: [] },
        seed: { type: 'string', default: '1' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`)
  }
}

function readText(file: string): string {
  const name = file === '-' ? 'standard input' : file
  let bytes: Buffer
  try {
    bytes = readFileSync(file === '-' ? 0 : file)
  } catch (error) {
    throw new UsageError(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UsageError(`${name} is no text in UTF-8`)
  }
}

function toRelations(families: string[], depends: string[], providers: readonly string[]): Relations {
  return {
    families: families.map((text) => {
      const members = [...new Set(text.split(',').map((name) => name.trim()))]
      for (const name of members) known(name, `--family ${text}`, providers)
      if (members.length < 2) throw new UsageError(`--family ${text}: a family has two members or more, as in a,b`)
      return members
    }),
    depends: depends.map((text) => {
      const colon = text.indexOf(':')
      if (colon < 0) throw new UsageError(`--depends ${text}: takes X:Y, where X depends on Y`)
      const pair: [string, string] = [text.slice(0, colon).trim(), text.slice(colon + 1).trim()]
      for (const name of pair) known(name, `--depends ${text}`, providers)
      if (pair[0] === pair[1]) throw new UsageError(`--depends ${text}: nobody depends on itself`)
      return pair
    }),
  }
}

function known(name: string, option: string, providers: readonly string[]): void {
  if (!providers.includes(name)) {
    throw new UsageError(`${option}: the file has no column "${name}" (it has ${providers.join(', ')})`)
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  process.exitCode = judge(process.argv.slice(2), {
    print: (line) => process.stdout.write(`${line}\n`),
    remark: (line) => process.stderr.write(`${line}\n`),
  })
}
