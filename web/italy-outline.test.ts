import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { ITALY, OUTLINE_HEIGHT, OUTLINE_WIDTH } from './italy-outline.ts'
import { REGION_CODES, regionName } from './regions.ts'

it('draws each of the twenty regions once', () => {
  expect(ITALY.map(({ code }) => code).toSorted()).toEqual([...REGION_CODES].toSorted())
  for (const { code } of ITALY) expect(regionName(code)).not.toBe(code)
})

it('is closed rings of whole numbers within the map', () => {
  for (const { path } of ITALY) {
    expect(path).toMatch(/^(M\d+ \d+l(-?\d+[ -]?)+z)+$/)
    for (const ring of path.split('z').filter(Boolean)) {
      const numbers = (ring.match(/-?\d+/g) ?? []).map(Number)
      let [x, y] = [0, 0]
      for (let i = 0; i < numbers.length; i += 2) {
        x += numbers[i]!
        y += numbers[i + 1]!
        expect(x).toBeGreaterThanOrEqual(0)
        expect(x).toBeLessThanOrEqual(OUTLINE_WIDTH)
        expect(y).toBeGreaterThanOrEqual(0)
        expect(y).toBeLessThanOrEqual(OUTLINE_HEIGHT)
      }
    }
  }
})

it('adds little to a page', () => {
  expect(gzipSync(ITALY.map(({ path }) => path).join('\n')).length).toBeLessThan(3_500)
})
