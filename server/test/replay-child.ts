import { readRecording } from '../catalogue/recording.ts'
import { importRecording } from '../commands/demo/recorded-history.ts'
import { readConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { startServer } from '../main.ts'
import type { Connection } from '../store/db.ts'

/** What the parent says: on the command line where it begins, later what time it is. */
export type ReplayStart = { connection: Connection; dataDir: string; now: number; speed: number; withHistory: boolean }
/** What the child says: where it listens, and how far it has judged. */
export type ReplayReport = { url: string; judgedUntil: number | undefined }

const REPORT_MS = 20

// The whole program, in a process that can be killed, with the parent's clock.
const start: ReplayStart = JSON.parse(process.argv[2] ?? '')
let { now } = start
process.on('message', (at: number) => void (now = at))
const config = {
  ...readConfig({}),
  port: 0,
  metrics: undefined,
  dataDir: start.dataDir,
  trustedProxies: ['127.0.0.1'],
  probes: false,
  notices: false,
}
const server = await startServer({
  config,
  clock: { now: () => now, speed: start.speed, mode: 'replay' },
  log: createLog('warn'),
  connection: start.connection,
  trustHistory: true,
  prepare: async (db, directory) => {
    if (start.withHistory) await importRecording(db, directory, readRecording(), start.now)
  },
})
setInterval(() => {
  const report: ReplayReport = { url: server.url, judgedUntil: server.detector.judgedUntil }
  process.send?.(report)
}, REPORT_MS)
