import { formatNumber } from '../format.ts'
import type { Share, Shares } from '../shares.ts'
import { wordsOf, type PageContext } from './page.ts'

type Props = { page: PageContext; shares: Shares; nameOf: (value: string) => string }

/** The longest bar leaves room for the mark of the usual at its end. */
const LONGEST_PERCENT = 98

/** Shares of all who said it, each with the usual one beside it: as a mark on the bar, and in figures. */
export function FacetBars({ page, shares, nameOf }: Props) {
  const t = wordsOf(page)
  const { facet, voices, top, rest } = shares
  const longest = Math.max(...top.flatMap(({ share, usual }) => [share, usual ?? 0]), rest?.share ?? 0)
  const place = (share: number) => `${Math.round((share / longest) * LONGEST_PERCENT * 10) / 10}%`
  const hasUsual = top.some(({ usual }) => usual !== null)
  const row = (name: string, { share, usual }: Omit<Share, 'value'>, isRest = false) => (
    <tr class={isRest ? 'rest' : undefined}>
      <th scope="row">
        {name}
        <svg class="bar" aria-hidden="true">
          <rect class="now" y="3" width={place(share)} height="8" />
          {usual === null ? null : <rect class="usual" x={place(usual)} width="2" height="14" />}
        </svg>
      </th>
      <td class="figure">{percent(page, share)}</td>
      {hasUsual ? <td class="figure usually">{usual === null ? '–' : percent(page, usual)}</td> : null}
    </tr>
  )
  return (
    <table class="bars">
      <caption>
        {t.facetHeading(facet)} <span class="note">{t.voicesSaid(voices, formatNumber(page.reader.lang, voices))}</span>
      </caption>
      <thead>
        <tr>
          <td>
            <span class="unseen">{t.facetHeading(facet)}</span>
          </td>
          <th scope="col">{t.shareNow}</th>
          {hasUsual ? <th scope="col">{t.shareUsual}</th> : null}
        </tr>
      </thead>
      <tbody>
        {top.map((one) => row(nameOf(one.value), one))}
        {rest === null ? null : row(t.allTheRest, rest, true)}
      </tbody>
    </table>
  )
}

function percent(page: PageContext, share: number): string {
  if (share > 0 && share < 0.005) return '< 1 %'
  return `${formatNumber(page.reader.lang, Math.round(share * 100))} %`
}
