import type { Range } from '../chart/model.ts'
import type { ChartTexts } from './chart.ts'

const reports = (count: number, shown: string) => (count === 1 ? '1 report' : `${shown} reports`)

const LAST: Record<Range, string> = {
  '1h': 'in the last hour',
  '24h': 'in the last 24 hours',
  '7d': 'in the last 7 days',
  '30d': 'in the last 30 days',
  '1y': 'in the last year',
}

export const chartEn: ChartTexts = {
  blindness: (perMinute, minutes, usualPerHour) =>
    `At this hour a rise of fewer than about ${perMinute} reports a minute may go unnoticed for ${minutes} minutes; usually there are ${usualPerHour} an hour. By reports alone a rise under 7.5 times the usual is confirmed at once or never, and a mild one that lasts is let go of after 25 minutes. Silence is not green.`,
  bucket: (from, to, day) => `Between ${from} and ${to}${day === null ? '' : ` on ${day}`}`,
  bucketDay: (day) => `${day}, UTC day`,
  bucketNumbers: (count, shown, expected) =>
    `${reports(count, shown)}${expected === null ? '' : `, usually ${expected}`}.`,
  bucketGap: 'We were not listening.',
  gapLabel: 'not listening',
  open: 'so far',
  ongoing: 'ongoing',
  noticeMark: (number, author) => `notice ${number}, by ${author}`,
  forecastMark: (author) => `time announced by ${author}`,
  incidentLabel: 'incident',
  suspectedLabel: 'possible problems',
  collateralLabel: 'follows others',
  withdrawnLabel: 'withdrawn',
  probesFailedLabel: 'errors of our probes',
  chartSummary: (range, peak, when) =>
    `Reports${range === null ? '' : ` ${LAST[range]}`}: the most is ${peak}, ${when}.`,
  chartEmpty: 'No reports in this range.',
  chartRole: 'chart',
  chartKeys:
    'Arrow keys go from one interval to the next, Page Up and Page Down by ten, Home and End to either end; Escape closes.',
  connecting: 'Connecting…',
  liveAgo: (seconds) => `Live, updated ${seconds === null ? 'just now' : `${seconds} s ago`}`,
  asOf: (clock) => `Numbers of ${clock}`,
  paused: (clock) => `Paused: numbers of ${clock}`,
  lostAgo: (age) => `Connection lost: numbers of ${age} ago`,
  pulse: (count, shown, span) => `${reports(count, shown)} in the last ${span}`,
}
