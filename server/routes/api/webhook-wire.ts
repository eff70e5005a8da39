import type { Delivery, Webhook } from '../../../shared/webhook.ts'
import { DeliveryFailure } from '../../../shared/webhook.ts'
import type { DeliveryRow } from '../../store/deliveries.ts'
import type { WebhookRow } from '../../store/webhooks.ts'

const iso = (at: number) => new Date(at).toISOString()
const failureOrNull = (failure: string | null) => (failure === null ? null : DeliveryFailure.parse(failure))
const isoOrNull = (at: number | null) => (at === null ? null : iso(at))

/** Without its secrets. `now`: a rotation that is over is said no more. */
export function toWebhook(row: WebhookRow, now: number): Webhook {
  return {
    id: row.id,
    url: row.url,
    events: row.events,
    about: row.about,
    created_at: iso(row.createdAt),
    confirmed_at: isoOrNull(row.confirmedAt),
    off_at: isoOrNull(row.offAt),
    off_for: row.offFor,
    old_secret_until: row.oldUntil !== null && row.oldUntil > now ? iso(row.oldUntil) : null,
  }
}

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    type: row.type,
    incident: row.incident,
    sequence: row.sequence,
    at: iso(row.at),
    state: row.deliveredAt !== null ? 'delivered' : row.nextAt !== null ? 'waiting' : 'failed',
    attempts: row.attempts,
    next_attempt_at: isoOrNull(row.nextAt),
    delivered_at: isoOrNull(row.deliveredAt),
    status: row.status,
    failure: failureOrNull(row.failure),
    redelivery: row.redelivery,
    history: row.history.map(({ attempt, at, ms, status, failure }) => {
      return { attempt, at: iso(at), ms, status, failure: failureOrNull(failure) }
    }),
  }
}
