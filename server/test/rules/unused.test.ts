import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { texts } from '../../../web/locales/texts.ts'
import { isTest, readSources, ROOT } from './source-files.ts'

const code = readSources('server', 'web', 'shared').filter((s) => !isTest(s.file))
const STYLES = path.join(ROOT, 'web/styles')
const styles = readdirSync(STYLES).map((name) => readFileSync(path.join(STYLES, name), 'utf8'))
const css = styles.join('\n').replaceAll(/\/\*.*?\*\//gs, '')

it('has no words that nobody says', () => {
  // A language may also say its own words, as in a sentence around them.
  const said = code
    .map(({ file, text }) => (file.startsWith('web/locales/') ? text.replaceAll(/^ +\w+:/gm, '') : text))
    .join('\n')
  const known = new Set(said.match(/\w+/g))
  expect(Object.keys(texts.it).filter((key) => !known.has(key))).toEqual([])
})

it('has no class that nobody wears, and no token that nobody takes', () => {
  const all = code.map(({ text }) => text).join('\n')
  const worn = new Set(all.match(/[a-z][\w-]*/g))
  // The end of a name may be made of a value: `scope-${verdict}`.
  const begun = [...new Set(all.match(/[a-z][\w-]*-(?=\$\{)/g))]
  const classes = new Set([...css.matchAll(/\.([a-z][\w-]*)(?=[^{}]*\{)/g)].map(([, name]) => name!))
  expect(classes.size).toBeGreaterThan(100)
  expect([...classes].filter((name) => !worn.has(name) && !begun.some((part) => name.startsWith(part)))).toEqual([])
  const tokens = new Set([...css.matchAll(/^\s*(--[\w-]+):/gm)].map(([, name]) => name!))
  expect([...tokens].filter((name) => !css.includes(`var(${name}`) && !all.includes(name))).toEqual([])
})
