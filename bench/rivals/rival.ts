/** `at`: the end of the first bucket over the limit, when it began to say so; `until`: the end of the last one. */
export type Alarm = { at: number; until: number }

/** Reports of one provider in the bucket that ended at `end` (epoch milliseconds); null: nobody knows. */
export type Step = { end: number; count: number | null }

/** Hears each bucket when it is over, in order, and says at once whether something is wrong: once for each of its thresholds. */
export type Judge = (step: Step) => readonly boolean[]

/** A rule that others have published, in a form that can be told one number at a time. */
export type Rival = {
  name: string
  /** Where the rule and its numbers come from. */
  source: string
  /** Width of the buckets it hears. */
  stepMs: number
  /** What its threshold is a measure of. */
  unit: string
  /** The threshold it is published with. */
  published: number
  /** Others, from trigger-happy to deaf, for the whole curve; the published one is among them. */
  thresholds: readonly number[]
  create(thresholds: readonly number[]): Judge
}

/** A judge of many thresholds from one that knows its own. */
export function judgeEach(
  thresholds: readonly number[],
  create: (threshold: number) => (step: Step) => boolean,
): Judge {
  const judges = thresholds.map(create)
  return (step) => judges.map((judge) => judge(step))
}

/**
 * The alarms of each threshold, in the order of `thresholds`. One that goes on over buckets of which nobody knows the count goes on;
 * after a longer silence than `gapMs` it is over.
 */
export function alarmsOf(
  rival: Rival,
  steps: Iterable<Step>,
  thresholds: readonly number[] = rival.thresholds,
  gapMs = Infinity,
): Alarm[][] {
  const judge = rival.create(thresholds)
  const alarms = thresholds.map((): Alarm[] => [])
  const isOn = thresholds.map(() => false)
  let lastEnd = -Infinity
  for (const step of steps) {
    if (step.end - lastEnd > gapMs) isOn.fill(false)
    lastEnd = step.end
    for (const [i, says] of judge(step).entries()) {
      if (says && isOn[i]) alarms[i]!.at(-1)!.until = step.end
      else if (says) alarms[i]!.push({ at: step.end, until: step.end })
      isOn[i] = says
    }
  }
  return alarms
}
