import type { LiberoSettings } from '../../server/catalogue/scenarios/libero-2023.ts'
import { faultsOf } from './judge.ts'
import { playLibero } from './play.ts'

export type Outcome = { settings: LiberoSettings; faults: string[] }

export function tell(settings: LiberoSettings): Outcome {
  return { settings, faults: faultsOf(playLibero(settings)) }
}
