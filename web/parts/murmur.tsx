import type { Incident } from '../../shared/incident.ts'
import { QUARTER_MS } from '../../shared/time.ts'
import { formatNumber } from '../format.ts'
import { linkTo, wordsOf, type PageContext } from './page.ts'
import { Time } from './time.tsx'

const VIEW = { width: 960, height: 80 }
/** Below this a quarter of an hour is no wave: one report is not as tall as a storm. */
const LEAST_TOP = 12
/** Zero is drawn too: we listened. */
const QUIET = 0.01

export type MurmurView = {
  /** Start of the first quarter of an hour, epoch milliseconds. */
  from: number
  /** Of all services together; null: we were away. */
  counts: (number | null)[]
  providers: number
  /** That touched this time and stand. */
  incidents: Incident[]
}

/** What was heard of everybody in a day, as the line of the name draws it. */
export function MurmurStrip({ page, view }: { page: PageContext; view: MurmurView }) {
  const t = wordsOf(page)
  const total = view.counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)
  const open = view.incidents.filter((incident) => incident.resolved_at === null).length
  return (
    <section class="murmur" data-part="murmur">
      <h2>{t.murmurHeading}</h2>
      <p>
        {t.murmur(total, formatNumber(page.reader.lang, total), view.providers)}{' '}
        <a href={linkTo(page, '/history')}>{t.murmurIncidents(view.incidents.length, open)}</a>
      </p>
      <Wave view={view} now={page.now} />
      <p class="ends">
        <Time at={view.from} form="short" reader={page.reader} />
        <span>{t.murmurNow}</span>
      </p>
    </section>
  )
}

function Wave({ view: { from, counts, incidents }, now }: { view: MurmurView; now: number }) {
  const top = Math.max(LEAST_TOP, ...counts.map((count) => count ?? 0))
  const step = VIEW.width / Math.max(1, counts.length)
  const x = (at: number) => Math.min(VIEW.width, Math.max(0, ((at - from) / QUARTER_MS) * step))
  const stroke = (count: number | null, i: number) => {
    if (count === null) return ''
    const half = (Math.max(count / top, QUIET) * VIEW.height) / 2
    return `M${round((i + 0.5) * step)} ${round(VIEW.height / 2 - half)}v${round(half * 2)}`
  }
  const strokes = counts.map(stroke)
  return (
    <svg viewBox={`0 0 ${VIEW.width} ${VIEW.height}`} preserveAspectRatio="none" aria-hidden="true">
      <line class="ground" x2={VIEW.width} y1={VIEW.height / 2} y2={VIEW.height / 2} />
      {incidents.map((incident) => {
        const start = x(Date.parse(incident.started_at))
        const end = x(incident.resolved_at === null ? now : Date.parse(incident.resolved_at))
        return <rect x={round(start)} width={round(Math.max(2, end - start))} y="0" height={VIEW.height} />
      })}
      <path d={strokes.slice(0, -1).join('')} />
      <path class="open" d={strokes.slice(-1).join('')} />
    </svg>
  )
}

const round = (value: number) => Math.round(value * 10) / 10
