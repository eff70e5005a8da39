import pino from 'pino'

/** One JSON line per event, on standard error; no address, agent or key of a reporter ever enters a line. */
export type Log = pino.Logger

export function createLog(level: string): Log {
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 2, sync: true }))
}

export const silentLog: Log = pino({ level: 'silent' })
