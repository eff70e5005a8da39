import { makePushKeys } from './notify/push-message.ts'
import type { PushIdentity } from './notify/push-message.ts'
import type { Clock } from './clock.ts'
import type { Database } from './store/db.ts'
import { takePushKeys } from './store/push-keys.ts'

/** As whom this instance speaks to push services: read once, made where there is none; a failure is not kept. */
export function createPushIdentity(db: Database, clock: Clock, subject: string): () => Promise<PushIdentity> {
  let known: PushIdentity | undefined
  return async () => (known ??= { subject, ...(await takePushKeys(db, makePushKeys(), clock.now())) })
}
