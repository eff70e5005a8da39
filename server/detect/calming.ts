import { multipleOf } from './ladder.ts'
import { isRising, multipleNow, showRecovery, stepRecovery, type Recovery } from './recovery.ts'
import type { Rise } from './rise.ts'
import {
  ECHO,
  ECHO_DELAY_MS,
  ECHO_PATIENCE_MS,
  ECHO_PROOF_MULTIPLE,
  STEP_MS,
  SUSPICION_MS,
  WORKS_MS,
  WORKS_NETWORKS,
  WORKS_SHARE,
} from './rule.ts'
import type { Sight } from './sight.ts'

/** One step of time in which `voices` were heard, weighed against what is usual. */
export function weigh({ now, baseline, common }: Sight, rise: Rise, recovery: Recovery, voices: number): void {
  if (!recovery.isShown && now - rise.detectedAt >= ECHO_DELAY_MS) showRecovery(recovery)
  const from = now - STEP_MS
  stepRecovery(recovery, {
    voices,
    stepMs: STEP_MS,
    ratePerHour: baseline.rate(from) * common,
    leastPerHour: baseline.least(from) * common,
    dispersion: baseline.dispersion(STEP_MS),
    shape: baseline.shape,
    lengthMs: rise.confirmedAt === null ? null : now - rise.startedAt,
  })
}

/** A mere suspicion that those who saw it could keep up by themselves, or that nothing has come of in a day. */
export function isEcho({ now, baseline }: Sight, rise: Rise, recovery: Recovery): boolean {
  const shownMs = now - rise.detectedAt
  if (shownMs >= SUSPICION_MS) return true
  if (shownMs < ECHO_PATIENCE_MS || multipleOf(rise.rung) * baseline.caution >= ECHO_PROOF_MULTIPLE) return false
  return multipleNow(recovery) <= ECHO * baseline.caution && !isRising(recovery)
}

/** Somebody other than the silence says that it works again. */
export function isVouched({ now, guard, probes, recent, restored, complaints }: Sight, rise: Rise): boolean {
  if (restored) return true
  // That another part is well says nothing of the one people complain about.
  const named = complaints(rise.startedAt)
  if (named.length === 0 ? probes.healthy(now) : named.every((component) => probes.healthy(now, component))) return true
  const works = guard.verdict(now - WORKS_MS, now, { answer: 'works', floor: WORKS_NETWORKS })
  const problems = recent.weight(now - WORKS_MS, now)
  return !works.held && works.networks >= WORKS_NETWORKS && works.voices >= WORKS_SHARE * (works.voices + problems)
}
