import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { LANGS, type Lang } from '../web/locales/language.ts'
import { readAssets } from './assets.ts'

const assets = readAssets(path.resolve(import.meta.dirname, '../dist'))

/** All script that a page loads before it is whole, gzipped. */
function scriptBytes(entry: string, lang: Lang): number {
  const { src, preload } = assets.script(entry, lang)
  return [src, ...preload].reduce((sum, address) => sum + (assets.file(address)?.gzip.length ?? Infinity), 0)
}

it.each([
  ['web/elements/provider-page.ts', 75_000],
  ['web/elements/home-page.ts', 10_000],
  ['web/elements/plain-page.ts', 10_000],
  ['web/elements/embed-page.ts', 3_000],
])('keeps the script of %s under %i bytes', (entry, most) => {
  for (const lang of LANGS) expect(scriptBytes(entry, lang)).toBeLessThan(most)
})

it('gives each language its own words, and what has none once', () => {
  const [italian, english] = LANGS.map((lang) => {
    const { src, preload } = assets.script('web/elements/report-page.ts', lang)
    return [src, ...preload].map((address) => assets.file(address)?.body.toString()).join('\n')
  })
  expect(italian).toContain('meno di una')
  expect(english).not.toContain('meno di una')
  const [bare, same] = LANGS.map((lang) => assets.script('web/elements/embed-report.ts', lang).src)
  expect(bare).toBe(same)
})

it('gives files by their address, packed and plain, and nothing else of the disk', () => {
  const file = assets.file(assets.style('web/styles/site.css'))
  expect(file).toMatchObject({ hashed: true, type: 'text/css; charset=utf-8' })
  expect(gunzipSync(file?.gzip ?? '').equals(file?.body ?? Buffer.alloc(0))).toBe(true)
  expect(assets.file('/mark.svg')).toMatchObject({ hashed: false, type: 'image/svg+xml' })
  expect(assets.file('/.vite/manifest.json')).toBeUndefined()
  expect(assets.file('/../package.json')).toBeUndefined()
})

it('says what to do where nothing was built', () => {
  expect(() => readAssets('/nowhere')).toThrow('npm run build')
})
