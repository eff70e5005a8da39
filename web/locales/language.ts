/** In the order in which they are offered. */
export const LANGS = ['it', 'en'] as const
export type Lang = (typeof LANGS)[number]

/** For who asks for none: the services most asked for are read about in Italian. */
export const DEFAULT_LANG: Lang = 'it'
/** For who asks for others only, and for what is not translated. */
export const FALLBACK_LANG: Lang = 'en'

/** As its readers call it. */
export const LANGUAGE_NAME: Record<Lang, string> = { it: 'Italiano', en: 'English' }

/** Formats of numbers and times: English readers get days before months and 24 hours, as the Italian ones do. */
export const LOCALE: Record<Lang, string> = { it: 'it-IT', en: 'en-GB' }

/** The zone of a page made before we know the reader's own; the script puts times into the reader's zone. */
export const PAGE_ZONE: Record<Lang, string> = { it: 'Europe/Rome', en: 'UTC' }

/** A day in a length of time: 2 d 3 h. */
export const DAY_SIGN: Record<Lang, string> = { it: 'g', en: 'd' }

/** A name or a sentence of the catalogue, which need not know every language of the pages. */
export type Names = { en: string; [lang: string]: string | undefined }
export const nameIn = (names: Names, lang: Lang): string => names[lang] ?? names.en
