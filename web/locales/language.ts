export const LANGS = ['it', 'en'] as const
export type Lang = (typeof LANGS)[number]

/** As its readers call it. */
export const LANGUAGE_NAME: Record<Lang, string> = { it: 'Italiano', en: 'English' }

/** Formats of numbers and times: English readers get days before months and 24 hours, as the Italian ones do. */
export const LOCALE: Record<Lang, string> = { it: 'it-IT', en: 'en-GB' }

/** The zone of a page made before we know the reader's own; the script puts times into the reader's zone. */
export const PAGE_ZONE: Record<Lang, string> = { it: 'Europe/Rome', en: 'UTC' }
