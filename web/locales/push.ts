import { pushWords as pushIt } from './it.ts'
import { pushWords as pushEn } from './en.ts'
import type { Lang } from './language.ts'

type Notification = { title: string; body: string }

/** "Tell me when it is back": the button on a page, what comes of it, and the notification. */
export type PushTexts = {
  ask: string
  stop: string
  /** What is sent, what is kept, how long. */
  lead: string
  asked: string
  stopped: string
  denied: string
  over: string
  failed: string
  /** The browser gave no address, and will give none. */
  unable: string
  /** A phone of Apple's has it only in an installed page. */
  installed: string
  resolved(name: string): Notification
  withdrawn(name: string): Notification
}

export const pushTexts: Record<Lang, PushTexts> = { it: pushIt, en: pushEn }
