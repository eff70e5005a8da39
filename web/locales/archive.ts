import { archiveWords as en } from './en.ts'
import { archiveWords as it } from './it.ts'
import type { Lang } from './language.ts'

/** The page of the open data. Long ones are Markdown, as on the about pages; `{name}` alone in a line is a place. */
export type ArchiveTexts = {
  archiveTitle: string
  archiveTitleOf: (what: string) => string
  archiveDescription: string
  /** The address of this instance, as it stands in the credit. */
  archiveProse: (instance: string) => string
  archivePlay: string
  archiveNone: string
  archiveState: (first: string, last: string, files: string, size: string) => string
  archiveIndex: string
  archiveProviders: string
  archiveNewest: string
  archiveMonth: string
  archiveFiles: string
  archiveSize: string
  archiveGrows: string
  archiveFile: string
  archiveUntil: string
  archiveAll: string
  archiveKinds: Record<'incidents' | 'events' | 'uptime', string>
  archiveLink: string
}

export const archiveTexts: Record<Lang, ArchiveTexts> = { it, en }
