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

/** A frame that cannot grow shows all of it at 320 px; what it has to say of a frozen moment or of a correction takes a little more. */
export function frameHeight({
  about,
  report,
  asOf,
}: {
  about: EmbedAbout
  report: boolean
  asOf?: string | null
}): number {
  const { kind, services } = about
  const one = kind === 'providers' || kind === 'operator' ? 0 : report ? FRAME_WITH_FORM : FRAME_ONE
  return (one || FRAME_HEAD + FRAME_ROW * services.length) + (asOf ? FRAME_NOTE : 0)
}
const [FRAME_ONE, FRAME_WITH_FORM, FRAME_HEAD, FRAME_ROW, FRAME_NOTE] = [376, 480, 64, 150, 48]
