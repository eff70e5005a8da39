import { readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { writeReport } from './detect/report.ts'
import { toRow, toText } from './detect/text.ts'
import type { Result, Size, Yardstick } from './detect/yardstick.ts'

const FOLDER = path.join(import.meta.dirname, 'detect')
const USAGE = 'npm run bench detect -- [--quick | --full] [--only D1,D4] [--recording FILE.csv] [--write]'

/**
 * One yardstick after another, each with its goal, and all figures in one JSON object on the last line. `--full` is the size of the published
 * figures; it, or `--write`, puts what was found into docs/detection.md.
 */
export async function run(args: string[]): Promise<void> {
  const options = parse(args)
  const yardsticks = await find(options.only)
  const found: { yardstick: Yardstick; result: Result; seconds: number }[] = []
  const figures: Record<string, unknown> = {}
  for (const yardstick of yardsticks) {
    console.log(`\n${yardstick.name}  ${yardstick.title}\nGoal: ${yardstick.goal}`)
    const begin = performance.now()
    try {
      const result = await yardstick.run(options.size, options)
      const seconds = (performance.now() - begin) / 1_000
      console.log(toText(result))
      console.log(`${toRow(result)} (${seconds.toFixed(0)} s)`)
      found.push({ yardstick, result, seconds })
      figures[yardstick.name] = { ...result.figures, met: result.met }
    } catch (error) {
      // One broken yardstick does not take the figures of the others with it.
      console.error(error)
      figures[yardstick.name] = { error: String(error) }
      process.exitCode = 1
    }
  }
  if (options.write) await writeReport(found, options.size)
  console.log(JSON.stringify({ bench: 'detect', size: options.size, ...figures }, shorten))
}

/** Six digits are more than any simulation gives. */
function shorten(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(6)) : value
}

type Options = { size: Size; only: string[]; write: boolean; recording?: string }

function parse(args: string[]): Options {
  const options: Options = { size: 'quick', only: [], write: false }
  for (let i = 0; i < args.length; i += 1) {
    if (args[i] === '--quick') options.size = 'quick'
    else if (args[i] === '--full') Object.assign(options, { size: 'full', write: true })
    else if (args[i] === '--write') options.write = true
    else if (args[i] === '--only' && args[i + 1]) options.only.push(...args[(i += 1)]!.toUpperCase().split(','))
    else if (args[i] === '--recording' && args[i + 1]) options.recording = path.resolve(args[(i += 1)]!)
    else throw new Error(`${args[i]}: ${USAGE}`)
  }
  return options
}

async function find(only: string[]): Promise<Yardstick[]> {
  const files = readdirSync(FOLDER).flatMap((file) => {
    const number = /^d(\d+)-[a-z-]+\.ts$/.exec(file)?.[1]
    return number ? [{ file, number: Number(number) }] : []
  })
  const all: Yardstick[] = []
  for (const { file, number } of files.toSorted((a, b) => a.number - b.number)) {
    if (only.length > 0 && !only.includes(`D${number}`)) continue
    const module = (await import(pathToFileURL(path.join(FOLDER, file)).href)) as Record<string, Yardstick>
    // A yardstick may have helpers beside it that are called like it.
    if (module[`d${number}`]) all.push(module[`d${number}`]!)
  }
  const missing = only.filter((name) => !all.some((yardstick) => yardstick.name === name))
  if (missing.length > 0) throw new Error(`no yardstick ${missing.join(', ')}: ${USAGE}`)
  return all
}
