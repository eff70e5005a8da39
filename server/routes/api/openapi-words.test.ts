import { expect, it } from 'vitest'
import { openApiDocument } from './openapi.ts'

type Json = {
  $ref?: string
  description?: string
  const?: unknown
  properties?: Record<string, Json>
  items?: Json
  anyOf?: Json[]
  oneOf?: Json[]
  allOf?: Json[]
}
const document = openApiDocument() as unknown as {
  components: { schemas: Record<string, Json> }
  paths: Record<string, Record<string, { parameters?: { name: string; description?: string; schema?: Json }[] }>>
}
const all = document.components.schemas
const parts = ({ anyOf, oneOf, allOf }: Json) => anyOf ?? oneOf ?? allOf ?? []

const says = (schema: Json): boolean =>
  schema.description !== undefined ||
  (schema.$ref !== undefined && says(all[schema.$ref.split('/').at(-1)!]!)) ||
  parts(schema).some(says)

function silentIn(schema: Json, at: string): string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    ...(says(field) ? [] : [`${at}.${name}`]),
    ...silentIn(field, `${at}.${name}`),
  ])
  return [
    ...own,
    ...(schema.items ? silentIn(schema.items, `${at}[]`) : []),
    ...parts(schema).flatMap((one) => silentIn(one, at)),
  ]
}

it('says of every field what it means', () => {
  expect(Object.entries(all).flatMap(([name, schema]) => silentIn(schema, name))).toEqual([])
})

it('says of every parameter what it is', () => {
  const silent = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.values(methods).flatMap(({ parameters = [] }) =>
      parameters
        .filter(({ description, schema = {} }) => description === undefined && !says(schema))
        .map(({ name }) => `${path} ${name}`),
    ),
  )
  expect(silent).toEqual([])
})

it('says in what every time is', () => {
  const units = Object.entries(all).flatMap(([schema, { properties = {} }]) =>
    Object.entries(properties).map(([name, field]) => ({ name: `${schema}.${name}`, text: field.description ?? '' })),
  )
  const wrong = units.filter(({ name, text }) =>
    /_(at|until)$|\.at$/.test(name)
      ? !text.includes('RFC 3339')
      : name.endsWith('_ms') && !text.includes('millisecond'),
  )
  expect(wrong).toEqual([])
})
