import type { Change } from '../../server/detect/change.ts'
import type { Detector } from '../../server/detect/detector.ts'
import type { Member } from '../../server/detect/site.ts'

/** What a site sees of a detector to which more is still to be told: `dueAt` says when something happens next. */
export function followed(real: Detector, dueAt: () => number): Member<Change>['detector'] {
  return {
    get at() {
      return real.at
    },
    get state() {
      return real.state
    },
    get startedAt() {
      return real.startedAt
    },
    get dueAt() {
      return dueAt()
    },
    minute: (start) => real.minute(start),
    usual: (at) => real.usual(at),
    byNetwork: (now) => real.byNetwork(now),
  }
}
