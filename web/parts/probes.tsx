import type { ProbeKind, ProbeOutcome } from '../../shared/probe.ts'
import { formatNumber } from '../format.ts'
import { wordsOf, type PageContext } from './page.ts'
import { Time } from './time.tsx'

/** Where one vantage point stands with one target. `since`: the outcome is the same since then. */
export type ProbeLine = {
  kind: ProbeKind
  target: string
  /** The part it tests; null: of none in particular. */
  component: string | null
  /** null: this server. */
  vantage: string | null
  at: number
  since: number
  outcome: ProbeOutcome
  /** Of HTTP or SMTP. */
  status: number | null
  firstByteMs: number | null
  upShare24h: number | null
  /** Epoch milliseconds; null: it has none, or it was not seen. */
  certificateExpiresAt: number | null
}

const isNoEvidence = (outcome: ProbeOutcome) => outcome === 'blocked' || outcome === 'internal'

export function ProbeList({ page, probes }: { page: PageContext; probes: ProbeLine[] }) {
  const t = wordsOf(page)
  if (probes.length === 0) return <p class="quiet">{t.probesNone}</p>
  return (
    <ul class="probes">
      {probes.map((probe) => (
        <li class={probe.outcome === 'up' ? 'up' : isNoEvidence(probe.outcome) ? 'mute' : 'failed'}>
          <span class="target">{probe.target.replace(/^https?:\/\//, '').replace(/\/$/, '')}</span>{' '}
          <strong>{t.probeOutcome(probe.outcome)}</strong>
          <span class="note">
            {probe.outcome === 'up' ? t.probeAt : t.probeSince}{' '}
            <Time at={probe.outcome === 'up' ? probe.at : probe.since} form="clock" reader={page.reader} />
            {probe.firstByteMs === null
              ? ''
              : `, ${formatNumber(page.reader.lang, Math.round(probe.firstByteMs))} ms`},{' '}
            {probe.vantage === null ? t.probeBy : probe.vantage}
            {probe.upShare24h === null
              ? ''
              : `. ${t.probeShare(formatNumber(page.reader.lang, Math.floor(probe.upShare24h * 1000) / 10))}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
