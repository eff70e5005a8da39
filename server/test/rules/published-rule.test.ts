import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseMarkdown } from '../../../web/markdown.ts'
import * as amendable from '../../detect/amendable.ts'
import * as blindness from '../../detect/blindness.ts'
import * as cause from '../../detect/cause.ts'
import * as common from '../../detect/common.ts'
import * as flipCost from '../../detect/flip-cost.ts'
import * as guard from '../../detect/guard.ts'
import * as hosts from '../../detect/hosts.ts'
import * as minutes from '../../detect/minutes.ts'
import * as networkMix from '../../detect/network-mix.ts'
import * as networkVoices from '../../detect/network-voices.ts'
import * as notices from '../../detect/notices.ts'
import * as pressEcho from '../../detect/press-echo.ts'
import * as probeRun from '../../detect/probe-run.ts'
import * as probes from '../../detect/probes.ts'
import * as risers from '../../detect/risers.ts'
import * as rule from '../../detect/rule.ts'
import * as scope from '../../detect/scope.ts'
import * as scopeCourse from '../../detect/scope-course.ts'
import * as scopeVerdict from '../../detect/scope-verdict.ts'
import * as shares from '../../detect/shares.ts'
import * as shown from '../../detect/shown.ts'
import * as site from '../../detect/site.ts'
import * as steps from '../../detect/steps.ts'
import * as tolerance from '../../detect/tolerance.ts'
import * as works from '../../detect/works.ts'
import { ROOT } from './source-files.ts'

// What docs/detection.md publishes of the rule is what the program does: each number as `NAME` value.
const page = readFileSync(path.join(ROOT, 'docs/detection.md'), 'utf8')
/** What is measured is written by a command, from figures that may be of an earlier day. */
const own = page.replace(/<!-- figures -->.*<!-- \/figures -->/s, '')
const words = own.replaceAll(/\s+/g, ' ')

const OTHERS = [
  amendable,
  blindness,
  cause,
  common,
  flipCost,
  guard,
  hosts,
  minutes,
  networkMix,
  networkVoices,
  notices,
  pressEcho,
  probeRun,
  probes,
  risers,
  scope,
  scopeCourse,
  scopeVerdict,
  shares,
  steps,
  works,
]
const MODULES: Record<string, unknown>[] = [rule, ...OTHERS, shown, site, tolerance]
const isNumber = (name: string) => /^[A-Z][A-Z_]+$/.test(name) && name !== 'OWN'
const NUMBERS = MODULES.flatMap((module) => Object.entries(module).filter(([name]) => isNumber(name)))
const FUNCTIONS = Object.entries(rule).filter(([, value]) => typeof value === 'function')

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const

/** As the page writes it. */
function written(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => written(name, one)).join(', ')
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, one]) => `${key} ${written(/ms$/i.test(name) ? name : key, one)}`)
      .join(', ')
  if (typeof value !== 'number') return String(value)
  const unit = /_MS$|Ms$/.test(name) ? UNITS.find(([, ms]) => value % ms === 0) : undefined
  if (unit) return `${value / unit[1]} ${unit[0]}`
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(3)))
}

describe('the published rule', () => {
  it('names every number of the rule with its value', () => {
    const isThere = (text: string) =>
      words
        .split(text)
        .slice(1)
        .some((rest) => !/^[\w.]*\w/.test(rest))
    const missing = NUMBERS.map(([name, value]) => `\`${name}\` ${written(name, value)}`).filter((t) => !isThere(t))
    expect(missing).toEqual([])
    expect(FUNCTIONS.map(([name]) => name).filter((name) => !words.includes(`\`${name}\``))).toEqual([])
  })

  it('names no number that the rule no longer has', () => {
    const known = new Set(NUMBERS.map(([name]) => name))
    const named = [...words.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, name]) => name!)
    expect(named.length).toBeGreaterThan(100)
    expect(named.filter((name) => !known.has(name))).toEqual([])
  })

  it('names the files that hold what is not in one list', () => {
    const files = readdirSync(path.join(ROOT, 'server/detect'))
    const named = [...words.matchAll(/`([\w-]+\.ts)`/g)].map(([, name]) => name!)
    expect(named.filter((name) => !files.includes(name))).toEqual([])
  })

  it('is of Markdown that the page of the rule can show', () => {
    const blocks = parseMarkdown(page)
    expect(blocks.filter(({ kind }) => kind === 'heading').length).toBeGreaterThan(8)
    const tables = blocks.filter((block) => block.kind === 'table')
    for (const { head, rows } of tables) for (const row of rows) expect(row, row.join()).toHaveLength(head.length)
    const texts = parseMarkdown(own).flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []))
    expect(texts.filter((text) => /^[|<#]|!\[/.test(text))).toEqual([])
  })
})
