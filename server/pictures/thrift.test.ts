import { expect, it } from 'vitest'
import { createDrawingThrift, DRAWING_BURST_MS, DRAWING_SHARE } from './thrift.ts'

function world() {
  let now = 0
  const waits: number[] = []
  const thrift = createDrawingThrift(
    () => now,
    async (ms?: number) => {
      waits.push(ms ?? 0)
      now += ms ?? 0
      return undefined as never
    },
  )
  return { draw: (costMs: number) => thrift(() => (now += costMs)), waits, pass: (ms: number) => (now += ms) }
}

it('draws at once what a page needs, and then no more than its share of the time', async () => {
  const { draw, waits, pass } = world()
  for (let i = 0; i < 80; i++) await draw(10)
  expect(waits.length).toBeGreaterThan(0)
  const [first] = waits
  expect(first).toBeLessThan(10 / DRAWING_SHARE + 1)
  pass(DRAWING_BURST_MS / DRAWING_SHARE + 10_000)
  const before = waits.length
  await draw(10)
  expect(waits.length).toBe(before)
})

it('refuses whoever would wait too long, and goes on when a drawing fails', async () => {
  const { draw, pass } = world()
  await draw(5_000)
  await expect(draw(1)).rejects.toMatchObject({ status: 503 })
  pass(60_000)
  await expect(draw(1)).resolves.toBeDefined()
})
