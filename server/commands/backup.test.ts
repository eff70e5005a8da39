import { execFile } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLog } from '../log.ts'
import { migrate, openDatabase } from '../store/db.ts'
import { startEmbedded, type Embedded } from '../store/embedded.ts'
import { aProvider } from '../test/factories.ts'

let folder = ''
let server: Embedded
const at = (name: string) => path.join(folder, name)

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'brusio-backup-'))
  chmodSync(folder, 0o755)
  server = await startEmbedded({ dataDir: at('data'), log: silentLog })
  await migrate(server.connection, silentLog)
  const db = openDatabase({ connection: server.connection, max: 1 })
  for (const slug of ['one', 'two', 'three']) await aProvider(db, { slug })
  await db.close()
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

/** As `npm run NAME -- FILE` would, with the data in `data`. */
async function run(name: string, data: string, ...args: string[]): Promise<{ code: number; out: string }> {
  const script = new URL(`./${name}.ts`, import.meta.url).pathname
  const env = { PATH: process.env.PATH, DATA_DIR: at(data), LOG_LEVEL: 'warn' }
  return promisify(execFile)(process.execPath, ['--import', 'tsx', script, ...args], { env }).then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, out: stderr }),
  )
}

describe('npm run backup and restore', () => {
  it('carry the data of a running server into an empty folder', async () => {
    expect(await run('backup', 'data', at('b.gz'))).toMatchObject({ code: 0 })
    expect(statSync(at('b.gz')).mode & 0o777).toBe(0o600)
    expect(await run('restore', 'fresh', at('b.gz'))).toEqual({ code: 0, out: `3 rows restored from ${at('b.gz')}.\n` })
    const restored = await startEmbedded({ dataDir: at('fresh'), log: silentLog })
    const db = openDatabase({ connection: restored.connection, max: 1 })
    const rows = await db.sql`select slug from providers order by id`
    await db.close()
    await restored.stop()
    expect(rows.map((row) => row.slug)).toEqual(['one', 'two', 'three'])
    expect(await run('restore', 'fresh', at('b.gz'))).toMatchObject({
      code: 1,
      out: expect.stringContaining('not empty'),
    })
  })

  it('refuse to restore under a running server', async () => {
    expect(await run('restore', 'data', at('b.gz'))).toMatchObject({
      code: 1,
      out: expect.stringContaining('A server runs'),
    })
  })

  it('say in one line what is missing, and leave nothing half made', async () => {
    writeFileSync(at('plain.gz'), 'no gzip at all')
    writeFileSync(at('other.gz'), gzipSync('of somebody else'))
    writeFileSync(at('empty.gz'), '')
    mkdirSync(at('folder'))
    const refused = async (reason: string, name: string, data: string, ...args: string[]) => {
      const { code, out } = await run(name, data, ...args)
      expect({ code, lines: out.trimEnd().split('\n') }).toEqual({ code: 1, lines: [expect.stringContaining(reason)] })
    }
    await Promise.all([
      refused('no data', 'backup', 'nothing', at('n.gz')),
      refused('is a folder', 'backup', 'data', at('folder')),
      refused('There is no folder', 'backup', 'data', at('nowhere/n.gz')),
      refused('Which file?', 'restore', 'nothing'),
      refused('There is no file', 'restore', 'nothing', at('n.gz')),
      refused('is a folder', 'restore', 'nothing', at('folder')),
      refused('cannot be unzipped', 'restore', 'nothing', at('plain.gz')),
      refused('no backup', 'restore', 'nothing', at('other.gz')),
      refused('cut short', 'restore', 'nothing', at('empty.gz')),
    ])
    expect(existsSync(at('nothing'))).toBe(false)
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('make nothing of a backup that was cut short', async () => {
    expect(await run('backup', 'data', at('whole.gz'))).toMatchObject({ code: 0 })
    truncateSync(at('whole.gz'), statSync(at('whole.gz')).size - 20)
    expect(await run('restore', 'half', at('whole.gz'))).toEqual({
      code: 1,
      out: `${at('whole.gz')} ends too early: it was cut short.\n`,
    })
    expect(existsSync(at('half'))).toBe(false)
  })
})
