import type { Change } from '../detect/change.ts'
import { RULE_VERSION } from '../detect/rule.ts'
import type { Part } from './dossier.ts'
import { Findings, type Incident } from './findings.ts'
import { restoreJudging, type Judging } from './judging.ts'
import { SiteAnswers } from './site-answers.ts'
import { isAnswer, type Entry } from './tape.ts'

/** `spans`: what was judged once more, from a checkpoint on; what is between them was not recorded. `incident`: as it comes out. */
export type Replayed = {
  changes: Change[]
  spans: { from: number; to: number }[]
  incident: Incident | null
  /** Versions of other rules under which parts were recorded that this program cannot judge once more. */
  otherRules: string[]
}

/** Tells a detector all that is in an incident's dossier, as it was told then. */
export function replay(providerId: number, parts: readonly Part[]): Replayed {
  const replayed: Replayed = { changes: [], spans: [], incident: null, otherRules: [] }
  const findings = new Findings(providerId, null)
  let one: { detector: Judging; answers: SiteAnswers } | undefined
  for (const part of parts) {
    if (part.checkpoint !== null) {
      const detector = restoreJudging(part.checkpoint)
      if (detector) replayed.spans.push({ from: detector.at, to: detector.at })
      else replayed.otherRules.push(ruleOf(part.checkpoint))
      one = detector && { detector, answers: new SiteAnswers() }
    }
    // Voices that were counted only cannot be told once more, nor what came after them.
    if (part.minutes.length > 0) one = undefined
    if (!one) continue
    const { detector, answers } = one
    for (const entry of part.entries) {
      const found = tell(detector, answers, entry)
      replayed.changes.push(...found.filter((change) => findings.change(change, true)))
    }
    replayed.spans.at(-1)!.to = detector.at
    findings.look(detector)
  }
  replayed.incident = findings.incident
  return replayed
}

function tell(detector: Judging, answers: SiteAnswers, entry: Entry): Change[] {
  if (isAnswer(entry)) answers.add(entry)
  else if ('hear' in entry) detector.hear(entry.hear)
  else if ('probe' in entry) detector.probe(entry.probe)
  else if ('notice' in entry) detector.notice(entry.notice)
  else if ('missing' in entry) detector.missing(...entry.missing)
  else if ('forget' in entry) detector.forget(entry.forget)
  else return detector.advance(entry.advance, answers)
  return []
}

function ruleOf(checkpoint: unknown): string {
  const rule =
    typeof checkpoint === 'object' && checkpoint !== null && 'rule' in checkpoint ? checkpoint.rule : undefined
  return typeof rule === 'string' && rule !== RULE_VERSION ? rule : 'unknown'
}
