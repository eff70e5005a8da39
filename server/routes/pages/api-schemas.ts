import type { Field, Kind, Schema } from '../../../web/reference.ts'
import type { Json } from '../api/contract-types.ts'

// JSON Schema, as far as our contract uses it, as lines of a table.

/** Where the table of a schema stands. */
export type HrefOf = (schema: string) => string

const REF = '#/components/schemas/'
/** `fields` leaves things out; what is left has the table of the whole. */
const isSparse = ({ $ref }: Json) => $ref?.startsWith(`${REF}Sparse`) ?? false
const isNull = ({ type }: Json) => type === 'null'
const choices = (schema: Json) => (schema.anyOf ?? schema.oneOf ?? schema.allOf)?.filter((one) => !isSparse(one))

const named = (href: HrefOf, ref: string): Kind => {
  const schema = ref.slice(REF.length)
  return { schema, href: href(schema) }
}

function withCommas(parts: Kind[][], mark: string): Kind[] {
  return parts.flatMap((part, i) => (i === 0 ? part : [mark, ...part]))
}

const wordOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** What a value is, with its limits as numbers. */
export function kindOf(schema: Json, href: HrefOf): Kind[] {
  if (schema.$ref !== undefined) return [named(href, schema.$ref)]
  const some = choices(schema)
  if (some)
    return withCommas(
      some.map((one) => (isNull(one) ? ['null'] : kindOf(one, href))),
      ' or ',
    )
  if (schema.const !== undefined) return [JSON.stringify(schema.const)]
  const types = [schema.type ?? []].flat()
  const orNull = types.includes('null') ? ' or null' : ''
  if (schema.enum) {
    const otherwise = schema.default === undefined ? '' : `, otherwise ${wordOf(schema.default)}`
    return [`${schema.enum.map(wordOf).join(' | ')}${otherwise}`]
  }
  const limits = limitsOf(schema)
  const base = types.filter((type) => type !== 'null').join(' or ') || 'anything'
  if (schema.prefixItems)
    return [
      '[',
      ...withCommas(
        schema.prefixItems.map((one) => kindOf(one, href)),
        ', ',
      ),
      `]${orNull}`,
    ]
  if (schema.items) return ['array of ', ...kindOf(schema.items, href), `${limits}${orNull}`]
  if (typeof schema.additionalProperties === 'object' && schema.properties === undefined)
    return ['object of ', ...kindOf(schema.additionalProperties, href), orNull]
  return [`${base}${limits}${orNull}`]
}

function limitsOf(schema: Json): string {
  const range = (from: number | undefined, to: number | undefined, what: string) => {
    if (to !== undefined && Math.abs(to) >= Number.MAX_SAFE_INTEGER) to = undefined
    if (from !== undefined && Math.abs(from) >= Number.MAX_SAFE_INTEGER) from = undefined
    if (from === undefined && to === undefined) return []
    if (from === undefined) return [`at most ${to}${what}`]
    return to === undefined ? [`at least ${from}${what}`] : [`${from} to ${to}${what}`]
  }
  const said = [
    ...(schema.format === undefined ? [] : [schema.format]),
    ...range(schema.minimum, schema.maximum, ''),
    ...range(schema.minLength, schema.maxLength, ' characters'),
    ...range(schema.minItems, schema.maxItems, ' of them'),
    ...(schema.pattern === undefined || schema.format !== undefined ? [] : [`/${schema.pattern}/`]),
    ...(schema.default === undefined ? [] : [`otherwise ${JSON.stringify(schema.default)}`]),
  ]
  return said.map((one) => `, ${one}`).join('')
}

/** A schema with what is nested in it, each field by its path. */
export function toSchema(name: string, schema: Json, href: HrefOf): Schema {
  return { name, fields: fieldsOf(schema, href, '', []) }
}

function fieldsOf(schema: Json, href: HrefOf, path: string, above: Field[]): Field[] {
  const fields = [...above]
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const at = path === '' ? name : `${path}.${name}`
    const isOptional = !(schema.required ?? []).includes(name)
    fields.push({ name: at, type: kindOf(field, href), text: field.description ?? '', isOptional })
    const inner = field.items ?? field
    fields.push(...fieldsOf(inner, href, field.items ? `${at}[]` : at, []))
  }
  for (const part of choices(schema) ?? []) fields.push(...fieldsOf(part, href, path, []))
  // Of several forms, what they have in common stands there once.
  return fields.filter((field, i) => fields.findIndex(({ name }) => name === field.name) === i)
}

/** The schemas that it names, and those that these name. */
export function namesIn(schema: unknown, all: Record<string, Json>, found: Set<string> = new Set()): Set<string> {
  if (Array.isArray(schema)) for (const one of schema) namesIn(one, all, found)
  else if (typeof schema === 'object' && schema !== null)
    for (const [key, value] of Object.entries(schema)) {
      if (key !== '$ref' || typeof value !== 'string') namesIn(value, all, found)
      else {
        const name = value.slice(REF.length)
        if (found.has(name) || name.startsWith('Sparse')) continue
        found.add(name)
        namesIn(all[name], all, found)
      }
    }
  return found
}
