import type { Mode } from '../../../shared/live.ts'
import { DAY_MS } from '../../../shared/time.ts'
import { toAtom } from '../../../web/feeds/atom.ts'
import { toFeedEntry } from '../../../web/feeds/entry.ts'
import { feedPath, type Feed, type FeedFormat } from '../../../web/feeds/feed.ts'
import { toRss } from '../../../web/feeds/rss.ts'
import { feedTexts } from '../../../web/locales/feeds.ts'
import { PAGE_ZONE, type Lang } from '../../../web/locales/language.ts'
import type { FeedEventRow } from '../../store/feed-events.ts'
import { toIncident } from '../../store/incidents.ts'

/** `path`: of its page, without language; empty, and nobody in particular: of all. */
export type FeedSubject = { path: string; name?: string; providerIds?: readonly number[] }

/** `now` is domain time, epoch milliseconds. */
type Told = { subject: FeedSubject; format: FeedFormat; lang: Lang; mode: Mode; origin: string; now: number }

const WRITE: Record<FeedFormat, (feed: Feed) => string> = { atom: toAtom, rss: toRss }

export function tellFeed({ subject, format, lang, mode, origin, now }: Told, rows: readonly FeedEventRow[]): string {
  const t = feedTexts[lang]
  const reader = { lang, zone: PAGE_ZONE[lang] }
  const entries = rows.map(({ incident, ...row }) =>
    toFeedEntry({ reader, mode, origin }, { ...row, incident: toIncident(incident) }),
  )
  const title = subject.name === undefined ? t.feedTitle : t.feedTitleOf(subject.name)
  return WRITE[format]({
    lang,
    title: mode === 'live' ? title : `${t.feedMode[mode]} · ${title}`,
    subtitle: mode === 'live' ? t.feedSubtitle : `${t.feedModeNote[mode]} ${t.feedSubtitle}`,
    rights: t.feedRights,
    self: `${origin}${feedPath(lang, subject.path, format)}`,
    page: `${origin}/${lang}${subject.path || '/'}`,
    icon: `${origin}/icon-180.png`,
    // With nothing to tell it changes once a day at most, so that readers may know it already.
    updatedAt: rows.length === 0 ? now - (now % DAY_MS) : Math.max(...entries.map(({ updatedAt }) => updatedAt)),
    entries,
  })
}
