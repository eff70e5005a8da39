import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { COLUMNS } from './columns.ts'

const doc = readFileSync(path.join(import.meta.dirname, '../../docs/archive.md'), 'utf8')

it.each(Object.entries(COLUMNS))(
  'docs/archive.md names every column of %s, in order, and no other',
  (kind, columns) => {
    const section = new RegExp(`^### ${kind}\\n(.*?)(?=^##)`, 'ims').exec(doc)?.[1] ?? ''
    const named = section
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .flatMap((line) => [...line.split('|')[1]!.matchAll(/`(\w+)`/g)].map(([, name]) => name))
    expect(named).toEqual([...columns])
  },
)
