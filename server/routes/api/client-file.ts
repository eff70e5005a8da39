import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Content, Described, Json, Operations } from './contract-types.ts'

// The contract as TypeScript: one file for whoever has the address of an instance and nothing else.

type Contract = { paths: Operations; components: { schemas: Record<string, Json> } }

export const EXAMPLE_ORIGIN = 'https://brusio.example'
const HEAD = `// The API of Brusio, typed: one file, nothing to install. Made from the contract of the server that gave it to you.
//
//   curl -O ${EXAMPLE_ORIGIN}/api/v1/client.ts
//
//   import { createBrusio } from './client.ts'
//   const ask = createBrusio('${EXAMPLE_ORIGIN}')
//   const { states } = await ask('GET /states', { query: { category: 'mail' } })
//
// Ignore what you do not know: fields and routes are added without notice. What is live: /docs/api/live.
`
const CALL = readFileSync(path.join(import.meta.dirname, 'client-call.ts'), 'utf8').replace(/^\/\/.*\n+/, '')
const REF = '#/components/schemas/'
/** What `fields` leaves out the types have all the same: whoever asked knows. */
const isSparse = ({ $ref }: Json) => $ref?.startsWith(`${REF}Sparse`) ?? false
/** It has no end, and no place among what is asked and answered. */
const isStream = (content: Content) => 'text/event-stream' in content

/** With `EXAMPLE_ORIGIN` in the example at its head. */
export function clientFile(document: object): string {
  const { paths, components } = document as Contract
  const types = Object.entries(components.schemas)
    .filter(([name]) => !name.startsWith('Sparse'))
    .map(([name, schema]) => `${noteOf(schema, '')}export type ${name} = ${typeOf(schema, '')}\n`)
  const routes = Object.entries(paths).flatMap(([address, methods]) =>
    Object.entries(methods).flatMap(([method, described]) => routeOf(`${method.toUpperCase()} ${address}`, described)),
  )
  const end =
    'export const createBrusio = (origin: string, options?: ClientOptions) => createClient<Routes>(origin, options)\n'
  const table = `export type Routes = {\n${routes.join('')}}\n`
  return [HEAD, CALL, ...types, table, end].join('\n')
}

function routeOf(name: string, { summary = '', parameters = [], requestBody, responses = {} }: Described): string[] {
  const [, good] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? []
  if (good?.content && isStream(good.content)) return []
  const group = (where: string) => {
    const own = parameters.filter((parameter) => parameter.in === where)
    const properties = Object.fromEntries(
      own.map(({ name: key, description, schema = {} }) => [
        key,
        { ...schema, ...(description !== undefined && { description }) },
      ]),
    )
    const required = own.filter((parameter) => parameter.required).map(({ name: key }) => key)
    if (own.length === 0) return ''
    return `    ${where}${required.length === 0 ? '?' : ''}: ${typeOf({ properties, required }, '    ')}\n`
  }
  const body = requestBody ? `    body: ${contentType(requestBody.content)}\n` : ''
  const answer = `    answer: ${good?.content ? contentType(good.content) : 'string'}\n`
  return [`  /** ${summary} */\n  '${name}': {\n${group('path')}${group('query')}${body}${answer}  }\n`]
}

/** Of several forms the first, which is JSON where there is any. */
function contentType(content: Content): string {
  const json = content['application/json']
  return json?.schema ? typeOf(json.schema, '    ') : 'string'
}

function noteOf({ description }: Json, indent: string): string {
  return description === undefined ? '' : `${indent}/** ${description.replaceAll('*/', '* /')} */\n`
}

function typeOf(schema: Json, indent: string): string {
  if (schema.$ref !== undefined) return schema.$ref.slice(REF.length)
  const some = (schema.anyOf ?? schema.oneOf ?? schema.allOf)?.filter((one) => !isSparse(one))
  if (some) return some.map((one) => typeOf(one, indent)).join(schema.allOf ? ' & ' : ' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const types = [schema.type ?? (schema.properties ? 'object' : [])].flat()
  if (types.length === 0) return 'unknown'
  return types.map((type) => oneType(type, schema, indent)).join(' | ')
}

function oneType(type: string, schema: Json, indent: string): string {
  if (type === 'integer') return 'number'
  if (type === 'array' && schema.prefixItems)
    return `[${schema.prefixItems.map((one) => typeOf(one, indent)).join(', ')}]`
  if (type === 'array') return `Array<${typeOf(schema.items ?? {}, indent)}>`
  if (type !== 'object') return type
  const { properties, required = [], additionalProperties: rest } = schema
  if (properties === undefined) return `Record<string, ${typeof rest === 'object' ? typeOf(rest, indent) : 'unknown'}>`
  const inner = `${indent}  `
  const lines = Object.entries(properties).map(([name, one]) => {
    const key = /^\w+$/.test(name) ? name : JSON.stringify(name)
    return `${noteOf(one, inner)}${inner}${key}${required.includes(name) ? '' : '?'}: ${typeOf(one, inner)}\n`
  })
  return `{\n${lines.join('')}${indent}}`
}
