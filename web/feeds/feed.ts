import type { Lang } from '../locales/language.ts'

/** Instants are epoch milliseconds; texts are plain, never markup. */
export type FeedEntry = {
  /** A URN that is the same for ever: readers know by it what they have read. */
  id: string
  title: string
  summary: string
  /** Absolute. */
  link: string
  publishedAt: number
  /** Later than published where it was corrected or withdrawn afterwards. */
  updatedAt: number
  provider: { slug: string; name: string }
}

export type Feed = {
  lang: Lang
  title: string
  subtitle: string
  rights: string
  /** Where it is read again, and the page that shows the same; absolute. */
  self: string
  page: string
  icon: string
  updatedAt: number
  entries: readonly FeedEntry[]
}

export const FEED_FORMATS = ['atom', 'rss'] as const
export type FeedFormat = (typeof FEED_FORMATS)[number]

export const FEED_TYPE: Record<FeedFormat, string> = { atom: 'application/atom+xml', rss: 'application/rss+xml' }
export const FEED_AUTHOR = 'Brusio'

/** The feed of a page: `subject` is `/p/{slug}`, `/o/{slug}` or nothing, for all. */
export const feedPath = (lang: Lang, subject: string, format: FeedFormat): string => `/${lang}${subject}/feed.${format}`
