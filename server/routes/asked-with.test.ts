import { expect, it } from 'vitest'
import { hasTag, takesGzip } from './asked-with.ts'

it.each([
  [undefined, false],
  ['"b"', false],
  ['"a"', true],
  ['W/"a"', true],
  ['"b", W/"a"', true],
  ['*', true],
  ['', false],
  [`${'"b",'.repeat(1_000)}"a"`, false],
])('finds W/"a" in %s: %s', (given, yes) => expect(hasTag(given, 'W/"a"')).toBe(yes))

it.each([
  [undefined, false],
  ['', false],
  ['gzip', true],
  ['GZIP', true],
  ['gzip, deflate, br, zstd', true],
  ['br;q=1.0, gzip;q=0.8', true],
  ['gzip ;q=0.001,br', true],
  ['gzip;q=0', false],
  ['br, gzip; q=0.00 , deflate', false],
  ['x-gzip', false],
  ['br', false],
])('packs for who accepts %s: %s', (given, yes) => expect(takesGzip(given)).toBe(yes))
