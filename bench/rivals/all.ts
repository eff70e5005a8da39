import { earsC1, earsC2, earsC3 } from './ears.ts'
import { farringtonFlexible } from './farrington.ts'
import { flatCusum } from './flat-cusum.ts'
import { isUpMap } from './is-up-map.ts'
import { quarterRule } from './quarter-rule.ts'
import type { Rival } from './rival.ts'

/** Every rule that is told counts alone. CUSUM with known rates (cusum.ts) is not among them: it is told what nobody can know. */
export const RIVALS: readonly Rival[] = [quarterRule, isUpMap, earsC1, earsC2, earsC3, farringtonFlexible, flatCusum]
