import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { readConfig } from '../config.ts'
import { createResultQueue } from '../jobs/result-queue.ts'
import { createLog } from '../log.ts'
import type { Log } from '../log.ts'
import { createOutbound } from '../outbound.ts'
import { startProber } from '../probe/prober.ts'
import { sayLastWords } from '../process-end.ts'
import { DataDirInUse, takeServerLock } from '../store/server-lock.ts'
import { AgentError, isExposed, readAgentOptions } from './agent/options.ts'
import type { AgentOptions } from './agent/options.ts'
import { ownResolvers, toResult } from './agent/result.ts'
import { startSender } from './agent/sender.ts'
import { openSpool } from './agent/spool.ts'
import { MAX_LIST_BYTES, startTargetList } from './agent/target-list.ts'

export type Agent = { close(): Promise<void> }

/**
 * Probes from here what the server lists, and sends it the results; what cannot be sent waits on disk. Throws AgentError where another agent has
 * the folder. `close` stops probing, sends what it can within seconds, and lets the folder go.
 */
export function startAgent({ server, key, dataDir, allowPrivate }: AgentOptions, log: Log): Agent {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = takeFolder(dataDir)
  if (isExposed(server)) log.warn('the key goes over the line in the clear: use https')
  const now = () => Date.now()
  // The server is the operator's choice, wherever it is; what it lists is not.
  const toServer = createOutbound({ allowPrivate: true })
  const headers = { authorization: `Bearer ${key}` }

  const spool = openSpool(path.join(dataDir, 'spool'), { log })
  const sender = startSender({
    spool,
    post: (body, signal) => toServer.post(`${server}/api/v1/probe-results`, { body, headers, signal }),
    resolvers: ownResolvers,
    log,
    now,
  })
  const queue = createResultQueue({
    write: async (results: readonly ReturnType<typeof toResult>[]) => {
      await spool.append(results)
      sender.wake(results.length)
    },
    mayPass: () => true, // A disk that is full may have room again.
    log,
    name: 'results',
  })
  const prober = startProber({
    targets: [],
    outbound: createOutbound({ contact: server, allowPrivate }),
    now,
    log,
    onResult: (readings) => queue.push(readings.map(toResult)),
  })
  const list = startTargetList({
    file: path.join(dataDir, 'targets.json'),
    server,
    get: (more, signal) =>
      toServer.get(`${server}/api/v1/probe-targets`, {
        headers: { ...headers, ...more },
        signal,
        maxBytes: MAX_LIST_BYTES,
      }),
    onTargets: (targets) => prober.setTargets(targets),
    log,
    now,
  })
  return {
    async close() {
      await list.close()
      await prober.close()
      await queue.close()
      await sender.close()
      await spool.close()
      lock.release()
    },
  }
}

function takeFolder(dataDir: string): { release(): void } {
  try {
    return takeServerLock(dataDir, '')
  } catch (cause) {
    if (!(cause instanceof DataDirInUse)) throw cause
    throw new AgentError(`Another agent runs on ${dataDir}. Stop it first, or set another --data.`, { cause })
  }
}

/** Until SIGINT or SIGTERM. */
function main(): void {
  const options = readAgentOptions(process.argv.slice(2))
  const log = createLog(readConfig().logLevel)
  sayLastWords(log)
  const agent = startAgent(options, log)
  process.stdout.write(`brusio agent ⌇ ${options.server}\n`)
  let closing: Promise<void> | undefined
  const stop = () => void (closing ??= agent.close().then(() => process.exit(0)))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    main()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
