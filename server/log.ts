import pino from 'pino'

/** One JSON line per event, on standard error; no address, agent or key of a reporter ever enters a line. */
export type Log = pino.Logger

const MOST_CAUSES = 5

export function createLog(
  level: string,
  destination: pino.DestinationStream = pino.destination({ fd: 2, sync: true }),
): Log {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      // What comes here has been through the hook.
      serializers: { err: (told: unknown) => told },
      hooks: {
        logMethod(given, write, atLevel) {
          const [about, ...rest] = given as [unknown, ...unknown[]]
          const isFault = atLevel >= pino.levels.values['error']!
          write.apply(this, [withoutRows(about, isFault), ...rest] as typeof given)
        },
      },
    },
    destination,
  )
}

function withoutRows(about: unknown, isFault: boolean): unknown {
  if (about instanceof Error) return { err: toLogged(about, isFault) }
  if (typeof about !== 'object' || about === null || !('err' in about)) return about
  return { ...about, err: toLogged(about.err, isFault) }
}

/**
 * PostgreSQL's `detail` and the client's `query` and `parameters` hold rows: they stay out, and what of a message repeats them. Where something
 * happened is told of a fault only.
 */
function toLogged(error: unknown, withStack: boolean, depth = 0): unknown {
  if (!(error instanceof Error)) return String(error)
  const { name, stack = '', cause } = error
  const message = messageOf(error)
  const code = 'code' in error ? { code: error.code } : {}
  const frames = withStack ? { stack: `${name}: ${message}\n${framesOf(stack, error.message)}` } : {}
  const deeper = cause === undefined || depth === MOST_CAUSES ? {} : { cause: toLogged(cause, withStack, depth + 1) }
  return { name, message, ...code, ...frames, ...deeper }
}

/** SQLSTATE class 22: the value is not what it must be, and is quoted. So does JSON that cannot be read. */
function messageOf(error: Error): string {
  // drizzle writes the parameters into the message.
  if ('query' in error && 'params' in error) return 'a statement failed'
  const isQuoting = error instanceof SyntaxError || ('code' in error && /^22[\dA-Z]{3}$/.test(String(error.code)))
  return isQuoting ? error.message.replaceAll(/".*"/gs, '"…"') : error.message
}

/** The message stands before them, and may have lines that look like them. */
function framesOf(stack: string, message: string): string {
  const from = stack.indexOf(message)
  const after = from < 0 ? stack : stack.slice(from + message.length)
  return after
    .split('\n')
    .filter((line) => /^ +at /.test(line))
    .join('\n')
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
