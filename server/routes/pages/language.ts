import { LANGS, type Lang } from '../../../web/locales/language.ts'

/** `/…` speaks the language the browser asks for, `/it/…` and `/en/…` theirs. */
export const PREFIXES = ['', ...LANGS.map((lang) => `/${lang}`)]

/**
 * English where a reader prefers it to Italian; Italian otherwise, as the services most asked for are read about in Italian.
 * Quality values count, "en-GB" speaks for "en", and a reader of neither language gets English.
 */
export function negotiateLanguage(accept: string | undefined): Lang {
  if (accept === undefined || accept.trim() === '' || accept.trim() === '*') return 'it'
  const wanted = accept
    .split(',')
    .slice(0, 20)
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const quality = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='))
      return { lang: tag.trim().split('-')[0], quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 }
    })
  const best = (lang: Lang) => Math.max(0, ...wanted.filter((w) => w.lang === lang).map((w) => w.quality))
  if (best('it') === 0) return 'en'
  return best('en') > best('it') ? 'en' : 'it'
}
