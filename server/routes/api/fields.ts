import { z } from '@hono/zod-openapi'
import { Refusal } from '../../errors.ts'

export const MAX_FIELDS = 1_000

type Shape = Readonly<Record<string, z.ZodType>>

/** The parameter `fields` of a list, for entries of this form: commas between. */
export function fieldsParam(entry: z.ZodObject<Shape>) {
  const names = Object.keys(entry.shape)
  return z
    .string()
    .max(MAX_FIELDS)
    .optional()
    .meta({
      description: `only these fields of each entry, commas between: ${names.map((name) => `\`${name}\``).join(', ')}`,
      example: names.slice(0, 2).join(','),
    })
}

/** Which fields were asked for; undefined: all. Refuses a name that no entry has. */
export function readFields(asked: string | undefined, entry: z.ZodObject<Shape>): readonly string[] | undefined {
  if (asked === undefined) return undefined
  const names = [...new Set(asked.split(',').map((name) => name.trim()))]
  const unknown = names.find((name) => !Object.hasOwn(entry.shape, name))
  if (unknown !== undefined)
    throw new Refusal(400, `fields: there is no field "${unknown.slice(0, 80)}".`, { field: 'fields' })
  return names
}

/** For the type checker an entry stays whole: which fields are there only the query tells, and whoever asked knows. */
export function pick<T extends object>(entries: readonly T[], fields: readonly string[] | undefined): T[] {
  if (!fields) return [...entries]
  return entries.map(
    (entry) => Object.fromEntries(Object.entries(entry).filter(([name]) => fields.includes(name))) as T,
  )
}

/** An answer whose list `key` may hold whole entries or, where `fields` was asked for, parts of them. Its type is that of whole ones. */
export function orSparse<T extends z.ZodObject<Shape>>(answer: T, key: string, entry: z.ZodObject<Shape>): T {
  const id = (schema: z.ZodType) => schema.meta()?.id ?? ''
  const part = entry
    .partial()
    .strict()
    .meta({ id: `Sparse${id(entry)}` })
  const sparse = answer
    .extend({ [key]: z.array(part).describe('of each what `fields` names') })
    .meta({ id: `Sparse${id(answer)}` })
  return z.union([answer, sparse]) as unknown as T
}
