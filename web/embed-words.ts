import type { EmbedUpdate } from '../shared/embed.ts'
import type { ProviderLive } from '../shared/live.ts'
import { formatExpected, formatNumber } from './format.ts'
import { liveTexts } from './locales/live.ts'
import type { Lang } from './locales/language.ts'
import { isRaised, toneOf } from './sentence.ts'

/**
 * The same as long as nothing but figures has changed in what is said of a provider: short, and of no language and no zone, so that a
 * live message can be compared with facts that were read in any.
 */
export function embedNews({ verdict, incident }: Pick<ProviderLive, 'verdict' | 'incident'>): string {
  const { verified, since, cause, testimony } = verdict
  const said = [
    toneOf(verdict),
    verified,
    since,
    cause,
    isRaised(verdict),
    testimony?.probes,
    testimony?.official,
    testimony?.disputed,
  ]
  return shorten(JSON.stringify([...said, incident?.id, incident?.corrections.length]))
}

/** What a live message tells of one provider: its figures, in words. */
export function embedUpdate(lang: Lang, live: ProviderLive): EmbedUpdate {
  const { reports_15m: heard, expected_15m: usual } = live.verdict
  return {
    news: embedNews(live),
    numbers: liveTexts[lang].numbers(heard, formatNumber(lang, heard), formatExpected(lang, usual)),
    open: live.tail.map(({ t, problems }) => [t, problems]),
  }
}

/** FNV-1a, 32 bits: to be compared, not to be trusted. */
function shorten(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(36)
}
