import { formatUsual, formatMoment, formatNumber, formatZone, type Reader } from '../format.ts'
import { highest, RANGE_NAMES, type ChartModel } from '../chart/model.ts'
import { ChartSvg } from '../chart/svg.tsx'
import { texts } from '../locales/texts.ts'
import { Time } from './time.tsx'
import { linkTo, wordsOf, type PageContext } from './page.ts'

/** Sentence of the chart for those who do not see it. */
export function chartSummary(reader: Reader, model: ChartModel): string {
  const t = texts[reader.lang]
  const peak = highest(model.points)
  if (peak === null) return t.chartEmpty
  return t.chartSummary(t.ranges[model.range], formatNumber(reader.lang, peak.n), formatMoment(reader, peak.t))
}

export function ChartFigure({ page, model, slug }: { page: PageContext; model: ChartModel; slug: string }) {
  const t = wordsOf(page)
  const { reader } = page
  return (
    <figure class="chart" id="chart">
      <div class="chart-head">
        <h2>{t.chartHeading}</h2>
        <nav class="ranges" aria-label={t.rangeLabel}>
          {RANGE_NAMES.map((range) => (
            <a
              href={`${linkTo(page, `/p/${slug}`)}?range=${range}#chart`}
              aria-current={range === model.range ? 'true' : undefined}
            >
              {t.ranges[range]}
            </a>
          ))}
        </nav>
      </div>
      <brusio-chart class="plot">
        <ChartSvg model={model} reader={reader} label={chartSummary(reader, model)} />
      </brusio-chart>
      <figcaption class="legend">
        <span class="key observed">{t.legendObserved}</span>
        <span class="key usual">{t.legendUsual}</span>
        <span class="key open">{t.legendOpen}</span>
        <span class="key incident">{t.legendIncident}</span>
        <span class="zone" data-form="zone" data-at={model.now}>
          {t.zone(formatZone(reader, model.now))}
        </span>
      </figcaption>
      <ChartTable page={page} model={model} />
    </figure>
  )
}

function ChartTable({ page, model }: { page: PageContext; model: ChartModel }) {
  const t = wordsOf(page)
  const { reader } = page
  const long = model.range === '7d'
  return (
    <details class="table">
      <summary>{t.table}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.tableFrom}</th>
            <th scope="col">{t.tableReports}</th>
            <th scope="col">{t.tableUsual}</th>
            <th scope="col">{t.tableUpper}</th>
          </tr>
        </thead>
        <tbody>
          {model.points.toReversed().map((point) => (
            <tr>
              <th scope="row">
                <Time at={point.t} form={long ? 'moment' : 'clock'} reader={reader} />
              </th>
              <td>{point.n === null ? t.noValue : formatNumber(reader.lang, point.n)}</td>
              <td>{formatUsual(reader.lang, point.expected)}</td>
              <td>{point.upper === null ? '–' : formatNumber(reader.lang, point.upper)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
