import type { Testimony } from '../../shared/incident.ts'
import type { Clocks, Forecast, Notice } from '../../shared/notice.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { forecastMarks, noticeMarks, probeMarks, type ChartMark } from '../../web/chart/marks.ts'
import type { ProbeLine } from '../../web/parts/probes.tsx'
import { aForecast, aNotice, aProbeLine, NOW } from '../../web/test-page.ts'

const iso = (ago: number) => new Date(NOW - ago).toISOString()
/** Midnight in Rome at the beginning of the day `days` before the sample's. */
const ROME_MIDNIGHT = Date.UTC(2019, 6, 2, 22)
const dayStart = (days: number) => new Date(ROME_MIDNIGHT - days * DAY_MS).toISOString()

/** The three, as they stand in the samples. */
export const DISPUTED: Testimony = { crowd: 'problem', probes: 'mixed', official: 'restored', disputed: true }
export const AGREED: Testimony = { crowd: 'problem', probes: 'failing', official: 'problem', disputed: false }
export const CROWD_ALONE: Testimony = { crowd: 'problem', probes: 'healthy', official: 'none', disputed: false }

/** Known exactly, within hours, within days, and not at all; by everybody who may speak. */
export const NOTICES: Notice[] = [
  aNotice({
    id: 'first',
    topics: ['problem'],
    text: 'Stiamo verificando alcune difficoltà di accesso alle caselle.\nCi scusiamo per il disagio.',
    said_between: [iso(4 * HOUR_MS), iso(4 * HOUR_MS)],
  }),
  aNotice({
    id: 'cause',
    topics: ['cause', 'attack_denied', 'data_safe', 'forecast'],
    text: 'Il problema nasce da un difetto del sistema di memorizzazione, non da un attacco. I dati sono al sicuro. Prevediamo il ripristino entro 24/48 ore.',
    said_between: [dayStart(2), dayStart(0)],
  }),
  aNotice({
    id: 'claim',
    by: 'consumer_association',
    author: 'Associazione dei consumatori',
    topics: ['compensation'],
    text: 'Invitiamo gli utenti a chiedere un indennizzo.',
    said_between: null,
    source: 'Bollettino n. 12, pagina 3',
  }),
  aNotice({
    id: 'reply',
    domain: 'italiaonline.example',
    topics: ['restored'],
    text: 'Il servizio è di nuovo disponibile per tutti. Ringraziamo della pazienza.',
    said_between: [iso(90 * MINUTE_MS), iso(40 * MINUTE_MS)],
    source: null,
  }),
]

const due = (from: number, to: number): Forecast['due_between'] => [iso(-from), iso(-to)]

/** One of each outcome. */
export const FORECASTS: Forecast[] = [
  aForecast({
    said_between: [dayStart(2), dayStart(0)],
    due_between: [dayStart(1), dayStart(-2)],
    outcome: 'partly',
    parts: [
      {
        component: null,
        device: 'android',
        restored_between: [iso(2 * HOUR_MS), iso(HOUR_MS)],
        outcome: 'met',
      },
      { component: 'app', device: 'ios', restored_between: null, outcome: 'exceeded' },
    ],
  }),
  aForecast({ due_between: due(3 * HOUR_MS, 3 * HOUR_MS), outcome: 'pending' }),
  aForecast({ due_between: due(-2 * HOUR_MS, -HOUR_MS), outcome: 'exceeded', component: 'imap' }),
  aForecast({ due_between: [dayStart(0), dayStart(0)], outcome: 'met', component: 'webmail' }),
  aForecast({ said_between: null, due_between: [dayStart(1), dayStart(0)], outcome: 'undecidable' }),
]

/** Both ends of an incident; of its end we know only what was announced. */
export function clocksOf(startedAt: number): Clocks {
  const at = (ms: number) => new Date(startedAt + ms).toISOString()
  const none = { between: null, source: null }
  return {
    start: {
      crowd: { between: [at(-11 * MINUTE_MS), at(6 * MINUTE_MS)], source: null },
      probe: { between: [at(29 * MINUTE_MS), at(29 * MINUTE_MS)], source: 'imaps://imap.example:993' },
      official: { between: [at(HOUR_MS), at(HOUR_MS)], source: 'first' },
    },
    end: {
      crowd: none,
      probe: none,
      official: { between: [iso(90 * MINUTE_MS), iso(40 * MINUTE_MS)], source: 'reply' },
    },
    leads: {
      start: { crowd_before_probe: [23, 40], crowd_before_official: [54, 71], probe_before_official: [31, 31] },
      end: { crowd_before_probe: null, crowd_before_official: null, probe_before_official: null },
    },
  }
}

/** What the samples' curves carry. */
export const MARKS: ChartMark[] = [
  ...probeMarks([
    { from: NOW - 4.4 * HOUR_MS, to: NOW - 3 * HOUR_MS, targets: ['imaps://imap.example:993'] },
    { from: NOW - 25 * MINUTE_MS, to: null, targets: ['imaps://imap.example:993', 'https://mail.example/'] },
  ]),
  ...noticeMarks(NOTICES),
  ...forecastMarks(FORECASTS),
]

/** Two places, several kinds: one that fails, one that says nothing, one whose certificate is about to expire, one that has. */
export const PROBES: ProbeLine[] = [
  aProbeLine({ component: 'webmail', certificateExpiresAt: NOW + 12 * DAY_MS }),
  aProbeLine({ kind: 'imap', target: 'imaps://imap.example:993', component: 'imap', outcome: 'timeout' }),
  aProbeLine({ kind: 'smtp', target: 'smtp://mx.example:25', outcome: 'protocol', status: 451 }),
  aProbeLine({ kind: 'dns', target: 'dns:example?type=MX', firstByteMs: null }),
  aProbeLine({ vantage: 'Milano', outcome: 'status', status: 503, component: 'webmail' }),
  aProbeLine({
    vantage: 'Milano',
    kind: 'tls',
    target: 'tls://pec.example:443',
    certificateExpiresAt: NOW - HOUR_MS,
    outcome: 'tls',
  }),
  aProbeLine({ vantage: 'Milano', kind: 'http', target: 'https://app.example/', outcome: 'blocked', status: 403 }),
]
