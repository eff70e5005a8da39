import type { Log } from '../log.ts'
import { embeddedDataExist, runningEmbedded, startEmbedded, type Embedded } from './embedded.ts'

const leave = async () => {}

/**
 * The database for a command: that of the URL, else that of the server running on this folder, else the embedded one started for as
 * long as the command takes. undefined where there is none yet and `create` is not set.
 */
export async function openCommandDatabase(options: {
  databaseUrl: string | undefined
  dataDir: string
  log: Log
  create?: boolean
}): Promise<Embedded | undefined> {
  const { databaseUrl, dataDir, log, create = false } = options
  if (databaseUrl !== undefined) return { connection: { url: databaseUrl }, stop: leave }
  const running = runningEmbedded(dataDir)
  if (running) return { connection: running, stop: leave }
  if (!create && !embeddedDataExist(dataDir)) return undefined
  return startEmbedded({ dataDir, log })
}
