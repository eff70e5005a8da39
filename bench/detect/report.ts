import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { format } from 'prettier'
import { RULE_VERSION } from '../../server/detect/rule.ts'
import { toSvg } from './svg.ts'
import { toFigure } from './text.ts'
import type { Result, Size, Table, Yardstick } from './yardstick.ts'

const DOCS = path.join(import.meta.dirname, '../../docs')
const BEGIN = '<!-- figures -->'
const END = '<!-- /figures -->'

/** What one yardstick found when it last ran, as docs/detection.json keeps it: a run of some leaves the others as they were. */
export type Kept = Pick<Yardstick, 'title' | 'goal'> &
  Pick<Result, 'figures' | 'table' | 'met' | 'notes'> & { curves: { title: string; file: string }[]; ran: Ran }
type Ran = { date: string; size: Size; rule: string; node: string; processors: number; seconds: number }

type Found = { yardstick: Yardstick; result: Result; seconds: number }

/** Writes the measured part of docs/detection.md, its curves under docs/images/detection/, and the figures as docs/detection.json. */
export async function writeReport(found: Found[], size: Size, docs = DOCS): Promise<void> {
  const json = path.join(docs, 'detection.json')
  const all: Record<string, Kept> = existsSync(json)
    ? (JSON.parse(readFileSync(json, 'utf8')) as Record<string, Kept>)
    : {}
  const images = path.join(docs, 'images/detection')
  mkdirSync(images, { recursive: true })
  for (const { yardstick, result, seconds } of found) {
    const { name, title, goal } = yardstick
    const old = readdirSync(images).filter((file) => file.startsWith(`${name.toLowerCase()}-`))
    for (const file of old) rmSync(path.join(images, file))
    const curves = (result.curves ?? []).map((curve, i) => {
      const file = `${name.toLowerCase()}-${i + 1}.svg`
      writeFileSync(path.join(images, file), toSvg(curve))
      return { title: curve.title, file }
    })
    const { figures, table, met, notes } = result
    all[name] = { title, goal, figures, table, met, notes, curves, ran: stamp(size, seconds) }
  }
  const sorted = Object.fromEntries(Object.entries(all).toSorted(([a], [b]) => numberOf(a) - numberOf(b)))
  writeFileSync(json, await format(JSON.stringify(sorted), { parser: 'json', printWidth: 120 }))
  const page = path.join(docs, 'detection.md')
  const text = existsSync(page) ? readFileSync(page, 'utf8') : '# Detection\n'
  writeFileSync(page, replaceFigures(text, toMarkdown(sorted)))
}

/** The page with what stands between its markers replaced; markers are added at its end where it has none. */
export function replaceFigures(page: string, figures: string): string {
  const begin = page.indexOf(BEGIN)
  const end = page.indexOf(END)
  if (begin === -1 || end < begin) return `${page.trimEnd()}\n\n${BEGIN}\n\n${figures.trim()}\n\n${END}\n`
  return `${page.slice(0, begin + BEGIN.length)}\n\n${figures.trim()}\n\n${page.slice(end)}`
}

export function toMarkdown(all: Record<string, Kept>): string {
  const overview: Table = {
    head: ['', 'What', 'Goal', 'Met', 'Figures'],
    rows: Object.entries(all).map(([name, { title, goal, met, figures }]) => [
      `[${name}](#${name.toLowerCase()})`,
      title,
      goal,
      met === null ? 'too small a run to say' : met ? 'yes' : '**no**',
      toList(figures),
    ]),
  }
  return [toMarkdownTable(overview), ...Object.entries(all).map(([name, kept]) => toSection(name, kept))].join('\n\n')
}

function toSection(name: string, { title, goal, figures, table, curves, notes, ran }: Kept): string {
  return [
    `<a id="${name.toLowerCase()}"></a>\n\n### ${name}: ${title}`,
    `Goal: ${goal}`,
    `Found: ${toList(figures)}`,
    ...(table ? [toMarkdownTable(table)] : []),
    ...curves.map(({ title: alt, file }) => `![${alt}](images/detection/${file})`),
    ...(notes ?? []),
    `<sub>\`npm run bench detect -- --${ran.size} --only ${name}\`, ${ran.date}, rule ${ran.rule}, Node ${ran.node}, ` +
      `${ran.processors} processors, ${toFigure(Math.round(ran.seconds))} s</sub>`,
  ].join('\n\n')
}

function toMarkdownTable({ head, rows }: Table): string {
  const cell = (value: string | number) => toFigure(value).replaceAll('|', '\\|').replaceAll('\n', ' ')
  const line = (cells: (string | number)[]) => `| ${cells.map((value) => cell(value)).join(' | ')} |`
  const rule = head.map((_, i) => (rows.some((row) => typeof row[i] === 'number') ? '--:' : '---'))
  return [line(head), line(rule), ...rows.map((row) => line(row))].join('\n')
}

function toList(figures: Result['figures']): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${toFigure(value)}`)
    .join(', ')
}

function stamp(size: Size, seconds: number): Ran {
  const date = new Date().toISOString().slice(0, 10)
  return { date, size, rule: RULE_VERSION, node: process.version, processors: availableParallelism(), seconds }
}

const numberOf = (name: string) => Number(name.slice(1))
