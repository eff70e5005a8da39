import type { Mode } from '../../shared/live.ts'
import type { Lang } from '../locales/language.ts'
import type { Reader } from '../format.ts'

export type PageData = { at: number; speed: number; mode: Mode; lang: Lang }

/** What the server wrote for the script, in this document or in a fresh copy of it: JSON of a PageData and more. */
export function pageJson(from: Document = document): string {
  const element = from.getElementById('page-data')
  if (element === null) throw new Error('the page has no data')
  return element.textContent
}

/** The reader as the browser knows them: the page's language, the browser's own zone. */
export const readerOf = (data: PageData): Reader => ({ lang: data.lang, zone: undefined })
