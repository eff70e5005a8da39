import { MINUTE_MS } from '../../../shared/time.ts'
import type { ProbeOutcome } from '../../../shared/probe.ts'
import type { Random } from './draw.ts'
import { drawProbeOutage } from './libero-course.ts'
import { JAN } from './libero-facts.ts'
import type { ScenarioProbe } from './scenario.ts'

/** What probes test: what does not fail, what fails, or nothing. */
export const PROBES = ['healthy', 'failing', 'absent'] as const
export type Probes = (typeof PROBES)[number]

type Target = Pick<ScenarioProbe, 'provider' | 'component' | 'kind' | 'target'> & {
  fails?: ProbeOutcome
  everyMs?: number
}

/** This server itself, and an agent in each of two other networks. */
const PLACES = ['local', 'as12874', 'as24940']
const EVERY_MS = 10 * MINUTE_MS
/** Others, who are well, are asked seldom. */
const OTHERS_EVERY_MS = 30 * MINUTE_MS
const FROM = JAN(21)
/** A probe comes back with what is no fault of the provider so often. */
const FLAW = { blocked: 0.001, timeout: 0.0005 }

/** That a page or a greeting answers says nothing of a mailbox. */
const SHALLOW: Target[] = [
  { provider: 'libero-mail', kind: 'http', target: 'https://www.libero.it/' },
  { provider: 'libero-mail', component: 'imap', kind: 'imap', target: 'imaps://imapmail.libero.it:993' },
  { provider: 'virgilio-mail', kind: 'http', target: 'https://www.virgilio.it/' },
  { provider: 'virgilio-mail', component: 'imap', kind: 'imap', target: 'imaps://in.virgilio.it:993' },
]
/** The mailbox itself: its page, its mail program, and whether it takes mail. */
const DEEP: Target[] = ['libero', 'virgilio'].flatMap((name): Target[] => [
  {
    provider: `${name}-mail`,
    component: 'webmail',
    kind: 'http',
    target: `https://mail.${name}.it/`,
    fails: 'content',
  },
  { provider: `${name}-mail`, component: 'imap', kind: 'external', target: `imap-login:${name}`, fails: 'protocol' },
  {
    provider: `${name}-mail`,
    component: 'receiving',
    kind: 'external',
    target: `smtp-rcpt:${name}`,
    fails: 'protocol',
  },
])
const OTHERS = [
  { provider: 'gmail', target: 'https://mail.google.com/' },
  { provider: 'aruba-mail', target: 'https://webmail.aruba.it/' },
  { provider: 'tim', target: 'https://www.tim.it/' },
  { provider: 'whatsapp', target: 'https://www.whatsapp.com/' },
].map((target): Target => ({ ...target, kind: 'http', everyMs: OTHERS_EVERY_MS }))

/** Every result of [FROM, to), in order of time. */
export function drawProbes(random: Random, probes: Probes, to: number): ScenarioProbe[] {
  if (probes === 'absent') return []
  const targets = [...(probes === 'healthy' ? SHALLOW : [...SHALLOW, ...DEEP]), ...OTHERS]
  const results: ScenarioProbe[] = []
  for (const { fails, everyMs = EVERY_MS, ...target } of targets) {
    const outage = drawProbeOutage(random)
    for (const network of PLACES) {
      for (let at = FROM + Math.floor(random() * everyMs); at < to; at += everyMs) {
        const isOut = fails !== undefined && at >= outage.from && at < outage.to
        results.push({ ...target, at, network, outcome: isOut ? fails : flawed(random()) })
      }
    }
  }
  return results.toSorted((a, b) => a.at - b.at)
}

function flawed(chance: number): ProbeOutcome {
  if (chance < FLAW.blocked) return 'blocked'
  return chance < FLAW.blocked + FLAW.timeout ? 'timeout' : 'up'
}
