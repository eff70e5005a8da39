import { queueWords as queueIt } from './it.ts'
import { queueWords as queueEn } from './en.ts'
import type { Lang } from './language.ts'
import type { Receipt } from './reporting.ts'

/** Of presses that could not be sent: only fetched where there is one. */
export type QueueTexts = {
  waiting(name: string, at: string): string
  discard: string
  became(receipt: Receipt, name: string, at: string): string
}

export const queueTexts: Record<Lang, QueueTexts> = { it: queueIt, en: queueEn }
