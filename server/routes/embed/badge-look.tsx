import type { BadgeState } from '../../../web/locales/embed.ts'
import { toPiece } from '../../../web/parts/layout.tsx'
import { stateShapes } from '../../../web/parts/mark.tsx'
import { LIGHT } from '../../../web/pictures/palette.ts'
import type { Tone } from '../../../web/sentence.ts'

/** The styles of shields. */
export const BADGE_STYLES = ['flat', 'flat-square', 'plastic', 'for-the-badge', 'social'] as const
export type BadgeStyle = (typeof BADGE_STYLES)[number]

export const LABEL_COLOUR = LIGHT.ink
/** Between amber and vermilion, which is for what is verified: a badge has no outline to tell them apart by. White on it is 5 : 1. */
const CROWD_ALONE = '#b4531f'

/** Behind the message. Nothing is green: that nobody reports proves nothing. */
export const BADGE_COLOURS: Record<BadgeState, string> = {
  ok: LIGHT.soft,
  raised: LIGHT.soft,
  collateral: LIGHT.soft,
  unknown: LIGHT.unknown,
  missing: LIGHT.unknown,
  away: LIGHT.unknown,
  suspected: LIGHT.suspected,
  confirmed: CROWD_ALONE,
  verified: LIGHT.confirmed,
  recovering: LIGHT.recovering,
  recovers: LIGHT.recovering,
}

/** The shape of a state, as a picture of its own: light on a dark label, or in ink. */
export function badgeMark(tone: Tone, verified: boolean, colour: string): string {
  return toPiece(
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20">
      <style>
        {`.outline{fill:none;stroke:${colour};stroke-width:2}.hatch{fill:none;stroke:${colour};stroke-width:1.5}.solid{fill:${colour}}`}
      </style>
      {stateShapes(tone, verified)}
    </svg>,
  )
}
