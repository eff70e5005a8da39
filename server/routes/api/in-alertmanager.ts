import { z } from '@hono/zod-openapi'
import { ProbeOutcome } from '../../../shared/probe.ts'
import type { ToolEvent } from './in-event.ts'

/** Alerts of one webhook; `max_alerts` keeps a receiver below it. */
export const MAX_ALERTS = 200
const MAX_LABELS = 100

const instant = z.iso.datetime({ offset: true })

/** What Alertmanager sends to a webhook (version 4, and 3 before it): of it, what we read. */
export const AlertmanagerMessage = z
  .object({
    alerts: z
      .array(
        z.object({
          status: z.enum(['firing', 'resolved']).describe('whether it goes on'),
          labels: z
            .record(z.string(), z.string())
            .refine((labels) => Object.keys(labels).length <= MAX_LABELS, { error: `may have ${MAX_LABELS} labels` })
            .describe('`brusio_provider`, `brusio_component`, `brusio_outcome`, and what names the alert'),
          startsAt: instant.describe('since when it fires'),
          endsAt: instant.optional().describe('when it ended'),
        }),
      )
      .max(MAX_ALERTS)
      .describe('one result each'),
  })
  .meta({ id: 'AlertmanagerMessage' })
export type AlertmanagerMessage = z.infer<typeof AlertmanagerMessage>

/**
 * One event for each alert: since when it fires, or when it ended. A group is sent again and again as long as it fires, without a word
 * of when it was looked at last: each alert counts once. How it failed nobody says, unless a label does.
 */
export function readAlerts(
  { alerts }: AlertmanagerMessage,
  given: { provider?: string | undefined; component?: string | undefined },
): ToolEvent[] {
  return alerts.map(({ status, labels, startsAt, endsAt }, i) => {
    const isOver = status === 'resolved'
    const { alertname = '', instance = '', brusio_provider, brusio_component, brusio_outcome } = labels
    const said = ProbeOutcome.safeParse(brusio_outcome)
    return {
      tool: 'alertmanager',
      name: `${alertname} ${instance}`,
      at: Date.parse(isOver && endsAt !== undefined ? endsAt : startsAt),
      // The labels are who an alert is; older versions send no fingerprint.
      identity: JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))),
      outcome: isOver ? 'up' : said.success && said.data !== 'up' ? said.data : 'unreachable',
      status: null,
      provider: brusio_provider ?? given.provider,
      component: brusio_component ?? (brusio_provider === undefined ? given.component : undefined),
      field: `alerts.${i}.`,
    }
  })
}
