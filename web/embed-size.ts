import type { EmbedAbout } from './embed-code.ts'

/** Pixels. */
export const EMBED_WIDTH = '100%'
export const PICTURE_WIDTH = 720
export const PICTURE_HEIGHT = 360

/** Room that is enough for the element in any column before its facts are there; as `web/widget/style.ts` has it at its narrowest. */
export function elementHeight({
  about,
  report,
  asOf,
}: {
  about: EmbedAbout
  report: boolean
  asOf?: string | null
}): number {
  const rows = about.kind === 'providers' ? about.services.length : ELEMENT_ROWS
  const noted = about.kind === 'incident' || asOf ? ELEMENT_NOTE : 0
  return ELEMENT_FRAME + ELEMENT_ROW * rows + (report ? ELEMENT_BUTTON : 0) + noted
}
const [ELEMENT_ROWS, ELEMENT_FRAME, ELEMENT_ROW, ELEMENT_BUTTON, ELEMENT_NOTE] = [3, 92, 128, 56, 64]

/** A frame that cannot grow shows all of it at 320 px, its form opened too; an incident may have a correction to tell of, a frozen moment says so. */
export function frameHeight({
  about: { kind, services },
  report,
  asOf,
}: {
  about: EmbedAbout
  report: boolean
  asOf?: string | null
}): number {
  const frozen = asOf ? FRAME_FROZEN : 0
  if (kind === 'providers' || kind === 'operator') return FRAME_HEAD + FRAME_ROW * services.length + frozen
  if (report && !frozen) return FRAME_WITH_FORM
  return FRAME_ONE + (kind === 'incident' ? FRAME_AMENDED : 0) + frozen
}
const [FRAME_ONE, FRAME_WITH_FORM, FRAME_HEAD, FRAME_ROW, FRAME_FROZEN, FRAME_AMENDED] = [456, 600, 104, 176, 92, 92]
