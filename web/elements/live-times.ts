import { formatZone } from '../format.ts'
import { intervalWords } from '../interval.ts'
import { liveTexts } from '../locales/live.ts'
import type { TimeForms } from './times.ts'

/** Forms with words in them, for pages that have such: the others do without the words. */
export const LIVE_FORMS: TimeForms = {
  between: (reader, at, to) => intervalWords(reader, [at, to]),
  zone: (reader, at) => liveTexts[reader.lang].zone(formatZone(reader, at)),
}
