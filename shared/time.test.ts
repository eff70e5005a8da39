import { expect, it } from 'vitest'
import { bucketStart, bucketStarts, MINUTE_MS, SLOT_MS } from './time.ts'

it('names a bucket by its start and leaves its end to the next', () => {
  const noon = Date.UTC(2019, 6, 3, 12)
  expect(bucketStart(noon)).toBe(noon)
  expect(bucketStart(noon + MINUTE_MS - 1)).toBe(noon)
  expect(bucketStart(noon + MINUTE_MS)).toBe(noon + MINUTE_MS)
  expect(bucketStart(noon - 1, SLOT_MS)).toBe(noon - SLOT_MS)
})

it('lists the buckets of a half-open range, the open first one included', () => {
  const noon = Date.UTC(2019, 6, 3, 12)
  expect(bucketStarts(noon + 1, noon + 2 * MINUTE_MS)).toEqual([noon, noon + MINUTE_MS])
  expect(bucketStarts(noon, noon)).toEqual([])
})
