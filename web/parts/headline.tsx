import type { OverviewEntry } from '../../shared/live.ts'
import { HOUR_MS } from '../../shared/time.ts'
import { verdictSentence } from '../sentence.ts'
import { wordsOf, type PageContext } from './page.ts'
import { Time } from './time.tsx'

/** Where in the words of "since" the time stands. */
const WHEN = '\u0000'
/** So long ago the hour alone says when, in whatever zone midnight falls between. */
const HALF_A_DAY_MS = 12 * HOUR_MS

/** The sentence of a verdict with its time as one, so that the script can put it into the reader's zone. */
export function Headline({ page, entry }: { page: PageContext; entry: OverviewEntry }) {
  const { tone, words, headline, began } = verdictSentence(page.reader, entry, page.now)
  if (entry.since === null || tone === 'collateral') return <>{headline}</>
  const since = Date.parse(entry.since)
  const [before = '', after = ''] = wordsOf(page)
    .since(entry.state, WHEN, null, began !== null)
    .split(WHEN)
  return (
    <>
      {words}
      {before}
      <Time at={since} form={page.now - since < HALF_A_DAY_MS ? 'clock' : 'short'} reader={page.reader} />
      {after}.
    </>
  )
}
