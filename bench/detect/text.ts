import type { Result, Table } from './yardstick.ts'

/** A number as people read it: three digits that mean something, no more. */
export function toFigure(value: string | number | null): string {
  if (value === null) return '–'
  if (typeof value === 'string') return value
  if (!Number.isFinite(value)) return String(value)
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2
  if (value !== 0 && Math.abs(value) < 0.1) return String(Number(value.toPrecision(2)))
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/** Figures, table and notes for a terminal. */
export function toText({ figures, table, notes }: Result): string {
  const lines = Object.entries(figures).map(([name, value]) => `  ${name}: ${toFigure(value)}`)
  return [...lines, ...(table ? [toColumns(table)] : []), ...(notes ?? []).map((note) => `  ${note}`)].join('\n')
}

export function toRow({ met }: Result): string {
  return met === null ? 'Too small a size to say whether the goal is met' : met ? 'Goal met' : 'Goal missed'
}

/** Columns of even width: words to the left, figures to the right. */
export function toColumns({ head, rows }: Table): string {
  const cells = [head, ...rows.map((row) => row.map((cell) => toFigure(cell)))]
  const widths = head.map((_, i) => Math.max(...cells.map((row) => (row[i] ?? '').length)))
  const isFigure = head.map((_, i) => rows.some((row) => typeof row[i] === 'number'))
  return cells
    .map((row) => row.map((cell, i) => (isFigure[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join('  '))
    .map((line) => `  ${line.trimEnd()}`)
    .join('\n')
}
