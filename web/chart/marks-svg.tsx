import { EDGE, FLAG, flagsOf, flagWidth, spansOf, STRIP } from './flags.ts'
import type { ChartModel } from './model.ts'

/** Where the curve stands in its drawing, in percent of the height; above it flags, below it the strips of spans. */
export const PLOT = { top: 8, height: 77 }
/** Flags nearer than this share of the width would cover each other on a phone. */
const LEAST_FLAG_SHARE = 0.07
/** What was over at once is seen all the same. */
const LEAST_SPAN_SHARE = 0.003

const percent = (share: number) => `${Math.round(share * 10_000) / 100}%`
const bottom = `${PLOT.top + PLOT.height}%`

/** What was said, as numbered flags; failed probes and announced deadlines, as strips under the axis. */
export function MarksSvg({ model }: { model: ChartModel }) {
  const { marks } = model
  return (
    <>
      {spansOf(marks, 'probe', model).map((span) => (
        <Strip kind="probe" span={span} />
      ))}
      {spansOf(marks, 'forecast', model).map((span) => (
        <Strip kind="forecast" span={span} />
      ))}
      {flagsOf(marks, model, LEAST_FLAG_SHARE).map(({ at, to, label }) => {
        const width = flagWidth(label)
        // The last flag would stand out of the picture.
        const dx = at > 0.95 ? -width : at < EDGE.share ? EDGE.px : 0
        return (
          <>
            <line class="chart-flag-line" x1={percent(at)} x2={percent(at)} y1="0" y2={bottom} />
            {to > at ? (
              <line class="chart-flag-span" x1={percent(at)} x2={percent(to)} y1={FLAG.height} y2={FLAG.height} />
            ) : null}
            <svg x={percent(at)} y="0" overflow="visible">
              <rect class="chart-flag" x={dx} width={width} height={FLAG.height} />
              <text class="chart-flag-number" x={dx + width / 2} y={FLAG.height - 3} text-anchor="middle">
                {label}
              </text>
            </svg>
          </>
        )
      })}
    </>
  )
}

type StripProps = { kind: 'probe' | 'forecast'; span: { at: number; to: number } }

function Strip({ kind, span }: StripProps) {
  const { top, height } = STRIP[kind]
  const y = top + height / 2
  return (
    <svg x="0" y={bottom} width="100%" overflow="visible">
      <line
        class={`chart-strip ${kind}`}
        x1={percent(span.at)}
        x2={percent(Math.max(span.to, span.at + LEAST_SPAN_SHARE))}
        y1={y}
        y2={y}
        stroke-width={height}
      />
    </svg>
  )
}
