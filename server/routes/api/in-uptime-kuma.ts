import { z } from '@hono/zod-openapi'
import type { ToolEvent } from './in-event.ts'
import { outcomeOfMessage } from './in-outcome.ts'

/**
 * The body of Uptime Kuma's notification "Webhook" with content type application/json. Versions differ in what else there is; without a
 * heartbeat it is a test, or word that a certificate will expire.
 */
export const KumaMessage = z
  .object({
    heartbeat: z
      .object({
        status: z.int().describe('0 down, 1 up; others (pending, maintenance) are not stored'),
        time: z.string().max(40).describe('UTC, as Uptime Kuma writes it: 2023-01-23 08:12:45.123'),
        msg: z.string().nullish().describe('how it failed, in its words'),
      })
      .nullish()
      .describe('null: a test'),
    monitor: z
      .object({
        name: z.string().describe('names the target'),
        id: z.union([z.int(), z.string()]).nullish().describe('tells those of one name apart'),
      })
      .nullish()
      .describe('of its settings only these two are read'),
    msg: z.string().nullish().describe('not read where there is a heartbeat'),
  })
  .meta({ id: 'UptimeKumaMessage' })
export type KumaMessage = z.infer<typeof KumaMessage>

const DOWN = 0
const UP = 1

/** Undefined: nothing to store. `at` is NaN where the time cannot be read. */
export function readKuma({ heartbeat, monitor }: KumaMessage): Omit<ToolEvent, 'provider' | 'component'> | undefined {
  if (!heartbeat || !monitor || (heartbeat.status !== DOWN && heartbeat.status !== UP)) return undefined
  const isUp = heartbeat.status === UP
  return {
    tool: 'uptime-kuma',
    name: monitor.name,
    at: kumaTime(heartbeat.time),
    identity: String(monitor.id ?? ''),
    ...(isUp ? { outcome: 'up', status: null } : outcomeOfMessage(heartbeat.msg ?? '')),
    field: '',
  }
}

/** Its time has no zone and is UTC; older versions leave out the milliseconds. */
function kumaTime(text: string): number {
  const [, day, hour] = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,3})?)Z?$/.exec(text) ?? []
  return day === undefined ? NaN : Date.parse(`${day}T${hour}Z`)
}
