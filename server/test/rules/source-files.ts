import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export const ROOT = path.resolve(import.meta.dirname, '../../..')

export type SourceFile = { file: string; text: string; lines: number; imports: string[] }

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'"]*?\sfrom\s)?\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g
const TYPE_IMPORT = /(?:^|\n)\s*(?:import|export)\s+type\s[^'"]*?from\s*['"]([^'"]+)['"]/g

/** Every TypeScript file below the given top-level folders, with what it imports; relative imports are resolved from the root. */
export function readSources(...tops: string[]): SourceFile[] {
  return tops.flatMap((top) =>
    readdirSync(path.join(ROOT, top), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readSource(path.posix.join(top, name.split(path.sep).join('/')))),
  )
}

function readSource(file: string): SourceFile {
  const text = readFileSync(path.join(ROOT, file), 'utf8')
  const resolve = (target: string) =>
    target.startsWith('.') ? path.posix.join(path.posix.dirname(file), target) : target
  const imports = [...text.matchAll(IMPORT)].map((m) => resolve(m[1] ?? m[2] ?? ''))
  return { file, text, lines: text.split('\n').length - 1, imports }
}

/** What the file imports as values, so that it is there at run time. */
export function valueImports(source: SourceFile): string[] {
  const types = new Set(
    [...source.text.matchAll(TYPE_IMPORT)].map((m) =>
      m[1]?.startsWith('.') ? path.posix.join(path.posix.dirname(source.file), m[1]) : (m[1] ?? ''),
    ),
  )
  return source.imports.filter((target) => !types.has(target))
}

export const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file) || file.startsWith('server/test/')
