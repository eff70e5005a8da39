import { formatList, formatNumber } from '../format.ts'
import { ITALY, OUTLINE_HEIGHT, OUTLINE_WIDTH } from '../italy-outline.ts'
import { regionName } from '../regions.ts'
import { RATIO_STEPS, stepOf, type RegionRatio } from '../shares.ts'
import { wordsOf, type PageContext } from './page.ts'

type Props = { page: PageContext; name: string; regions: RegionRatio[] }

/** So many are named in the sentence for those who do not see the map. */
const NAMED = 3

/**
 * The regions of Italy by how many times the usual they report. Each step has a pattern of its own, darker the more there is, so that grey print and
 * colour-blind eyes lose nothing; the same stands in a table.
 */
export function RegionMap({ page, name, regions }: Props) {
  const t = wordsOf(page)
  return (
    <figure class="map">
      <figcaption>{t.mapHeading}</figcaption>
      <Drawing page={page} name={name} regions={regions} />
      <Legend page={page} />
      <p class="note">{t.mapNote}</p>
      <RegionTable page={page} regions={regions} />
      <p class="note credit">
        <a href="https://github.com/VictorCazanave/svg-maps" rel="nofollow noopener">
          {t.mapCredit}
        </a>
      </p>
    </figure>
  )
}

function Drawing({ page, name, regions }: Props) {
  const t = wordsOf(page)
  const ratios = new Map(regions.map(({ code, ratio }) => [code, ratio]))
  const few = ITALY.filter(({ code }) => (ratios.get(code) ?? null) === null).length
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an img could not follow the theme
    <svg viewBox={VIEW} role="img" aria-labelledby="map-title map-description">
      <title id="map-title">{t.mapTitle(name)}</title>
      <desc id="map-description">{t.mapDescription(mostOf(page, regions), few)}</desc>
      <Patterns />
      {ITALY.map(({ code, path }) => {
        const ratio = ratios.get(code) ?? null
        return (
          <path d={path} class={ratio === null ? 'few' : `step-${stepOf(ratio)}`} fill={fillOf(ratio)}>
            <title>{`${regionName(code)}: ${ratioWords(page, ratio)}`}</title>
          </path>
        )
      })}
    </svg>
  )
}

/** A stroke goes beyond what it surrounds. */
const VIEW = `-1 -1 ${OUTLINE_WIDTH + 2} ${OUTLINE_HEIGHT + 2}`

/** Those that report most above the usual, by name; null: none does. */
function mostOf(page: PageContext, regions: RegionRatio[]): string | null {
  const most = regions
    .flatMap(({ code, ratio }) => (ratio !== null && stepOf(ratio) > 0 ? [{ code, ratio }] : []))
    .toSorted((a, b) => b.ratio - a.ratio)
    .slice(0, NAMED)
    .map(({ code, ratio }) => `${regionName(code)} (${timesUsual(page, ratio)})`)
  return most.length === 0 ? null : formatList(page.reader.lang, most)
}

const fillOf = (ratio: number | null) => `url(#map-${ratio === null ? 'few' : stepOf(ratio)})`

/** Of ink alone: paler and wider apart, darker and closer. */
function Patterns() {
  return (
    <defs>
      <pattern id="map-few" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path d="M0 0v5" class="hatch" />
      </pattern>
      <pattern id="map-0" width="4" height="4" patternUnits="userSpaceOnUse">
        <rect width="4" height="4" class="ground" />
      </pattern>
      <pattern id="map-1" width="4" height="4" patternUnits="userSpaceOnUse">
        <rect width="4" height="4" class="ground" />
        <circle cx="2" cy="2" r="0.9" class="ink" />
      </pattern>
      <pattern id="map-2" width="3" height="3" patternUnits="userSpaceOnUse">
        <rect width="3" height="3" class="ground" />
        <rect width="3" height="1.5" class="ink" />
      </pattern>
      <pattern id="map-3" width="4" height="4" patternUnits="userSpaceOnUse">
        <rect width="4" height="4" class="ink" />
      </pattern>
    </defs>
  )
}

function Legend({ page }: { page: PageContext }) {
  const t = wordsOf(page)
  const steps = [null, ...RATIO_STEPS].map((from, i) => ({
    id: String(i),
    words: t.mapStep(from, RATIO_STEPS[i] ?? null),
  }))
  return (
    <ul class="map-key" aria-hidden="true">
      {[...steps, { id: 'few', words: t.mapFew }].map(({ id, words }) => (
        <li>
          <svg viewBox="0 0 24 14">
            <rect x="0.5" y="0.5" width="23" height="13" fill={`url(#map-${id})`} class={id === 'few' ? 'few' : ''} />
          </svg>{' '}
          {words}
        </li>
      ))}
    </ul>
  )
}

function RegionTable({ page, regions }: { page: PageContext; regions: RegionRatio[] }) {
  const t = wordsOf(page)
  const rows = regions.toSorted((a, b) => (b.ratio ?? -1) - (a.ratio ?? -1) || (a.code < b.code ? -1 : 1))
  return (
    <details>
      <summary>{t.mapTable}</summary>
      <table class="map-table">
        <thead>
          <tr>
            <th scope="col">{t.mapRegion}</th>
            <th scope="col">{t.mapRatio}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ code, ratio }) => (
            <tr>
              <th scope="row">{regionName(code)}</th>
              <td>{ratioWords(page, ratio)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function ratioWords(page: PageContext, ratio: number | null): string {
  const t = wordsOf(page)
  if (ratio === null) return t.mapFew
  return stepOf(ratio) === 0 ? t.mapStep(null, RATIO_STEPS[0]) : timesUsual(page, ratio)
}

const timesUsual = (page: PageContext, ratio: number) =>
  wordsOf(page).timesTheUsual(formatNumber(page.reader.lang, ratio, ratio < 10 ? 1 : 0))
