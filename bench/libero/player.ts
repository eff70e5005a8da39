import type { Change } from '../../server/detect/change.ts'
import type { Detector } from '../../server/detect/detector.ts'
import type { SiteView } from '../../server/detect/site-view.ts'
import type { Member } from '../../server/detect/site.ts'
import type { HeardNotice, HeardProbe, Voice } from '../../server/detect/voice.ts'
import { followed } from '../detect/followed.ts'

/** Something that reaches the detector at `at`. */
export type Heard = { at: number } & ({ voice: Voice } | { probe: HeardProbe } | { notice: HeardNotice })

/** A member of a site that is told everything when its time has come, as the server's job does it. */
export class Player implements Member<Change> {
  readonly key: string
  readonly real: Detector
  readonly detector: Member<Change>['detector']
  readonly #heard: readonly Heard[]
  readonly #noted: (changes: Change[]) => void
  #next = 0

  /** `heard` is in order of time; `noted` sees what was said each time it has come to an instant. */
  constructor(key: string, real: Detector, heard: readonly Heard[], noted: (changes: Change[]) => void) {
    this.key = key
    this.real = real
    this.#heard = heard
    this.#noted = noted
    this.detector = followed(real, () => Math.min(real.dueAt, this.#heard[this.#next]?.at ?? Infinity))
  }

  advance(to: number, view: SiteView): Change[] {
    const changes: Change[] = []
    for (let one = this.#heard[this.#next]; one && one.at < to; one = this.#heard[this.#next]) {
      this.#next += 1
      if ('voice' in one) this.real.hear(one.voice)
      else {
        // A detector takes a probe's result and a notice at once: it is to have come to their time.
        changes.push(...this.real.advance(one.at, view))
        if ('probe' in one) this.real.probe(one.probe)
        else this.real.notice(one.notice)
      }
    }
    changes.push(...this.real.advance(to, view))
    this.#noted(changes)
    return changes
  }
}
