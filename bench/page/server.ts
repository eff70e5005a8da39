import { readConfig } from '../../server/config.ts'
import { startServer } from '../../server/main.ts'
import { createLog } from '../../server/log.ts'
import { seedCatalogue } from '../seed/plan.ts'
import { readSeeded } from '../seed.ts'

// The whole server on a seeded folder, in a process of its own: it lists those whom the seed has made up as well.
const config = readConfig()
const { plan } = readSeeded(config.dataDir)
const server = await startServer({
  config: { ...config, publicUrl: `http://${config.host}:${config.port}` },
  log: createLog(config.logLevel),
  catalogue: seedCatalogue(plan),
})
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)))
