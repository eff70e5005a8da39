import { bucketStart, HOUR_MS } from '../../shared/time.ts'
import { multipleOf } from './ladder.ts'
import { isRising, multipleNow, showRecovery, stepRecovery, type Recovery } from './recovery.ts'
import type { Rise } from './rise.ts'
import { stepMsAt } from './steps.ts'
import {
  ECHO,
  ECHO_DELAY_MS,
  ECHO_PATIENCE_MS,
  ECHO_PROOF_MULTIPLE,
  SUSPICION_MS,
  WORKS_MS,
  WORKS_NETWORKS,
  WORKS_SHARE,
} from './rule.ts'
import { PIECE_MS } from './scope-course.ts'
import type { Sight } from './sight.ts'
import { SLOW_WORKS_MS, SLOW_WORKS_NETWORKS, SLOW_WORKS_SPAN_MS } from './works.ts'

/** One step of time in which `voices` were heard, weighed against what is usual. */
export function weigh({ now, baseline, common }: Sight, rise: Rise, recovery: Recovery, voices: number): void {
  if (!recovery.isShown && now - rise.detectedAt >= ECHO_DELAY_MS) showRecovery(recovery)
  const stepMs = stepMsAt(now, rise)
  const from = now - stepMs
  stepRecovery(recovery, {
    voices,
    stepMs,
    ratePerHour: baseline.rate(from) * common,
    leastPerHour: baseline.least(from) * common,
    dispersion: baseline.dispersion(stepMs),
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
export function isVouched(sight: Sight, rise: Rise): boolean {
  // That another part is well says nothing of the one people complain about.
  const { now, probes, complaints } = sight
  return isToldToWork(sight, rise) || probes.healthy(now, complaints(rise.startedAt))
}

/** People, or the provider itself, say that it works again. */
export function isToldToWork(sight: Sight, rise: Rise): boolean {
  const { now, guard, recent, notices } = sight
  if (notices.restoredAt(now, rise.heedFrom) !== undefined) return true
  const works = guard.verdict(now - WORKS_MS, now, { answer: 'works', floor: WORKS_NETWORKS })
  const problems = recent.weight(now - WORKS_MS, now)
  if (!works.held && works.networks >= WORKS_NETWORKS && isMost(works.voices, problems)) return true
  return isSlowlyTold(sight, rise)
}

/** The same where few report: over a day, in which no more was reported than is usual, but for chance. */
function isSlowlyTold({ now, works, problems, baseline, common }: Sight, rise: Rise): boolean {
  const { networks, voices, spanMs } = works.lately(now)
  if (networks < SLOW_WORKS_NETWORKS || spanMs < SLOW_WORKS_SPAN_MS) return false
  const from = Math.max(rise.startedAt, bucketStart(now - SLOW_WORKS_MS, PIECE_MS))
  const usual = baseline.expected(from, now) * common
  const chance = 2 * Math.sqrt(usual * baseline.dispersion(HOUR_MS))
  return isMost(voices, Math.max(0, problems(from) - usual - chance))
}

const isMost = (works: number, problems: number) => works >= WORKS_SHARE * (works + problems)
