import type { OverviewEntry } from '../../shared/live.ts'
import { Sparkline } from '../chart/svg.tsx'
import { formatNumber, formatUsual } from '../format.ts'
import { isRaised, verdictSentence } from '../sentence.ts'
import { Headline } from './headline.tsx'
import { StateMark } from './mark.tsx'
import { linkTo, wordsOf, type PageContext } from './page.ts'

type Props = {
  page: PageContext
  entries: readonly OverviewEntry[]
  /** Also says the state of those of which there is nothing to say. */ stated?: boolean
}

/** Services with their last hours and what is usual; the script keeps figures and curves moving. */
export function EntryTable({ page, entries, stated = false }: Props) {
  const t = wordsOf(page)
  const { lang } = page.reader
  return (
    <table class="most">
      <thead>
        <tr>
          <th scope="col">{t.service}</th>
          <th scope="col" class="curve">
            {t.last6h}
          </th>
          <th scope="col">{t.last15}</th>
          <th scope="col">{t.usually}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr data-slug={entry.slug} data-state={entry.state}>
            <th scope="row">
              <a href={linkTo(page, `/p/${entry.slug}`)}>{entry.name}</a>
              <Stands page={page} entry={entry} stated={stated} />
            </th>
            <td class="curve">
              <Sparkline counts={entry.sparkline} />
            </td>
            <td data-part="count">{formatNumber(lang, entry.reports_15m)}</td>
            <td data-part="usual">{formatUsual(lang, entry.expected_15m)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How a service stands, in a word; in a list of those that do not fail only what is not as usual: whom it follows, that there is more. */
export function Stands({ page, entry, stated }: { page: PageContext; entry: OverviewEntry; stated: boolean }) {
  const { tone, words } = verdictSentence(page.reader, entry, page.now)
  const isPlain = (tone === 'ok' && !isRaised(entry)) || tone === 'unknown'
  if (isPlain && !stated) return null
  return (
    <span class={`stands ${tone}`}>
      <StateMark state={tone} verified={entry.verified} /> {isPlain ? words : <Headline page={page} entry={entry} />}
    </span>
  )
}
