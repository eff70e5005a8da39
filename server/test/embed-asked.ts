import type { Directory } from '../catalogue/directory.ts'
import { nameOf, readSubject, type Asked } from '../routes/embed/asked.ts'

/** How an embed is asked for, as the address would be read. */
export function anAsked(directory: Directory, name: string, more: Partial<Asked> = {}): Asked {
  const subject = readSubject(name, directory)
  if (subject === undefined) throw new Error(`There is no ${name}.`)
  const usual = { lang: 'it', theme: 'auto', range: '24h', zone: 'Europe/Rome', asOf: null, report: false } as const
  return { subject, name: nameOf(subject), ...usual, ...more }
}
