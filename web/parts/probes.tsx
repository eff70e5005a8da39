import type { ProbeOutcome } from '../../shared/probe.ts'
import { formatNumber } from '../format.ts'
import { wordsOf, type PageContext } from './page.ts'
import { Time } from './time.tsx'

/** Where one vantage point stands with one target. `since`: the outcome is the same since then. */
export type ProbeLine = {
  target: string
  /** null: this server. */
  vantage: string | null
  at: number
  since: number
  outcome: ProbeOutcome
  firstByteMs: number | null
  upShare24h: number | null
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
