import { formatNumber, type Reader } from '../format.ts'
import { chartTexts } from '../locales/chart.ts'
import { bandLabelText, labelShift, placeLabels, type BandLabel } from './band-labels.ts'
import { openUntil } from './datasets.ts'
import { gapsOf, type Gap } from './gaps.ts'
import { MarksSvg, PLOT } from './marks-svg.tsx'
import type { ChartBand, ChartModel } from './model.ts'
import { type Frame, barPath, isBarred, SPARK, sparkPath, stepPath, topOf } from './shape.ts'
import { TICK_FORMATS, timeTicks } from './ticks.ts'

const VIEW = { width: 1000, height: 100 }
const TICKS = 7
/** Nobody knows how wide the drawing will be: labels keep apart on the narrowest phone. */
const NARROW = { width: 280, characterPx: 6.7, rowPx: 15 }
/** A gap as wide as this share of the plot has room for its words. */
export const LABELLED_GAP_SHARE = 0.34

const percent = (value: number) => `${Math.round(value * 100) / 100}%`
const height = (value: number, top: number) => percent(PLOT.top + PLOT.height * (1 - value / top))

/** The chart without script: shapes stretch with the page, words and lines do not. */
export function ChartSvg(props: { model: ChartModel; reader: Reader; label: string }) {
  const { model, reader, label } = props
  const top = topOf(model.points)
  const frame: Frame = { from: model.from, to: model.to, top, ...VIEW }
  const isOpen = model.to > model.now
  const open = isOpen ? model.points.at(-1) : undefined
  const counts = model.points.map(({ t, n }) => ({ t, value: n }))
  const closed = isOpen ? counts.slice(0, -1) : counts
  const uppers = model.points.map(({ t, upper }) => ({ t, value: upper }))
  const isBars = isBarred(model.points)
  const path = isBars ? barPath : stepPath
  const at = (t: number) => Math.min(100, Math.max(0, ((t - model.from) / (model.to - model.from)) * 100))
  const { ticks, form } = timeTicks(model.from, model.to, reader.zone, TICKS)
  const labels = placeLabels(model, reader, NARROW.width, (text) => text.length * NARROW.characterPx)
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an img could not follow the theme
    <svg class="chart-svg" role="img" aria-label={label}>
      {[top, top / 2, 0].map((value) => (
        <line
          class={value === 0 ? 'chart-axis' : 'chart-grid'}
          x1="0"
          x2="100%"
          y1={height(value, top)}
          y2={height(value, top)}
        />
      ))}
      <svg
        x="0"
        y={percent(PLOT.top)}
        width="100%"
        height={percent(PLOT.height)}
        viewBox={`0 0 ${VIEW.width} ${VIEW.height}`}
        preserveAspectRatio="none"
      >
        {model.bands.map((band) => (
          <BandGround band={band} frame={frame} />
        ))}
        <path class="chart-usual" d={stepPath(uppers, model.widthMs, frame, true)} />
        <path class="chart-upper" d={stepPath(uppers, model.widthMs, frame, false)} />
        <path class="chart-fill" d={path(closed, model.widthMs, frame, true)} />
        {open?.n == null ? null : (
          <path class="chart-open" d={path([{ t: open.t, value: open.n }], openUntil(model) - open.t, frame, true)} />
        )}
        {isBars ? null : <path class="chart-line" d={stepPath(closed, model.widthMs, frame, false)} />}
      </svg>
      <Gaps gaps={gapsOf(model)} at={at} reader={reader} />
      {[top, top / 2].map((value) => (
        <text class="chart-label" x="0" y={height(value, top)} dy="-4">
          {formatNumber(reader.lang, value)}
        </text>
      ))}
      {ticks.map((tick) => (
        <text
          class="chart-label"
          x={percent(at(tick))}
          y="97%"
          text-anchor={anchor(at(tick))}
          data-at={tick}
          data-form={form}
        >
          {TICK_FORMATS[form](reader, tick)}
        </text>
      ))}
      {labels.map((each) => (
        <BandText label={each} reader={reader} x={at(each.band.from)} />
      ))}
      <MarksSvg model={model} />
    </svg>
  )
}

const anchor = (x: number) => (x < 5 ? 'start' : x > 95 ? 'end' : 'middle')

/** Hatched, so that nobody takes what we did not hear for silence. */
function Gaps({ gaps, at, reader }: { gaps: Gap[]; at: (t: number) => number; reader: Reader }) {
  if (gaps.length === 0) return null
  return (
    <>
      <pattern id="gap" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line class="chart-hatch" x1="0" x2="0" y1="0" y2="6" />
      </pattern>
      {gaps.map(({ from, to }) => {
        const [x, width] = [at(from), at(to) - at(from)]
        return (
          <>
            <rect
              class="chart-gap"
              fill="url(#gap)"
              x={percent(x)}
              width={percent(width)}
              y={percent(PLOT.top)}
              height={percent(PLOT.height)}
            />
            {width < LABELLED_GAP_SHARE * 100 ? null : (
              <text class="chart-gap-label" x={percent(x + width / 2)} y="50%" text-anchor="middle">
                {chartTexts[reader.lang].gapLabel}
              </text>
            )}
          </>
        )
      })}
    </>
  )
}

function BandGround({ band, frame }: { band: ChartBand; frame: Frame }) {
  const x = (t: number) => Math.min(1, Math.max(0, (t - frame.from) / (frame.to - frame.from))) * VIEW.width
  const from = x(band.from)
  const width = Math.max(2, x(band.to ?? frame.to) - from)
  const [first, last] = (band.startedBetween ?? [band.from, band.from]).map(x) as [number, number]
  return (
    <>
      <rect
        class={`chart-ground ${band.kind}`}
        x={from.toFixed(1)}
        width={width.toFixed(1)}
        y="0"
        height={VIEW.height}
      />
      {last > first ? (
        <rect
          class={`chart-start ${band.kind}`}
          x={first.toFixed(1)}
          width={Math.max(1, last - first).toFixed(1)}
          y="0"
          height={VIEW.height}
        />
      ) : null}
    </>
  )
}

function BandText({ label, reader, x }: { label: BandLabel; reader: Reader; x: number }) {
  const { band, form, word } = label
  return (
    <text
      class={`chart-band-label ${band.kind}`}
      x={percent(x)}
      dx={labelShift(label)}
      y={percent(PLOT.top)}
      dy={12 + label.row * NARROW.rowPx}
      text-anchor={label.before ? 'end' : 'start'}
    >
      {word}{' '}
      <tspan data-at={band.from} data-form={form}>
        {bandLabelText(reader, label).slice(word.length + 1)}
      </tspan>
    </text>
  )
}

/** Counts of the last hours beside a name. The table or sentence next to it says the same in figures. */
export function Sparkline({ counts }: { counts: (number | null)[] }) {
  return (
    <svg class="spark" viewBox={`0 0 ${SPARK.width} ${SPARK.height}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={sparkPath(counts)} />
    </svg>
  )
}
