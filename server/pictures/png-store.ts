import { createByteCache } from './byte-cache.ts'
import { createRasterizer, type Rasterizer } from './rasterizer.ts'

/** Some hundred share pictures. */
const MOST_BYTES = 24 * 1024 * 1024

export type PngStore = {
  /** The drawing `name` stands for; it is drawn once however many ask, and kept while others are not asked for more. */
  get(name: string, svg: string): Promise<Buffer>
}

export function createPngStore(rasterizer: Rasterizer = createRasterizer(), mostBytes: number = MOST_BYTES): PngStore {
  const kept = createByteCache<Buffer>(mostBytes, (png) => png.length)
  const drawing = new Map<string, Promise<Buffer>>()
  return {
    async get(name, svg) {
      const there = kept.get(name) ?? drawing.get(name)
      if (there !== undefined) return there
      const made = rasterizer
        .draw(svg)
        .then((png) => {
          kept.set(name, png)
          return png
        })
        .finally(() => drawing.delete(name))
      drawing.set(name, made)
      return made
    },
  }
}
