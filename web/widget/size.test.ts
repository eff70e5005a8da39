import path from 'node:path'
import { expect, it } from 'vitest'
import { readAssets } from '../../server/assets.ts'

const MOST_BYTES = 6_144
const file = readAssets(path.resolve(import.meta.dirname, '../../dist')).file('/widget.js')!

it(`takes at most ${MOST_BYTES} bytes, gzipped`, () => {
  const bytes = file.gzip.length
  expect(bytes, `the widget has ${bytes} bytes gzipped`).toBeLessThanOrEqual(MOST_BYTES)
})

it('is one classic script that brings all it needs', () => {
  const text = file.body.toString()
  expect(text).toContain('brusio-widget')
  expect(text).not.toMatch(/\bimport\b|\bexport\b/)
})

it('touches nothing that a strict policy refuses, and keeps nothing', () => {
  expect(file.body.toString()).not.toMatch(
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|localStorage|sessionStorage|indexedDB|\.cookie/,
  )
})
