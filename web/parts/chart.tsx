import { QUARTER_MS } from '../../shared/time.ts'
import { formatUsual, formatNumber, formatSeconds, formatZone } from '../format.ts'
import type { ChartMark } from '../chart/marks.ts'
import { marksShown, RANGE_NAMES, type ChartModel, type RangeModel } from '../chart/model.ts'
import { gapsOf } from '../chart/gaps.ts'
import { chartSummary } from '../chart/summary.ts'
import { SPARK } from '../chart/shape.ts'
import { ChartSvg } from '../chart/svg.tsx'
import { texts } from '../locales/texts.ts'
import { Between } from './between.tsx'
import { shortTarget } from './clocks.tsx'
import { PauseButton } from './pause-button.tsx'
import { Time } from './time.tsx'
import { linkTo, wordsOf, type PageContext } from './page.ts'

export function ChartFigure({ page, model, slug }: { page: PageContext; model: RangeModel; slug: string }) {
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
              data-name={t.ranges[range]}
            >
              {t.ranges[range]}
            </a>
          ))}
        </nav>
      </div>
      <brusio-chart class="plot">
        <ChartSvg model={model} reader={reader} label={chartSummary(reader, model)} />
      </brusio-chart>
      <p class="keys" id="chart-keys" hidden>
        {t.chartKeys}
      </p>
      <LiveLine page={page} />
      <figcaption class="legend">
        <span class="key observed">{t.legendObserved}</span>
        <span class="key usual">{t.legendUsual}</span>
        <span class="key open">{t.legendOpen}</span>
        <span class="key incident">{t.legendIncident}</span>
        <MarkKeys page={page} model={model} />
        <span class="zone" data-form="zone" data-at={model.now}>
          {t.zone(formatZone(reader, model.now))}
        </span>
      </figcaption>
      <details class="table">
        <summary>{t.table}</summary>
        <div data-part="tables">
          <MarksTable page={page} model={model} />
          <ChartTable page={page} model={model} />
        </div>
      </details>
    </figure>
  )
}

/** The last minute, second by second, and how old the numbers are. The script fills it in; without one it says what time it is of. */
function LiveLine({ page }: { page: PageContext }) {
  const { reader, now } = page
  return (
    <div class="live-line">
      <svg class="pulse" viewBox={`0 0 ${SPARK.width} ${SPARK.height}`} preserveAspectRatio="none" aria-hidden="true">
        <path />
        <line x1="100%" x2="100%" y1="100%" y2="100%" />
      </svg>
      <p data-part="pulse" />
      <p data-part="live-state">{wordsOf(page).asOf(formatSeconds(reader, now))}</p>
      <PauseButton page={page} />
    </div>
  )
}

/** What the flags, strips and hatches mean, where there are any. */
export function MarkKeys({ page, model }: { page: PageContext; model: ChartModel }) {
  const t = wordsOf(page)
  const kinds = new Set(marksShown(model).map((mark) => mark.kind))
  return (
    <span class="mark-keys" data-part="mark-keys">
      <span class={`key gaps${gapsOf(model).length > 0 ? '' : ' none'}`}>{t.gapLabel}</span>
      {kinds.has('notice') ? <span class="key flags">{t.legendNotices}</span> : null}
      {kinds.has('probe') ? <span class="key failures">{t.legendProbes}</span> : null}
      {kinds.has('forecast') ? <span class="key deadlines">{t.legendForecasts}</span> : null}
    </span>
  )
}

/** The marks for those who do not see them, by hand or by ear. */
export function MarksTable({ page, model }: { page: PageContext; model: ChartModel }) {
  const t = wordsOf(page)
  const marks = marksShown(model)
  if (marks.length === 0) return null
  return (
    <table class="marks">
      <caption>{t.marksTable}</caption>
      <thead>
        <tr>
          <th scope="col">{t.markWhen}</th>
          <th scope="col">{t.markWhat}</th>
        </tr>
      </thead>
      <tbody>
        {marks.map((mark) => (
          <tr>
            <th scope="row">
              <MarkTime page={page} mark={mark} />
            </th>
            <td>{markWords(page, mark)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function MarkTime({ page: { reader }, mark }: { page: PageContext; mark: ChartMark }) {
  if (mark.kind !== 'probe')
    return <Between between={[new Date(mark.at).toISOString(), new Date(mark.to).toISOString()]} reader={reader} />
  return (
    <>
      <Time at={mark.at} form="short" reader={reader} />–
      {mark.to === null ? texts[reader.lang].untilNow : <Time at={mark.to} form="short" reader={reader} />}
    </>
  )
}

function markWords(page: PageContext, mark: ChartMark): string {
  const t = wordsOf(page)
  if (mark.kind === 'notice') return `${mark.number}. ${mark.author}: ${mark.topics.map(t.topic).join(', ')}`
  if (mark.kind === 'forecast') return t.announcedBy(mark.author, t.outcome(mark.outcome))
  return t.probesFailed(mark.targets.map(shortTarget).join(', '))
}

function ChartTable({ page, model }: { page: PageContext; model: ChartModel }) {
  const t = wordsOf(page)
  const { reader } = page
  const long = model.widthMs > QUARTER_MS
  return (
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
  )
}
