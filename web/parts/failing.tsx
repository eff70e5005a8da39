import type { OverviewEntry } from '../../shared/live.ts'
import { Sparkline } from '../chart/svg.tsx'
import { formatNumber, formatUsual } from '../format.ts'
import type { FailingGroup } from '../groups.ts'
import { toneOf } from '../sentence.ts'
import { Headline } from './headline.tsx'
import { StateMark } from './mark.tsx'
import { linkTo, wordsOf, type PageContext } from './page.ts'

type Props = { page: PageContext; group: FailingGroup; /** Under a heading that is not the page's. */ below?: boolean }

/** Who fails together, under one heading; alone, without. */
export function Failing({ page, group, below = false }: Props) {
  const together = group.entries.length > 1
  return (
    <section class="group">
      {together ? <Together page={page} group={group} level={below ? 'h3' : 'h2'} /> : null}
      <ul class="failing">
        {group.entries.map((entry) => (
          <FailingEntry page={page} entry={entry} level={together || below ? 'h3' : 'h2'} />
        ))}
      </ul>
    </section>
  )
}

type Level = 'h2' | 'h3'

function Together({ page, group, level: Heading }: { page: PageContext; group: FailingGroup; level: Level }) {
  const t = wordsOf(page)
  const { operator, entries } = group
  if (operator === null) return <Heading class="together">{t.othersTogether(entries.length)}</Heading>
  return (
    <Heading class="together">
      <a href={linkTo(page, `/o/${operator.slug}`)}>{t.operatorTogether(operator.name, entries.length)}</a>
    </Heading>
  )
}

/** The whole of it leads to the provider; one press beside it says "me too". */
function FailingEntry({ page, entry, level: Heading }: { page: PageContext; entry: OverviewEntry; level: Level }) {
  const t = wordsOf(page)
  const tone = toneOf(entry)
  const address = linkTo(page, `/p/${entry.slug}`)
  return (
    <li class={entry.state} data-slug={entry.slug} data-state={entry.state}>
      <Heading class="name">
        <StateMark state={tone} verified={entry.verified} />
        <a href={address}>{entry.name}</a>
      </Heading>
      <p class="headline">
        <Headline page={page} entry={entry} />
      </p>
      <p class="numbers">
        {t.last15Reports} <b data-part="count">{formatNumber(page.reader.lang, entry.reports_15m)}</b> ·{' '}
        {t.usuallyAbout} <span data-part="usual">{formatUsual(page.reader.lang, entry.expected_15m)}</span>
      </p>
      <Sparkline counts={entry.sparkline} />
      <a class="me-too" href={`${address}?report=1#report`}>
        {t.meToo}
        <span class="unseen"> · {entry.name}</span>
      </a>
    </li>
  )
}
