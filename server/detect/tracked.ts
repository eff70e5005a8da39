import type { State } from '../../shared/incident.ts'
import type { Minutes, MinutesState } from './minutes.ts'

/** One provider as the others see it: as it stood when the last whole minute was over. */
export type Tracked = {
  readonly key: string
  readonly operator: string
  readonly minutes: Minutes
  state: State
  startedAt: number | null
  /** It was shown as `confirmed` and has not ended since. */
  isShown: boolean
}
export type TrackedState = Omit<Tracked, 'operator' | 'minutes'> & { minutes: MinutesState }
