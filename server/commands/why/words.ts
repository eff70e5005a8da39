import type { Evidence, IncidentEvent } from '../../../shared/incident.ts'
import { MINUTE_MS, SECOND_MS } from '../../../shared/time.ts'
import type { Explanation } from './explanation.ts'

const figure = (value: number) => String(Number(value.toPrecision(3)))
const time = (at: string) => `${at.slice(0, 10)} ${at.slice(11, 19)}`

function width(ms: number): string {
  return ms < MINUTE_MS ? `${figure(ms / SECOND_MS)} s` : `${figure(ms / MINUTE_MS)} min`
}

const MEANS: Record<IncidentEvent['type'], string> = {
  suspected: 'More reports than this provider ever has without an incident: a suspicion.',
  faded: 'It passed without being confirmed.',
  confirmed: 'Confirmed: an incident.',
  recovering: 'Reports are near their usual again: recovering.',
  heard: 'People report it as well.',
  verified: 'Our own probes, or who runs it, say so as well: verified.',
  relapsed: 'They rose again before it was over.',
  reopened: 'They rose again soon after the end: the same incident.',
  resolved: 'Over.',
  corrected: 'Corrected by hand.',
  withdrawn: 'Withdrawn by hand.',
}

/** What was seen, in figures and in words. */
export function tellEvidence(e: Evidence): string[] {
  if (e.window_ms === 0) return [`not by figures: ${e.rule}`]
  const lines = [
    `${figure(e.observed)} voices in ${width(e.window_ms)} where ${figure(e.expected)} are usual (variance / mean ${figure(e.dispersion)})`,
    `evidence ${figure(e.score)}, asked for ${figure(e.threshold)}; ${e.reporters} reporters on ${e.networks} networks`,
  ]
  if (e.multiple !== undefined && e.allowed !== undefined)
    lines.push(
      `chance only if ${figure(e.multiple)} times the usual were normal; its own past allows ${figure(e.allowed)} times`,
    )
  if (e.common !== undefined && e.common !== 1)
    lines.push(`the whole site was ${figure(e.common)} times as busy as usual`)
  if (e.amplified)
    lines.push(
      `one page${e.amplified.host === null ? '' : `, ${e.amplified.host},`} brought ${figure(100 * e.amplified.share)} % of the complaints of ten minutes`,
    )
  if (e.probe_nats) lines.push(`failed probes add ${figure(e.probe_nats)}`)
  if (e.works) lines.push(`${figure(e.works)} said that it works`)
  return lines
}

/** For people, line by line. */
export function tellExplanation(explanation: Explanation): string[] {
  const { incident, events, again, differences, notes, verdict, dossier } = explanation
  const { name, id, started_at, started_between, resolved_at, cause } = incident
  const interval = started_between ? ` (between ${time(started_between[0])} and ${time(started_between[1])})` : ''
  const lines = [
    `${name}: incident ${id}`,
    `began about ${time(started_at)} UTC${interval}, ${resolved_at === null ? `now ${incident.state}` : `ended ${time(resolved_at)}`}`,
  ]
  if (cause && cause.kind !== 'own')
    lines.push(`${cause.kind === 'group' ? 'together with' : 'follows'} ${cause.of.join(', ')}`)
  for (const event of events) {
    lines.push('', `${time(event.at)}  ${event.from} → ${event.to}  ${MEANS[event.type]}`)
    if (event.reason !== undefined) lines.push(`    ${event.reason}`)
    else lines.push(...tellEvidence(event.evidence).map((line) => `    ${line}`))
  }
  lines.push('', ...notes)
  for (const { from, to } of again.spans) lines.push(`Judged once more from ${time(from)} to ${time(to)}.`)
  if (dossier)
    lines.push(
      `The dossier has ${dossier.bytes} bytes${dossier.frozenAt === null ? '' : `, frozen ${time(new Date(dossier.frozenAt).toISOString())}`}.`,
    )
  if (verdict === 'unknown') lines.push('It cannot be judged once more.')
  else lines.push(verdict === 'same' ? 'same' : 'DIFFERENT:', ...differences.map((line) => `  ${line}`))
  return lines.filter((line, i, all) => line !== '' || all[i - 1] !== '')
}
