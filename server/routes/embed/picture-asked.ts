import type { Context } from 'hono'
import type { EmbedTheme } from '../../../web/embed-code.ts'

/** In pixels. Wider ones are for print, narrower ones nobody can read. */
export const WIDTHS = { least: 240, most: 2_000, usual: 720 }
export const HEIGHTS = { least: 160, most: 1_200 }
/** What those who show links expect of a picture. */
export const SHARED = { width: 1_200, height: 630 }
/** Characters of a host's name that a picture shows. */
const MOST_HOST_CHARS = 80

export type Form = 'svg' | 'png'
/** `height` null: as high as suits it. */
export type Size = { width: number; height: number | null }

/** A size that is out of bounds is the nearest within; what is no number is as if it had not been asked for. */
export function readSize(c: Context): Size {
  return {
    width: within(c.req.query('width'), WIDTHS) ?? WIDTHS.usual,
    height: within(c.req.query('height'), HEIGHTS),
  }
}

function within(text: string | undefined, { least, most }: { least: number; most: number }): number | null {
  if (text === undefined || !/^\d{1,9}$/.test(text)) return null
  return Math.min(most, Math.max(least, Number(text)))
}

/** Pixels cannot follow the reader's theme. */
export const themeIn = (form: Form, theme: EmbedTheme): EmbedTheme =>
  form === 'png' && theme === 'auto' ? 'light' : theme

/** This host, as a picture names it. */
export const hostOf = (c: Context, publicUrl: string | undefined): string =>
  new URL(publicUrl ?? c.req.url).host.slice(0, MOST_HOST_CHARS)
