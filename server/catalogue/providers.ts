import { bank } from './providers/bank.ts'
import { cloud } from './providers/cloud.ts'
import { fixed } from './providers/fixed.ts'
import { game } from './providers/game.ts'
import { mail } from './providers/mail.ts'
import { messaging } from './providers/messaging.ts'
import { mobile } from './providers/mobile.ts'
import { payment } from './providers/payment.ts'
import { publicServices } from './providers/public.ts'
import { shop } from './providers/shop.ts'
import { social } from './providers/social.ts'
import { streaming } from './providers/streaming.ts'
import { work } from './providers/work.ts'
import type { NewEntry } from './schema.ts'

/** Everybody people can report on. To add one, write its entry in the file of its category. */
export const ENTRIES: readonly NewEntry[] = [
  ...mail,
  ...messaging,
  ...social,
  ...bank,
  ...payment,
  ...mobile,
  ...fixed,
  ...cloud,
  ...streaming,
  ...game,
  ...publicServices,
  ...shop,
  ...work,
]
