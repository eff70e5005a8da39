import type { EmbedAbout } from './embed-code.ts'

/** Pixels. */
export const EMBED_WIDTH = '100%'
export const PICTURE_WIDTH = 720
export const PICTURE_HEIGHT = 360

/** Room that the element takes before its facts are there; the same as in `web/widget/style.ts` and `rowsKept`. */
export function elementHeight({ about, report }: { about: EmbedAbout; report: boolean }): number {
  const rows = about.kind === 'providers' ? about.services.length : ELEMENT_ROWS
  return ELEMENT_FRAME + ELEMENT_ROW * rows + (report ? ELEMENT_BUTTON : 0)
}
const ELEMENT_ROWS = 4
const [ELEMENT_FRAME, ELEMENT_ROW, ELEMENT_BUTTON] = [92, 72, 56]

/** A frame that cannot grow shows all of it at 320 px; see `server/routes/embed/frame`. */
export function frameHeight({ about, report }: { about: EmbedAbout; report: boolean }): number {
  const { kind, services } = about
  if (kind === 'providers' || kind === 'operator') return 90 + 72 * services.length
  return report ? 420 : 360
}
