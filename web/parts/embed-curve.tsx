import type { EmbedCurve } from '../../shared/embed.ts'
import { curveShapes } from '../chart/curve.ts'
import { formatNumber } from '../format.ts'
import type { Lang } from '../locales/language.ts'

/** Shapes stretch with the frame; words and lines do not. */
const VIEW = { width: 600, height: 100 }
/** Above: the words of the scale. Below: those of the time axis. */
const PLOT = { top: 14, height: 86, of: 118 }

const percent = (value: number) => `${Math.round(value * 1_000) / 10}%`
const [TOP, HEIGHT] = [PLOT.top / PLOT.of, PLOT.height / PLOT.of].map(percent)
const HALF = percent((PLOT.top + PLOT.height / 2) / PLOT.of)
const GROUND = percent((PLOT.top + PLOT.height) / PLOT.of)

/** The curve of one provider or incident, with the usual band behind it. */
export function EmbedCurveFigure({ curve, lang, usual }: { curve: EmbedCurve; lang: Lang; usual: string }) {
  const shapes = curveShapes(curve, VIEW)
  return (
    <figure class="curve">
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an img could not follow the theme */}
      <svg role="img" aria-label={curve.summary}>
        <pattern id="gap" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line class="chart-hatch" x1="0" x2="0" y1="0" y2="6" />
        </pattern>
        <line class="chart-grid" x1="0" x2="100%" y1={TOP} y2={TOP} />
        <line class="chart-grid" x1="0" x2="100%" y1={HALF} y2={HALF} />
        <svg
          y={TOP}
          width="100%"
          height={HEIGHT}
          viewBox={`0 0 ${VIEW.width} ${VIEW.height}`}
          preserveAspectRatio="none"
        >
          {shapes.grounds.map(({ x, width, kind }) => (
            <rect class={`chart-ground ${kind}`} x={x} width={width} height={VIEW.height} />
          ))}
          <path class="chart-usual" d={shapes.usual} />
          <path class="chart-upper" d={shapes.upper} />
          <path class="chart-fill" d={shapes.fill} />
          {shapes.open === '' ? null : <path class="chart-open" d={shapes.open} />}
          <path class="chart-line" d={shapes.line} />
        </svg>
        {shapes.gaps.map(({ x, width }) => (
          <rect
            fill="url(#gap)"
            x={percent(x / VIEW.width)}
            width={percent(width / VIEW.width)}
            y={TOP}
            height={HEIGHT}
          />
        ))}
        <line class="chart-axis" x1="0" x2="100%" y1={GROUND} y2={GROUND} />
        <text class="chart-label" x="0" y={TOP} dy="-3">
          {formatNumber(lang, shapes.top)}
        </text>
        {curve.ticks.map(([at, words], i) => (
          <Tick x={shapes.x(at) / VIEW.width} words={words} isSecond={i % 2 === 1} />
        ))}
      </svg>
      <figcaption>
        <span class="key usual">{usual}</span>
      </figcaption>
    </figure>
  )
}

function Tick({ x, words, isSecond }: { x: number; words: string; isSecond: boolean }) {
  const anchor = x < 0.06 ? 'start' : x > 0.94 ? 'end' : 'middle'
  return (
    <text class={`chart-label${isSecond ? ' second' : ''}`} x={percent(x)} y="100%" dy="-3" text-anchor={anchor}>
      {words}
    </text>
  )
}
