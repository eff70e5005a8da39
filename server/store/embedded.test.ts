import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { silentLog } from '../log.ts'
import { openDatabase, type Connection } from './db.ts'
import { runningEmbedded, startEmbedded } from './embedded.ts'

const idOf = (flag: string, name: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))

const WRITER = fileURLToPath(new URL('../test/embedded-writer.ts', import.meta.url))
const asRoot = process.getuid?.() === 0
const folders: string[] = []
const children: ChildProcess[] = []

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await gone
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** As root PostgreSQL is another user, who must be able to pass. */
function aFolder(mode = 0o755): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'brusio-emb-'))
  chmodSync(folder, mode)
  folders.push(folder)
  return folder
}

async function ask<T extends object>(connection: Connection, text: string): Promise<T[]> {
  const { sql, close } = openDatabase({ connection, max: 1 })
  const rows = await sql.unsafe<T[]>(text)
  await close()
  return rows
}

function aWriter(dataDir: string, user: { uid?: number; gid?: number } = {}) {
  const args = ['--import', 'tsx', WRITER, dataDir, path.join(dataDir, 'home')]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], ...user })
  children.push(child)
  const lines: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    pid: child.pid!,
    lines,
    acknowledged: () => lines.filter((line) => /^\d+$/.test(line)).map(Number),
    async kill(signal: NodeJS.Signals) {
      child.kill(signal)
      await ended
    },
    ended,
  }
}

const PATIENT = { timeout: 25_000 }

async function written(dataDir: string): Promise<Set<number>> {
  const embedded = await startEmbedded({ dataDir, log: silentLog, home: path.join(dataDir, 'home') })
  const rows = await ask<{ id: number }>(embedded.connection, 'select id from written')
  await embedded.stop()
  return new Set(rows.map((row) => row.id))
}

describe('the embedded database', () => {
  it('starts on an empty folder and has its data again the next time', async () => {
    const dataDir = aFolder()
    const first = await startEmbedded({ dataDir, log: silentLog })
    await ask(first.connection, 'create table kept as select 42 as answer')
    const settings = await ask(
      first.connection,
      "select current_setting('fsync') as a, current_setting('synchronous_commit') as b",
    )
    expect(settings).toEqual([{ a: 'on', b: 'on' }])
    expect(runningEmbedded(dataDir)).toEqual(first.connection)
    await first.stop()
    expect(runningEmbedded(dataDir)).toBeUndefined()
    expect('host' in first.connection && existsSync(first.connection.host)).toBe(false)
    const second = await startEmbedded({ dataDir, log: silentLog })
    expect(await ask(second.connection, 'select answer from kept')).toEqual([{ answer: 42 }])
    await second.stop()
  })

  it('loses nothing acknowledged when its server gets SIGTERM under load', async () => {
    const dataDir = aFolder()
    const writer = aWriter(dataDir)
    await expect.poll(() => writer.acknowledged().length, PATIENT).toBeGreaterThan(200)
    await writer.kill('SIGTERM')
    expect(writer.lines.at(-1)).toBe('ended')
    expect(existsSync(path.join(dataDir, 'postgres/postmaster.pid'))).toBe(false)
    const acknowledged = writer.acknowledged()
    expect(await written(dataDir)).toEqual(new Set(acknowledged))
  })

  it('loses nothing acknowledged when its server is killed under load, time and again', async () => {
    const dataDir = aFolder()
    const acknowledged = new Set<number>()
    for (const enough of [50, 150, 300]) {
      const writer = aWriter(dataDir)
      await expect.poll(() => writer.acknowledged().length, PATIENT).toBeGreaterThan(enough)
      await writer.kill('SIGKILL')
      for (const id of writer.acknowledged()) acknowledged.add(id)
      // It ends by itself, without a next start to wait for it.
      await expect.poll(() => existsSync(path.join(dataDir, 'postgres/postmaster.pid')), PATIENT).toBe(false)
      const found = await written(dataDir)
      expect([...acknowledged].filter((id) => !found.has(id))).toEqual([])
    }
  })

  it('refuses a second server on the same folder, by the number of the first', async () => {
    const dataDir = aFolder()
    const first = aWriter(dataDir)
    await expect.poll(() => first.lines, PATIENT).toContain('ready')
    await expect(startEmbedded({ dataDir, log: silentLog })).rejects.toThrow(`process ${first.pid})`)
    const before = first.acknowledged().length
    await expect.poll(() => first.acknowledged().length, PATIENT).toBeGreaterThan(before)
  })

  it('starts PostgreSQL again when that is killed alone', async () => {
    const dataDir = aFolder()
    const { connection, stop } = await startEmbedded({ dataDir, log: silentLog })
    const { sql, close } = openDatabase({ connection, max: 2 })
    await sql`create table kept as select 42 as answer`
    const pid = Number(readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 'SIGKILL')
    const answer = () => sql`select answer from kept`.then(([row]) => row?.answer).catch(() => undefined)
    await expect
      .poll(() => readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').startsWith(`${pid}\n`), PATIENT)
      .toBe(false)
    await expect.poll(answer, PATIENT).toBe(42)
    await close()
    await stop()
  })

  it('names the way out when the data are of another major version', async () => {
    const dataDir = aFolder()
    await (await startEmbedded({ dataDir, log: silentLog })).stop()
    writeFileSync(path.join(dataDir, 'postgres/PG_VERSION'), '17\n')
    await expect(startEmbedded({ dataDir, log: silentLog })).rejects.toThrow(/PostgreSQL 17; .*npm run restore/)
    expect(existsSync(path.join(dataDir, 'server.lock'))).toBe(false)
  })
})

describe.runIf(asRoot)('as root', () => {
  it('runs PostgreSQL as somebody else', async () => {
    const dataDir = aFolder()
    const { stop } = await startEmbedded({ dataDir, log: silentLog })
    const { uid } = statSync(path.join(dataDir, 'postgres'))
    const pid = readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]
    expect(statSync(`/proc/${pid}`).uid).toBe(uid)
    expect(uid).not.toBe(0)
    await stop()
  })

  it('keeps the data elsewhere, and says so, below a folder that its user cannot pass', async () => {
    const dataDir = path.join(aFolder(0o700), 'data')
    const home = aFolder()
    const said: unknown[] = []
    const log = Object.assign(Object.create(silentLog), { warn: (what: unknown) => said.push(what) })
    const first = await startEmbedded({ dataDir, home, log })
    await ask(first.connection, 'create table kept as select 42 as answer')
    await first.stop()
    expect(existsSync(path.join(dataDir, 'postgres'))).toBe(false)
    expect(said).toEqual([{ dataDir, data: expect.stringContaining(`${home}/data-`) }])
    const second = await startEmbedded({ dataDir, home, log })
    expect(await ask(second.connection, 'select answer from kept')).toEqual([{ answer: 42 }])
    await second.stop()
  })

  it('works the same for an ordinary user', async () => {
    const [uid, gid] = [idOf('-u', 'nobody'), idOf('-g', 'nobody')]
    const dataDir = path.join(aFolder(0o777), 'data')
    const writer = aWriter(dataDir, { uid, gid })
    await expect.poll(() => writer.acknowledged().length, PATIENT).toBeGreaterThan(20)
    expect(statSync(path.join(dataDir, 'postgres')).uid).toBe(uid)
    await writer.kill('SIGTERM')
    expect(writer.lines.at(-1)).toBe('ended')
  })
})
