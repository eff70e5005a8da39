import { writeSync } from 'node:fs'
import { createLog } from '../log.ts'
import { openDatabase } from '../store/db.ts'
import { startEmbedded } from '../store/embedded.ts'

// A process of its own for the tests that kill it: embedded-writer.ts DATA_DIR HOME. Prints `ready`, then the number of each row once it is
// committed. On SIGTERM it ends as the server does: finish what runs, close, stop.
const [dataDir = '', home = ''] = process.argv.slice(2)
const WRITERS = 8
const say = (line: string | number) => writeSync(1, `${line}\n`)

try {
  const { connection, stop } = await startEmbedded({ dataDir, log: createLog('warn'), home })
  const { sql, close } = openDatabase({ connection, max: WRITERS })
  await sql`create table if not exists written (id bigint generated always as identity primary key)`
  const ending = new AbortController()
  process.once('SIGTERM', () => ending.abort())
  say('ready')
  const writer = async () => {
    while (!ending.signal.aborted) {
      const [row] = await sql<{ id: number }[]>`insert into written default values returning id`
      say(row!.id)
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, writer))
  await close()
  await stop()
  say('ended')
} catch (error) {
  say(`failed: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
