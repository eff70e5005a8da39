import { formatNumber } from '../format.ts'
import type { PageContext } from './page.ts'

export type FacetBar = { name: string; count: number }

/** Shares of all that was said (`total` may be more than what is shown). Bars compare with the longest; the figure is the share. */
export function FacetBars({ page, bars, total }: { page: PageContext; bars: FacetBar[]; total: number }) {
  const longest = Math.max(...bars.map((bar) => bar.count))
  return (
    <table class="bars">
      <tbody>
        {bars.map((bar) => (
          <tr>
            <th scope="row">{bar.name}</th>
            <td aria-hidden="true">
              <svg class="bar">
                <rect width={`${Math.round((bar.count / longest) * 100)}%`} height="100%" />
              </svg>
            </td>
            <td class="figure">{formatNumber(page.reader.lang, Math.round((bar.count / total) * 100))} %</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
