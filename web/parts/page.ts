import type { Mode } from '../../shared/live.ts'
import type { Reader } from '../format.ts'
import { texts, type Texts } from '../locales/texts.ts'
import type { Lang } from '../locales/language.ts'

/** What every page knows of the moment and of its reader. */
export type PageContext = {
  reader: Reader
  /** '' where the language was negotiated, '/it' or '/en' where the address says it; links stay with it. */
  prefix: string
  /** The address without its language, with its query: for the link to the other language. */
  path: string
  /** Domain time, epoch milliseconds, and its pace. */
  now: number
  speed: number
  mode: Mode
  /** `/simulation` says what a replay or simulation is made of. */
  explained?: boolean
  /** Whether browsers can be told when a service is back. */
  pushes?: boolean
  assets: PageAssets
  publicUrl: string | undefined
  /** The name of who answers for this instance, where it was set. */
  publisher?: string | undefined
}

/** Addresses of built files by the name of their source. */
export type PageAssets = {
  script(entry: string, lang: Lang): { src: string; preload: string[] }
  style(entry: string): string
}

export const wordsOf = (page: { reader: { lang: Lang } }): Texts => texts[page.reader.lang]

export const linkTo = (page: PageContext, path: string): string => `${page.prefix}${path}` || '/'
