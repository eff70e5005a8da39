import type { Config } from '../config.ts'
import { logRequests, type Log } from '../log.ts'
import type { Outbound } from '../outbound.ts'
import { serveMetrics, type MetricsServer } from './metrics-server.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import type { Purpose } from './outbound.ts'
import type { Standing } from './standing.ts'

/** What an operator wants to know of this process; where nothing is to be shown nothing is counted. */
export type Watching = Partial<Pick<Metrics, 'onTurn' | 'onBeat' | 'onReport' | 'onProbe'>> & {
  onAnswer: ((route: string, method: string, status: number, ms: number, requestId: string) => void)[]
  /** The same way of writing, timed. */
  timed<T, R>(write: (batch: T[]) => Promise<R>): (batch: T[]) => Promise<R>
  outbound(way: Outbound, purpose: Purpose): Outbound
  /** Undefined: nowhere. */
  serve(standing: Standing): Promise<MetricsServer | undefined>
}

export function createWatching({ metrics: place, logRequests: isLogged }: Config, log: Log): Watching {
  const onRequest = isLogged ? [logRequests(log)] : []
  if (place === undefined) {
    return { onAnswer: onRequest, timed: (write) => write, outbound: (way) => way, serve: async () => undefined }
  }
  const metrics = createMetrics()
  const { onTurn, onBeat, onReport, onProbe, onAnswer, outbound } = metrics
  return {
    onTurn,
    onBeat,
    onReport,
    onProbe,
    onAnswer: [onAnswer, ...onRequest],
    timed: (write) => (batch) => metrics.batch(batch.length, write(batch)),
    outbound,
    serve(standing) {
      metrics.show(standing)
      return serveMetrics(metrics, place, log)
    },
  }
}
