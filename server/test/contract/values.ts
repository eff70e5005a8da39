import * as fc from 'fast-check'
import type { Document, Schema } from './document.ts'

/** What a reader of the API has come to know: values that fit somewhere. */
export type Known = {
  slugs: string[]
  ids: string[]
  cursors: string[]
  now: number
  /** What fits a field or parameter of this name. */
  named: Record<string, string[]>
  /** Bodies that are taken, by method and path: where one field must fit another, chance finds none. */
  bodies: Record<string, unknown>
}

const HOUR_MS = 3_600_000
const ODD_INSTANTS = ['0001-01-01T00:00:00Z', '1970-01-01T00:00:00Z', '2200-01-01T00:00:00Z', '9999-12-31T23:59:60Z']

export const nonsense = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ maxLength: 300 }),
    fc.constantFrom(
      '',
      '-1',
      '0',
      '1e999',
      'NaN',
      'null',
      'true',
      '[object Object]',
      "' or 1=1 --",
      '\u0000',
      '../../etc/passwd',
    ),
    fc.constantFrom(
      '__proto__',
      'constructor',
      'toString',
      '\ud800',
      '%',
      '٣',
      '2023-02-30T00:00:00Z',
      '00000000-0000-0000-0000-000000000000',
    ),
  )

function instants(now: number): fc.Arbitrary<string> {
  const back = fc.constantFrom(0, 1, 2, 6, 23, 24, 47, 72, 24 * 20)
  const told = back.map((hours) => new Date(now - hours * HOUR_MS).toISOString())
  return fc.oneof({ weight: 9, arbitrary: told }, { weight: 1, arbitrary: fc.constantFrom(...ODD_INSTANTS) })
}

/** A text of this schema, as a rule one that the server knows. */
function texts(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  if (schema.format === 'date-time') return instants(known.now)
  if (schema.format === 'uuid') return fc.oneof(fc.constantFrom(...known.ids), fc.uuid())
  if (schema.pattern !== undefined)
    return fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...known.slugs) },
      { weight: 1, arbitrary: fc.constantFrom(...known.cursors, 'a-b') },
    )
  const own = typeof schema.example === 'string' ? [schema.example] : []
  return fc.oneof(
    fc.constantFrom(...own, ...known.slugs, 'libero', 'gmial'),
    fc.string({ maxLength: schema.maxLength ?? 40 }),
  )
}

/** Values that fit a schema, or nearly. */
export function valuesOf(
  schema: Schema,
  document: Document,
  known: Known,
  { name = '', depth = 0 }: { name?: string; depth?: number } = {},
): fc.Arbitrary<unknown> {
  const inside = (of: Schema, as = name) => valuesOf(of, document, known, { name: as, depth: depth + 1 })
  if (depth > 8) return fc.constant(null)
  const fitting = known.named[name] ?? []
  if (schema.type === 'string' && fitting.length > 0)
    return fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...fitting) },
      { weight: 1, arbitrary: texts(schema, known) },
    )
  if (schema.$ref !== undefined) return inside(document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {})
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const some = schema.anyOf ?? schema.oneOf ?? schema.allOf
  if (some) return fc.oneof(...some.map((one) => inside(one)))
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'integer') return fc.integer({ min: schema.minimum ?? -5, max: schema.maximum ?? 1_000 })
  if (type === 'number') return fc.double({ min: schema.minimum ?? -5, max: schema.maximum ?? 1_000, noNaN: true })
  if (type === 'boolean') return fc.boolean()
  if (type === 'array') return fc.array(inside(schema.items ?? {}), { maxLength: 4 })
  if (type === 'null') return fc.constant(null)
  if (type === 'object' || schema.properties) {
    const fields = Object.entries(schema.properties ?? {}).map(([field, of]) => [field, inside(of, field)] as const)
    return fc.record(Object.fromEntries(fields), { requiredKeys: schema.required ?? [] })
  }
  if (type === 'string') return texts(schema, known)
  return fc.jsonValue({ maxDepth: 2 })
}
