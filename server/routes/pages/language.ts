import { DEFAULT_LANG, FALLBACK_LANG, LANGS, type Lang } from '../../../web/locales/language.ts'

/** `/…` speaks the language the browser asks for, `/it/…` and `/en/…` theirs. */
export const PREFIXES = ['', ...LANGS.map((lang) => `/${lang}`)]

/** So many of the languages that a browser asks for are looked at. */
const MOST_WANTED = 20

/**
 * The language of ours that a reader likes best; of those liked equally well the one that stands first in `LANGS`. "en-GB" speaks for "en". Who
 * says nothing gets the default, who wants none of ours the fallback.
 */
export function negotiateLanguage(accept: string | undefined): Lang {
  if (accept === undefined || accept.trim() === '' || accept.trim() === '*') return DEFAULT_LANG
  const wanted = accept.split(',').slice(0, MOST_WANTED).map(toWanted)
  const liking = (lang: Lang) => Math.max(0, ...wanted.filter((w) => w.lang === lang).map((w) => w.quality))
  const [best] = LANGS.map((lang) => ({ lang, quality: liking(lang) })).toSorted((a, b) => b.quality - a.quality)
  return best === undefined || best.quality === 0 ? FALLBACK_LANG : best.lang
}

/** `de-AT;q=0.7`; without a quality it is wanted most, with one that cannot be read not at all. */
function toWanted(part: string): { lang: string | undefined; quality: number } {
  const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
  const quality = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='))
  return {
    lang: tag.trim().split('-')[0],
    quality: quality === undefined ? 1 : Number(quality.slice('q='.length)) || 0,
  }
}
