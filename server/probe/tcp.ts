import { toProbe } from './reading.ts'

/** Whether somebody takes the connection. Nothing is said. */
export const probeTcp = toProbe(async () => ({ outcome: 'up' }))
