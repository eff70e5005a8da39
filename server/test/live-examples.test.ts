import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { createReplayClock } from '../clock.ts'
import type { RunningServer } from '../main.ts'
import { aLineTo, type CutLine } from './cut-line.ts'
import { readEvents } from './live-streams.ts'
import { aRunningServer } from './running-server.ts'
import { STORY_AT } from './site-story.ts'
import { storyCatalogue } from './story-catalogue.ts'
import { useStoryDb } from './story-db.ts'
import { until } from './until.ts'

// Whatever docs/live.md shows is run as it stands, but for the name of the host, on a line that is cut.
const ROOT = path.resolve(import.meta.dirname, '../..')
const HOST = 'brusio.example'
const PATIENCE_MS = 120_000

const guide = readFileSync(path.join(ROOT, 'docs/live.md'), 'utf8')
const blocks = [...guide.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
  language,
  text,
}))
const blocksOf = (language: string) => blocks.filter((block) => block.language === language).map(({ text }) => text)

/** Node does not wait for an EventSource to come back. */
const ELSE_TO_DO = 'data:text/javascript,setInterval(() => {}, 1_000)'

/** What older Nodes have behind a flag. */
const isThere = (name: string, flag: string) => {
  const found = name in globalThis || process.allowedNodeEnvironmentFlags.has(flag)
  if (!found) process.stderr.write(`this Node has no ${name}: its examples were not run\n`)
  return found
}
const FLAGS = { WebSocket: '--experimental-websocket', EventSource: '--experimental-eventsource' }
const hasWebSocket = isThere('WebSocket', FLAGS.WebSocket)
const hasEventSource = isThere('EventSource', FLAGS.EventSource)
const hasCurl = spawnSync('curl', ['--version']).status === 0
const flags = Object.values(FLAGS).filter((flag) => process.allowedNodeEnvironmentFlags.has(flag))

const test = useStoryDb()
const folder = mkdtempSync(path.join(os.tmpdir(), 'brusio-live-'))
const children: ChildProcess[] = []
let server: RunningServer
let line: CutLine
beforeAll(async () => {
  const clock = createReplayClock({ startAt: STORY_AT, speed: 1, mode: 'live' })
  server = await aRunningServer(test.connection, { clock, catalogue: storyCatalogue() })
  await vi.waitUntil(() => server.detector.judgedUntil !== undefined, { timeout: PATIENCE_MS })
  await quiet()
  line = await aLineTo(server.url)
}, PATIENCE_MS)
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(async () => {
  await line?.close()
  await server?.close()
  rmSync(folder, { recursive: true })
})

const onOurLine = (text: string) =>
  text.replaceAll(`https://${HOST}`, `http://${line.host}`).replaceAll(`wss://${HOST}`, `ws://${line.host}`)

/** Until all that a server finds at its start is told: time stands still, so nothing comes after it. */
async function quiet(): Promise<void> {
  const reader = await readEvents(`${server.url}/api/v1/live.sse?topics=states,incidents`)
  await until(() => {
    const last = reader.messages.slice(-2)
    return last.length === 2 && last.every(({ type }) => type === 'heartbeat')
  }, PATIENCE_MS)
  reader.cut()
}

/** What it says, as it says it. */
function run(command: string, args: string[], cwd = folder) {
  const child = spawn(command, args, { cwd, env: { PATH: process.env['PATH'] } })
  children.push(child)
  const said = { text: '', faults: '' }
  child.stdout.on('data', (chunk: Buffer) => (said.text += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said.faults += chunk.toString()))
  return { said, hears: (what: RegExp) => until(() => what.test(said.text), PATIENCE_MS) }
}
function runScript(text: string, ...more: string[]) {
  const file = path.join(folder, 'example.mjs')
  writeFileSync(file, onOurLine(text))
  return run(process.execPath, [...flags, ...more, file])
}
const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0

/** Cut until somebody comes back to it. */
async function cutAndMend(): Promise<void> {
  const { made } = line
  line.cut()
  line.mend()
  await until(() => line.made > made)
  // So that what it should not say has time to be said.
  await new Promise((resolve) => setTimeout(resolve, 1_000))
}

it('has an example of each kind', () => {
  expect(blocks.map(({ language }) => language)).toEqual(['jsonc', 'js', 'js', 'sh', 'ts'])
})

it('shows messages that are JSON, but for what is left out', () => {
  for (const text of blocksOf('jsonc')) {
    const messages = text.split('\n').filter((one) => one.startsWith('{'))
    expect(messages.length).toBeGreaterThan(5)
    for (const message of messages) expect(() => void JSON.parse(message.replace('{ … }', '{}'))).not.toThrow()
  }
})

it.skipIf(!hasEventSource)('runs the one of server-sent events, which comes back after a break', async () => {
  const { said, hears } = runScript(blocksOf('js')[0]!, '--import', ELSE_TO_DO)
  await hears(/incident\.\w+ Libero Mail/)
  const before = said.text
  await cutAndMend()
  // Nothing was missed, so there is nothing to tell.
  expect(said.text).toBe(before)
  expect(said.faults).not.toMatch(/Error/)
})

it.skipIf(!hasWebSocket)('runs the one of a socket, which comes back to where it was', async () => {
  const { said, hears } = runScript(blocksOf('js')[1]!)
  await hears(/^libero-mail confirmed$/m)
  await cutAndMend()
  expect(count(said.text, /^libero-mail /gm)).toBe(1)
  expect(said.faults).not.toMatch(/Error/)
})

it.skipIf(!hasCurl)('runs the one of the shell', async () => {
  const { said, hears } = run('sh', ['-c', `exec ${onOurLine(blocksOf('sh')[0]!).trim()}`])
  await hears(/^id: \S+\ndata: \{"type":"snapshot","topic":"states"/m)
  await hears(/"topic":"incidents"/)
  // The place in the example is of another life of the server.
  expect(said.text).not.toContain('"type":"heartbeat"')
})

it.skipIf(!hasWebSocket)('runs the program that follows with our own client, and tells nothing twice', async () => {
  const file = path.join(ROOT, 'docs/examples/follow.ts')
  const { said, hears } = run(
    process.execPath,
    [...flags, '--import', 'tsx', file, `ws://${line.host}/api/v1/live`],
    ROOT,
  )
  await hears(/told of (\d+), of \1 confirmed: .*libero-mail/)
  await hears(/^incident\.\w+ Libero Mail/m)
  const before = said.text
  await cutAndMend()
  await hears(/the line is lost\nthe line is live\n/)
  expect(said.text.replace('the line is lost\nthe line is live\n', '')).toBe(before)
  expect(said.faults).not.toMatch(/Error/)
})

it.skipIf(!hasWebSocket)('runs the few lines with our own client', async () => {
  const file = path.join(folder, 'example.ts')
  writeFileSync(file, onOurLine(blocksOf('ts')[0]!).replaceAll("'./web/", `'${ROOT}/web/`))
  writeFileSync(path.join(folder, 'package.json'), '{"type": "module"}')
  const { said, hears } = run(process.execPath, [...flags, '--import', 'tsx', file], ROOT)
  await hears(/^confirmed$/m)
  await hears(/^\d+$/m)
  expect(said.faults).not.toMatch(/Error/)
})
