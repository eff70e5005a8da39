import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { replaceFigures, writeReport } from './report.ts'
import { toSvg } from './svg.ts'
import { toColumns, toFigure } from './text.ts'
import type { Curve, Result, Yardstick } from './yardstick.ts'

const yardstick = (name: string): Yardstick => ({ name, title: `${name}'s title`, goal: '≤ 1', run: () => result })
const curve: Curve = {
  title: 'Delay',
  x: 'alarms a year',
  y: 'seconds',
  logX: true,
  lines: [
    {
      name: 'CUSUM',
      points: [
        [0.1, 90],
        [1, 60],
        [10, 40],
      ],
    },
    { name: 'a < b', points: [[1, 75]], style: 'points' },
  ],
}
const result: Result = {
  figures: { worst: 0.5 },
  table: { head: ['null', 'a year'], rows: [['x|y', 0.5]] },
  curves: [curve],
  met: true,
}

it('keeps the words around the figures, and the figures of yardsticks that did not run', async () => {
  const docs = mkdtempSync(path.join(tmpdir(), 'report-'))
  try {
    const page = path.join(docs, 'detection.md')
    writeFileSync(page, '# Words\n\n<!-- figures -->\nold\n<!-- /figures -->\n\nMore words\n')
    await writeReport([{ yardstick: yardstick('D10'), result, seconds: 2 }], 'full', docs)
    const again = { ...result, figures: { worst: 0.7 }, curves: [], met: false }
    await writeReport([{ yardstick: yardstick('D2'), result: again, seconds: 1 }], 'quick', docs)
    const text = readFileSync(page, 'utf8')
    expect(text).toMatch(/^# Words\n\n<!-- figures -->[^]*<!-- \/figures -->\n\nMore words\n$/)
    expect(text).not.toContain('old')
    expect(text.indexOf('### D2')).toBeLessThan(text.indexOf('### D10'))
    expect(text).toContain('worst 0.7')
    expect(text).toContain('x\\|y')
    expect(text).toContain('--full --only D10')
    expect(readdirSync(path.join(docs, 'images/detection'))).toEqual(['d10-1.svg'])
  } finally {
    rmSync(docs, { recursive: true })
  }
})

it('adds the markers to a page that has none', () => {
  const once = replaceFigures('# Words\n', 'first')
  expect(once).toBe('# Words\n\n<!-- figures -->\n\nfirst\n\n<!-- /figures -->\n')
  expect(replaceFigures(once, 'second')).toBe('# Words\n\n<!-- figures -->\n\nsecond\n\n<!-- /figures -->\n')
})

// 0.1 ─── 1 ─── 10: the middle of a logarithmic axis is its geometric mean.
it('draws a curve to scale, and a lone point as a point', () => {
  const svg = toSvg(curve)
  const [first, middle, last] = /d="M([\d.]+) [\d.]+L([\d.]+) [\d.]+L([\d.]+) /.exec(svg)!.slice(1).map(Number)
  expect(middle! - first!).toBeCloseTo(last! - middle!, 0)
  expect(svg).toContain('<circle')
  expect(svg).toContain('a &#60; b')
  expect(svg).not.toMatch(/NaN|undefined|<script/)
})

it('draws nothing that is no number, and survives a curve without points', () => {
  expect(toSvg({ ...curve, lines: [{ name: 'none', points: [[Number.NaN, 1]] }] })).not.toContain('NaN')
  expect(toSvg({ ...curve, lines: [] })).toContain('</svg>')
})

it('writes figures with the digits that mean something', () => {
  expect([0, 7, 0.01234, 1.234, 12.34, 1234.5, null, 'x'].map((v) => toFigure(v))).toEqual([
    '0',
    '7',
    '0.012',
    '1.23',
    '12.3',
    '1,235',
    '–',
    'x',
  ])
  expect(
    toColumns({
      head: ['name', 'n'],
      rows: [
        ['a', 10],
        ['bb', 7],
      ],
    }),
  ).toBe('  name   n\n  a     10\n  bb     7')
})
