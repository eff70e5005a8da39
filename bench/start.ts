import { withTemporaryData } from '../server/commands/temporary-data.ts'
import { startChildServer } from '../server/test/child-server.ts'

const AGAIN_RUNS = 3

/** From the start of the process to its first answered page: on an empty folder, and on the folder it left. */
export async function run(): Promise<void> {
  await withTemporaryData('bench', async (dataDir) => {
    const firstMs = await timeStart(dataDir)
    const again: number[] = []
    for (let i = 0; i < AGAIN_RUNS; i++) again.push(await timeStart(dataDir))
    const againMs = again.toSorted((a, b) => a - b)[Math.floor(AGAIN_RUNS / 2)] ?? Number.NaN
    console.log(`first start, empty folder (creates the database): ${firstMs} ms`)
    console.log(`again, median of ${AGAIN_RUNS}: ${againMs} ms`)
    console.log(JSON.stringify({ bench: 'start', firstMs, againMs }))
  })
}

async function timeStart(dataDir: string): Promise<number> {
  const startedAt = performance.now()
  const server = await startChildServer('server/main.ts', {
    DATA_DIR: dataDir,
    PROBES: 'off',
    NOTICES: 'off',
    LOG_LEVEL: 'error',
  })
  const ms = Math.round(performance.now() - startedAt)
  await server.stop()
  return ms
}
