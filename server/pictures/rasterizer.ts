import { renderAsync } from '@resvg/resvg-js'
import { Refusal } from '../errors.ts'
import { FONT_FILES } from './fonts.ts'
import { toPng, type Pixels } from './png.ts'

/** Pictures that wait for their turn; at some 30 ms each the last has it within two seconds. */
export const MOST_WAITING = 60
const RETRY_AFTER_S = 5

export type Rasterizer = {
  /** The SVG as PNG. Throws a `Refusal` (503) where too many wait already. */
  draw(svg: string): Promise<Buffer>
}

/** One rendering at a time, whoever asks: pictures must not take the processor from those who count reports. */
export function createRasterizer(render: (svg: string) => Promise<Buffer> = renderPng): Rasterizer {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return {
    draw(svg) {
      if (waiting >= MOST_WAITING) {
        throw new Refusal(503, 'Too many pictures wait to be drawn. Ask again in a moment.', {
          retryAfterS: RETRY_AFTER_S,
        })
      }
      waiting++
      const drawing = last.then(() => render(svg)).finally(() => waiting--)
      last = drawing.catch(() => undefined)
      return drawing
    },
  }
}

async function renderPng(svg: string): Promise<Buffer> {
  return toPng(await renderPixels(svg))
}

/** In the renderer's own thread, with our faces only: the same picture on every machine. */
async function renderPixels(svg: string): Promise<Pixels> {
  const image = await renderAsync(svg, {
    font: {
      loadSystemFonts: false,
      fontFiles: FONT_FILES,
      defaultFontFamily: 'Source Sans 3',
      sansSerifFamily: 'Source Sans 3',
      serifFamily: 'Source Serif 4',
    },
    logLevel: 'off',
  })
  return { width: image.width, height: image.height, rgba: image.pixels }
}
