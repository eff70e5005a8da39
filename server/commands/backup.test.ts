import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
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

  it('say what is missing, and leave nothing half made', async () => {
    expect(await run('backup', 'nothing', at('n.gz'))).toMatchObject({
      code: 1,
      out: expect.stringContaining('no data'),
    })
    expect(await run('restore', 'nothing')).toMatchObject({ code: 1, out: expect.stringContaining('Which file?') })
    expect(await run('restore', 'nothing', at('n.gz'))).toMatchObject({
      code: 1,
      out: expect.stringContaining('ENOENT'),
    })
    writeFileSync(at('plain.gz'), 'no gzip at all')
    expect(await run('restore', 'empty', at('plain.gz'))).toMatchObject({
      code: 1,
      out: expect.stringContaining('header'),
    })
    expect(existsSync(at('nothing'))).toBe(false)
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})
