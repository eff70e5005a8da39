import { overviewOrder } from './groups.ts'
import type { LiveTexts } from './locales/live.ts'
import type { OverviewLive } from '../shared/live.ts'
import type { Category } from '../shared/provider.ts'

/** Stands for the age in words that the script completes. */
export const AGE = '#'

/** What the script of home and categories starts from; their few words come along, in one language. */
export type HomeData = {
  /** Who stood where; null: of a page that shows others as well. */
  order: string | null
  /** Whose services are all that is shown. */
  category?: Category
  words: { offlineStrip: string; numbersAge: string }
}

export function homeData(overview: OverviewLive | null, texts: LiveTexts, category?: Category): HomeData {
  return {
    ...(category === undefined ? {} : { category }),
    order: overview && overviewOrder(overview),
    words: { offlineStrip: texts.offlineStrip, numbersAge: texts.numbersAge(AGE) },
  }
}
