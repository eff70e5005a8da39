import type { ProbeKind, ProbeOutcome } from '../../shared/probe.ts'
import type { Component } from '../../shared/provider.ts'
import { DAY_MS } from '../../shared/time.ts'
import { formatNumber } from '../format.ts'
import { shortTarget } from './clocks.tsx'
import { wordsOf, type PageContext } from './page.ts'
import { Time } from './time.tsx'
import { componentName } from '../component-name.ts'

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

/** A certificate that has longer to live is nobody's worry. */
const CERTIFICATE_SHOWN_MS = 21 * DAY_MS

/** More that answer from one place are folded away: what fails is to be seen. */
const UP_SHOWN = 2

const isNoEvidence = (outcome: ProbeOutcome) => outcome === 'blocked' || outcome === 'internal'

type Props = { page: PageContext; probes: ProbeLine[]; components: Component[] }

/** By the place they ask from, this server first: a failure at one place alone may be that place's own. */
export function ProbeList({ page, probes, components }: Props) {
  const t = wordsOf(page)
  if (probes.length === 0) return <p class="quiet">{t.probesNone}</p>
  const vantages = [...new Set(probes.map((probe) => probe.vantage))].toSorted((a, b) =>
    (a ?? '') < (b ?? '') ? -1 : 1,
  )
  return (
    <div class="vantages">
      {vantages.map((vantage) => {
        const from = probes.filter((probe) => probe.vantage === vantage)
        const well = from.filter(({ outcome }) => outcome === 'up')
        const isFolded = well.length > UP_SHOWN
        const list = (shown: ProbeLine[]) => (
          <ul class="probes">
            {shown.map((probe) => (
              <ProbeItem page={page} probe={probe} components={components} />
            ))}
          </ul>
        )
        return (
          <div>
            <h3 class="vantage">{t.probeFrom(vantage ?? t.probeByUs)}</h3>
            {isFolded ? null : list(from)}
            {isFolded && well.length < from.length ? list(from.filter(({ outcome }) => outcome !== 'up')) : null}
            {isFolded ? (
              <details>
                <summary>{t.probesAnswer(well.length)}</summary>
                {list(well)}
              </details>
            ) : null}
          </div>
        )
      })}
    </div>
  )
}

function ProbeItem({ page, probe, components }: { page: PageContext; probe: ProbeLine; components: Component[] }) {
  const t = wordsOf(page)
  const { lang } = page.reader
  const { outcome, component } = probe
  const part = componentName(components, component, lang) ?? component
  const showsStatus = probe.status !== null && outcome !== 'up'
  return (
    <li class={outcome === 'up' ? 'up' : isNoEvidence(outcome) ? 'mute' : 'failed'}>
      {t.probeKind(probe.kind)}:{' '}
      <strong>
        {t.probeOutcome(outcome)}
        {showsStatus ? ` (${probe.status})` : ''}
      </strong>
      <span class="note">
        <span class="target">{shortTarget(probe.target)}</span>
        {part === null ? '' : ` · ${t.probeTests(part)}`}
      </span>
      <span class="note">
        {outcome === 'up' ? t.probeAt : t.probeSince}{' '}
        <Time at={outcome === 'up' ? probe.at : probe.since} form="clock" reader={page.reader} />
        {probe.firstByteMs === null ? '' : `, ${formatNumber(lang, Math.round(probe.firstByteMs))} ms`}
        {probe.upShare24h === null
          ? ''
          : `. ${t.probeShare(formatNumber(lang, Math.floor(probe.upShare24h * 1000) / 10))}`}
      </span>
      <Certificate page={page} expiresAt={probe.certificateExpiresAt} />
    </li>
  )
}

function Certificate({ page, expiresAt }: { page: PageContext; expiresAt: number | null }) {
  const t = wordsOf(page)
  if (expiresAt === null || expiresAt - page.now >= CERTIFICATE_SHOWN_MS) return null
  return (
    <span class="note certificate">
      {expiresAt <= page.now ? t.certificateEnded : t.certificateEnds}{' '}
      <Time at={expiresAt} form="moment" reader={page.reader} />
    </span>
  )
}
