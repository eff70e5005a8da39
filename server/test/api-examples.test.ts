import { execFile, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createReplayClock } from '../clock.ts'
import type { RunningServer } from '../main.ts'
import { aRunningServer } from './running-server.ts'
import { STORY_AT } from './site-story.ts'
import { storyCatalogue } from './story-catalogue.ts'
import { useStoryDb } from './story-db.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const EXAMPLES = path.join(ROOT, 'docs/examples')
const run = promisify(execFile)
const PATIENCE_MS = 120_000

const COMMANDS: Record<string, string> = { sh: 'sh', mjs: process.execPath, py: 'python3' }
const isHere = (ending: string) => {
  const needed = ending === 'sh' ? 'curl' : COMMANDS[ending]!
  const found = spawnSync(needed, ['--version']).status === 0
  if (!found) process.stderr.write(`${needed} is not here: the examples *.${ending} were not run\n`)
  return found
}

const test = useStoryDb()
const folder = mkdtempSync(path.join(os.tmpdir(), 'brusio-examples-'))
let server: RunningServer
beforeAll(async () => {
  const clock = createReplayClock({ startAt: STORY_AT, speed: 1, mode: 'live' })
  server = await aRunningServer(test.connection, { clock, catalogue: storyCatalogue() })
  await vi.waitUntil(() => server.detector.judgedUntil !== undefined, { timeout: PATIENCE_MS })
}, PATIENCE_MS)
afterAll(async () => {
  await server?.close()
  rmSync(folder, { recursive: true })
})

const surroundings = () => ({ PATH: process.env['PATH'], BRUSIO: server.url, PYTHONIOENCODING: 'utf-8' })
const INCIDENT = /^(.+) 20\d\d-\S+ (20\d\d-\S+|goes on)$/m
const WANTED: Record<string, RegExp[]> = {
  states: [/Libero Mail.*confirmed/],
  provider: [/Libero Mail/, /confirmed/],
  series: [/20\d\d-\d\d-\d\dT\d\d:00/],
  incidents: [/Libero Mail/],
  report: [/libero-mail/, /counted|repeat/],
}
const WANTED_OF_PROGRAMS: Record<string, RegExp[]> = {
  provider: [/^(200|304) "address";r=\d+/m],
  series: [/\d+(\.\d+)?( problems, usual| usual) [\d.]+/],
  incidents: [INCIDENT],
}

describe.each(Object.keys(COMMANDS))('the examples *.%s', (ending) => {
  const canRun = isHere(ending)
  const names = readdirSync(EXAMPLES).filter((name) => name.endsWith(`.${ending}`))

  it('are of all that has one', () => {
    expect(names).toEqual([...Object.keys(WANTED), 'live'].map((name) => `${name}.${ending}`).toSorted())
  })

  it.skipIf(!canRun).each(Object.entries(WANTED))('run as they stand: %s', async (name, wanted) => {
    const file = path.join(EXAMPLES, `${name}.${ending}`)
    const { stdout } = await run(COMMANDS[ending]!, [file], { env: surroundings(), cwd: folder })
    const all = ending === 'sh' ? wanted : [...wanted, ...(WANTED_OF_PROGRAMS[name] ?? [])]
    for (const pattern of all) expect(stdout).toMatch(pattern)
  })

  it.skipIf(!canRun)('hear what is live', async () => {
    const options = { env: surroundings(), cwd: folder, detached: true }
    const child = spawn(COMMANDS[ending]!, [path.join(EXAMPLES, `live.${ending}`)], options)
    let heard = ''
    child.stdout.on('data', (chunk: Buffer) => (heard += chunk.toString()))
    try {
      await expect.poll(() => heard, { timeout: PATIENCE_MS }).toMatch(/snapshot[^\n]*libero-mail/)
    } finally {
      // With what the shell has started.
      process.kill(-child.pid!, 'SIGKILL')
    }
  })
})

describe('the typed client', () => {
  const file = path.join(EXAMPLES, 'client.ts')

  it('runs as it stands', async () => {
    const tsx = path.join(ROOT, 'node_modules/.bin/tsx')
    const { stdout } = await run(tsx, [file, server.url, 'libero-mail'], { env: surroundings(), cwd: ROOT })
    expect(stdout).toContain('live: reports of problems with Libero Mail\n')
    expect(stdout).toMatch(/^Libero Mail confirmed \d+$/m)
    expect(stdout).toMatch(/^\d+ hours, 1 still open$/m)
  })

  it('is refused by the compiler when it asks for what there is not', { timeout: PATIENCE_MS }, async () => {
    const wrong = readFileSync(file, 'utf8')
      .replace("'../../server/", `'${ROOT}/server/`)
      .replace("category: 'mail'", "category: 'post'")
      .replace('verdict.state,', 'verdict.status,')
      .replace('param: { slug }, query', 'query')
    const copies = {
      'right.ts': readFileSync(file, 'utf8').replace("'../../server/", `'${ROOT}/server/`),
      'wrong.ts': wrong,
    }
    for (const [name, text] of Object.entries(copies)) writeFileSync(path.join(folder, name), text)
    const config = {
      extends: path.join(ROOT, 'tsconfig.json'),
      compilerOptions: {
        rootDir: '/',
        // The copies name the routes by an absolute path.
        rewriteRelativeImportExtensions: false,
        typeRoots: [path.join(ROOT, 'node_modules/@types')],
        paths: { 'hono/client': [path.join(ROOT, 'node_modules/hono/dist/types/client/index.d.ts')] },
      },
      include: [],
      files: Object.keys(copies),
    }
    writeFileSync(path.join(folder, 'package.json'), '{"type": "module"}')
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config))
    const tsc = path.join(ROOT, 'node_modules/.bin/tsc')
    const said = await run(tsc, ['-p', folder], { env: surroundings(), cwd: folder }).then(
      ({ stdout }) => stdout,
      ({ stdout }: { stdout: string }) => stdout,
    )
    const faults = said.match(/^\S*(right|wrong)\.ts\(\d+,\d+\): error TS\d+/gm) ?? []
    expect(faults.map((fault) => fault.replace(/^.*(right|wrong)\.ts\((\d+),.*$/, '$1 $2'))).toEqual([
      'wrong 9',
      'wrong 21',
      'wrong 23',
    ])
  })
})
