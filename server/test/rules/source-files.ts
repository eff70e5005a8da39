import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export const ROOT = path.resolve(import.meta.dirname, '../../..')

/** `target` of a relative import is resolved from the root. `isType`: nothing of it is there at run time. */
export type Import = { target: string; isType: boolean }
export type SourceFile = { file: string; text: string; lines: number; imports: Import[] }

const STATEMENT =
  /(?:^|\n)\s*(?:import|export)\s+(?<kind>type\s)?(?<names>[^'";]*?\sfrom\s)?\s*['"](?<from>[^'"]+)['"]|\bimport\(\s*['"](?<lazy>[^'"]+)['"]/g

/** Every TypeScript file below the given top-level folders, with what it imports. */
export function readSources(...tops: string[]): SourceFile[] {
  return tops.flatMap((top) =>
    readdirSync(path.join(ROOT, top), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readSource(path.posix.join(top, name.split(path.sep).join('/')))),
  )
}

function readSource(file: string): SourceFile {
  const text = readFileSync(path.join(ROOT, file), 'utf8')
  const imports = [...text.matchAll(STATEMENT)].map(({ groups = {} }) => {
    const { kind, names = '', from, lazy = '' } = groups
    const target = from ?? lazy
    const isType = kind !== undefined || /^\{\s*type\s[^,}]*(,\s*type\s[^,}]*)*,?\s*\}\s*from\s$/.test(names)
    return { target: target.startsWith('.') ? path.posix.join(path.posix.dirname(file), target) : target, isType }
  })
  return { file, text, lines: text.split('\n').length - 1, imports }
}

export const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file) || file.startsWith('server/test/')
