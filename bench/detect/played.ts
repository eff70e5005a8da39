import type { Change } from '../../server/detect/change.ts'
import type { Detector } from '../../server/detect/detector.ts'
import type { SiteView } from '../../server/detect/site-view.ts'
import type { Member } from '../../server/detect/site.ts'
import type { Voice } from '../../server/detect/voice.ts'
import { followed } from './followed.ts'

/** A member of a site whose voices are drawn ahead. */
export class Played implements Member<Change> {
  readonly key: string
  readonly real: Detector
  readonly detector: Member<Change>['detector']
  readonly #noted: ((to: number, view: SiteView, changes: Change[]) => void) | undefined
  #voices: readonly Voice[] = []
  #next = 0

  /** `noted` sees what was said each time it has come to an instant. */
  constructor(key: string, real: Detector, noted?: (to: number, view: SiteView, changes: Change[]) => void) {
    this.key = key
    this.real = real
    this.#noted = noted
    this.detector = followed(real, () => this.#dueAt())
  }

  /** More voices, in order of time, later than those before. They reach the detector as time does, so that few wait there. */
  hear(more: readonly Voice[]): void {
    this.#voices = [...this.#voices.slice(this.#next), ...more]
    this.#next = 0
  }

  advance(to: number, view: SiteView): Change[] {
    for (let voice = this.#voices[this.#next]; voice && voice.at < to; voice = this.#voices[this.#next]) {
      this.real.hear(voice)
      this.#next += 1
    }
    const changes = this.real.advance(to, view)
    this.#noted?.(to, view, changes)
    return changes
  }

  #dueAt(): number {
    return Math.min(this.real.dueAt, this.#voices[this.#next]?.at ?? Infinity)
  }
}
