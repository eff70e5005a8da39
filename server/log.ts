import pino from 'pino'

/** One JSON line per event, on standard error; no address, agent or key of a reporter ever enters a line. */
export type Log = pino.Logger

export function createLog(
  level: string,
  destination: pino.DestinationStream = pino.destination({ fd: 2, sync: true }),
): Log {
  return pino(
    { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: toLogged } },
    destination,
  )
}

/** PostgreSQL's `detail` and the client's `query` and `parameters` hold rows: they stay out. */
function toLogged(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error)
  const { name, message, stack, cause } = error
  const code = 'code' in error ? { code: error.code } : {}
  return { name, message, ...code, stack, ...(cause === undefined ? {} : { cause: toLogged(cause) }) }
}

/** A line for every request. Who only asks whether we are well would drown the others. */
export function logRequests(
  log: Log,
): (route: string, method: string, status: number, ms: number, requestId: string) => void {
  return (route, method, status, ms, requestId) => {
    const line = { requestId, method, route, status, ms: Math.round(ms * 10) / 10 }
    if (route === '/healthz' || route === '/readyz') log.debug(line, 'request')
    else log.info(line, 'request')
  }
}

export const silentLog: Log = pino({ level: 'silent' })
