import type { Forecast, ForecastOutcome, Notice, NoticeBy, NoticeTopic } from '../../shared/notice.ts'

/** What a chart shows beside its curve; instants in epoch milliseconds. The same `at` and `to`: known exactly. */
export type ChartMark =
  | {
      kind: 'notice'
      at: number
      to: number
      /** As in the list beside the chart. */
      number: number
      by: NoticeBy
      author: string
      topics: NoticeTopic[]
    }
  | { kind: 'forecast'; at: number; to: number; author: string; outcome: ForecastOutcome }
  /** Our own probes got no good answer; `to` null: they still do not. */
  | { kind: 'probe'; at: number; to: number | null; targets: string[] }

/** Notices in order of when they were said, those of unknown date last; a dated one has the number of its flag. */
export function numberNotices(notices: readonly Notice[]): { notice: Notice; number: number | null }[] {
  const dated = notices.filter((notice) => notice.said_between !== null)
  const undated = notices.filter((notice) => notice.said_between === null)
  const first = ({ said_between, seen_at }: Notice) => Date.parse(said_between?.[0] ?? seen_at)
  return [
    ...dated.toSorted((a, b) => first(a) - first(b)).map((notice, i) => ({ notice, number: i + 1 })),
    ...undated.toSorted((a, b) => first(a) - first(b)).map((notice) => ({ notice, number: null })),
  ]
}

/** Flags of what was said; of unknown date there is no flag. */
export function noticeMarks(notices: readonly Notice[]): ChartMark[] {
  return numberNotices(notices).flatMap(({ notice, number }) => {
    const { said_between: said, by, author, topics } = notice
    if (said === null || number === null) return []
    return [{ kind: 'notice' as const, at: Date.parse(said[0]), to: Date.parse(said[1]), number, by, author, topics }]
  })
}

/** When it was announced to be over. */
export function forecastMarks(forecasts: readonly Forecast[]): ChartMark[] {
  return forecasts.map(({ due_between: [from, to], author, outcome }) => ({
    kind: 'forecast',
    at: Date.parse(from),
    to: Date.parse(to),
    author,
    outcome,
  }))
}

/** Spans in which our own probes failed; `to` null: not over. */
export function probeMarks(spans: readonly { from: number; to: number | null; targets: string[] }[]): ChartMark[] {
  return spans.map(({ from, to, targets }) => ({ kind: 'probe', at: from, to, targets }))
}
