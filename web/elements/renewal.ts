import type { Answer, NewReport } from '../../shared/report.ts'
import { SECOND_MS } from '../../shared/time.ts'

/** What was wrong, to be said again. */
export type Kept = Pick<NewReport, 'problem' | 'component' | 'device' | 'region'>

type Deps = {
  /** Domain time, epoch milliseconds. */
  now: () => number
  show: (due: boolean) => void
  /** Calls it again and again for real; what it gives ends that. */
  every: (ms: number, call: () => void) => () => void
}

/**
 * Who has reported a problem on this page is asked, while an incident is open, how it is now: once the half hour is over for which their voice
 * counts. Lives and ends with the page; nothing is stored and nobody is notified.
 */
export function createRenewal({ now, show, every }: Deps) {
  let last: { kept: Kept; dueAt: number } | undefined
  let isOpen = false
  let stop: (() => void) | undefined

  function check(): void {
    const isWaiting = isOpen && last !== undefined && now() < last.dueAt
    if (isWaiting) stop ??= every(SECOND_MS, check)
    else {
      stop?.()
      stop = undefined
    }
    show(isOpen && last !== undefined && !isWaiting)
  }

  return {
    last: (): Kept => last?.kept ?? {},
    /** `countsFrom` null: another answer counts at once, so it is asked for at once. */
    pressed(answer: Answer, kept: Kept, countsFrom: string | null): void {
      last = answer === 'works' ? undefined : { kept, dueAt: countsFrom === null ? now() : Date.parse(countsFrom) }
      check()
    },
    hear(isIncidentOpen: boolean): void {
      isOpen = isIncidentOpen
      check()
    },
  }
}
