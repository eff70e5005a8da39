import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { drawPicture } from '../../web/pictures/picture.tsx'
import { someFacts } from '../../web/pictures/test-facts.ts'
import { Refusal } from '../errors.ts'
import { measureOwn } from './fonts.ts'
import { createPngStore } from './png-store.ts'
import { createRasterizer, MOST_WAITING } from './rasterizer.ts'

/** A renderer that waits until it is let go, and remembers how many were in it at once. */
function aGate() {
  const waiting: (() => void)[] = []
  const seen = { now: 0, most: 0, begun: [] as string[] }
  return {
    seen,
    async render(svg: string) {
      seen.begun.push(svg)
      seen.most = Math.max(seen.most, ++seen.now)
      await new Promise<void>((resolve) => waiting.push(resolve))
      seen.now--
      if (svg === 'broken') throw new Error('cannot be drawn')
      return Buffer.from(svg)
    },
    async open() {
      await new Promise((resolve) => setImmediate(resolve))
      waiting.shift()?.()
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

describe('the drawing of pixels', () => {
  it('is of one picture at a time, in the order in which they were asked for', async () => {
    const gate = aGate()
    const rasterizer = createRasterizer((svg) => gate.render(svg))
    const all = Promise.all(['a', 'b', 'c'].map((svg) => rasterizer.draw(svg)))
    await gate.open()
    expect(gate.seen.begun).toEqual(['a', 'b'])
    await gate.open()
    await gate.open()
    expect((await all).map(String)).toEqual(['a', 'b', 'c'])
    expect(gate.seen.most).toBe(1)
  })

  it('goes on after one that cannot be drawn', async () => {
    const gate = aGate()
    const rasterizer = createRasterizer((svg) => gate.render(svg))
    const broken = rasterizer.draw('broken').catch(String)
    const next = rasterizer.draw('next')
    await gate.open()
    await gate.open()
    expect(await broken).toContain('cannot be drawn')
    expect(String(await next)).toBe('next')
  })

  it('turns away who would wait too long, and nobody once there is room', async () => {
    const gate = aGate()
    const rasterizer = createRasterizer((svg) => gate.render(svg))
    const all = Array.from({ length: MOST_WAITING }, (_, i) => rasterizer.draw(String(i)))
    let refused: unknown
    try {
      await rasterizer.draw('one more')
    } catch (error) {
      refused = error
    }
    expect(refused).toBeInstanceOf(Refusal)
    expect(refused).toMatchObject({ status: 503, retryAfterS: 5 })
    await gate.open()
    await all[0]
    const late = rasterizer.draw('late')
    for (let i = 0; i < MOST_WAITING; i++) await gate.open()
    expect(String(await late)).toBe('late')
    expect(gate.seen.begun).toHaveLength(MOST_WAITING + 1)
  })

  it('gives a picture of the size asked for, with our own faces, that is not blank', async () => {
    const options = { width: 1200, height: 630, theme: 'light', measure: measureOwn, host: 'brusio.example' } as const
    const png = PNG.sync.read(await createRasterizer().draw(drawPicture(someFacts(), options)))
    expect([png.width, png.height]).toEqual([1200, 630])
    const colours = new Map<string, number>()
    for (let i = 0; i < png.data.length; i += 4) {
      const colour = png.data.toString('hex', i, i + 3)
      colours.set(colour, (colours.get(colour) ?? 0) + 1)
    }
    // Paper, the vermilion of the sentence, the ground of the incident.
    expect(colours.get('faf6ee')).toBeGreaterThan(400_000)
    expect(colours.get('b02e17')).toBeGreaterThan(2_000)
    expect(colours.get('f5ddd3')).toBeGreaterThan(1_000)
  })
})

describe('the store of pictures', () => {
  it('draws what many ask for once, and not again while it is kept', async () => {
    const gate = aGate()
    const store = createPngStore(createRasterizer((svg) => gate.render(svg)))
    const both = Promise.all([store.get('a', '<svg/>'), store.get('a', '<svg/>')])
    await gate.open()
    await both
    await store.get('a', '<svg/>')
    expect(gate.seen.begun).toHaveLength(1)
  })

  it('does not keep a failure', async () => {
    const gate = aGate()
    const store = createPngStore(createRasterizer((svg) => gate.render(svg)))
    const failed = store.get('a', 'broken').catch(String)
    await gate.open()
    expect(await failed).toContain('cannot be drawn')
    const again = store.get('a', 'whole')
    await gate.open()
    expect(String(await again)).toBe('whole')
  })

  it('lets go of what was not asked for longest, when its bytes are full', async () => {
    const drawn: string[] = []
    const draw = async (svg: string) => {
      drawn.push(svg)
      return Buffer.alloc(40)
    }
    const store = createPngStore({ draw }, 100)
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await store.get(name, name)
    // c pushed out b, not a, which had been asked for since.
    expect(drawn).toEqual(['a', 'b', 'c', 'b'])
  })
})
