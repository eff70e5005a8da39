import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { parse } from 'csv-parse/sync'
import type { Described, Document, Schema } from './document.ts'
import type { Asked } from './requests.ts'

export type Judge = (asked: Asked, answer: Response) => Promise<string[]>

/** What is wrong with an answer, by the document; nothing: it keeps what is promised. */
export function createJudge(document: Document): Judge {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false })
  ajv.addSchema(JSON.parse(JSON.stringify(document), closed) as Document, 'api')
  const compiled = new Map<string, ValidateFunction>()

  function validator(name: string, schema: Schema, isSparse: boolean): ValidateFunction {
    const key = `${name} ${isSparse}`
    let validate = compiled.get(key)
    if (!validate) {
      // Parts of entries are described beside whole ones: whoever did not ask for parts must not get any.
      const whole = schema.anyOf?.filter(({ $ref }) => isSparse || !$ref?.includes('/Sparse'))
      const text = JSON.stringify(whole ? { ...schema, anyOf: whole } : schema)
      validate = ajv.compile(JSON.parse(text.replaceAll('"#/', '"api#/'), closed) as object)
      compiled.set(key, validate)
    }
    return validate
  }

  return async ({ described, method, isSparse }, answer) => {
    const { status, headers } = answer
    const type = headers.get('content-type')?.split(';', 1)[0] ?? ''
    if (status >= 500) return [`${status}: ${await answer.text()}`]
    const wrong: string[] = []
    if (headers.get('x-content-type-options') !== 'nosniff') wrong.push('no nosniff')
    if (type === 'text/event-stream') {
      await answer.body?.cancel()
      return described.operation.responses[status]?.content?.[type]
        ? wrong
        : [...wrong, 'a stream that is not described']
    }
    const text = await answer.text()
    if (method === 'OPTIONS') return [...wrong, ...optionsRules(described, { status, headers, type }, text)]
    if (!described.methods.includes(method)) return [...wrong, ...refusal(described, { status, headers, type })]
    if (method === 'GET' || method === 'HEAD') wrong.push(...readingRules(headers))
    if (status === 429 && !/^[1-9]\d*$/.test(headers.get('retry-after') ?? '')) wrong.push('429 without Retry-After')
    const operation = described.beside(method)
    const promised = operation?.responses[status]
    if (!promised) return [...wrong, `${status} is not described: ${text.slice(0, 200)}`]
    if (status === 304 && !headers.get('etag')) wrong.push('304 without ETag')
    if (status === 304 || method === 'HEAD') return text === '' ? wrong : [...wrong, `${status} ${method} with a body`]
    const content = promised.content?.[type]
    if (promised.content && !content) return [...wrong, `${status} as ${type}, which is not described`]
    if (!content) return wrong
    return [
      ...wrong,
      ...checkBody(
        text,
        type,
        () => validator(`${method} ${described.path} ${status}`, content.schema, isSparse),
        status,
      ),
    ]
  }
}

function checkBody(text: string, type: string, validatorOf: () => ValidateFunction, status: number): string[] {
  if (type === 'text/csv') {
    const rows = parse(text, { record_delimiter: '\r\n' })
    return rows[0]?.at(-1) === 'mode' ? [] : ['a table without its header']
  }
  if (!type.endsWith('json')) return []
  const body: unknown = JSON.parse(text)
  const validate = validatorOf()
  if (!validate(body)) return [`${JSON.stringify(validate.errors?.[0])} in ${text.slice(0, 300)}`]
  const isProblem = type === 'application/problem+json'
  return isProblem && (body as { status: number }).status !== status ? [`says another status: ${text}`] : []
}

type Seen = { status: number; headers: Headers; type: string }

/** What is not described is not promised: an answer has no fields but those. */
function closed(_: string, value: unknown): unknown {
  const isOpen = typeof value === 'object' && value !== null && 'properties' in value && 'type' in value
  return isOpen ? { additionalProperties: false, ...value } : value
}

const allowed = (headers: Headers) => (headers.get('allow') ?? '').split(', ').toSorted().join()

function optionsRules({ methods }: Described, { status, headers, type }: Seen, text: string): string[] {
  const isRight = status === 204 && text === '' && type === '' && allowed(headers) === methods.toSorted().join()
  return isRight ? [] : [`OPTIONS: ${status}, ${type}, Allow: ${headers.get('allow')}`]
}

function refusal({ methods }: Described, { status, headers, type }: Seen): string[] {
  const said = allowed(headers)
  const isRight = status === 405 && type === 'application/problem+json' && said === methods.toSorted().join()
  return isRight ? [] : [`refused with ${status}, ${type}, Allow: ${said}`]
}

function readingRules(headers: Headers): string[] {
  const wrong = []
  if (headers.get('access-control-allow-origin') !== '*') wrong.push('not for other pages')
  if (!/^"(address|key)";r=\d+;t=\d+$/.test(headers.get('ratelimit') ?? '')) wrong.push('no RateLimit')
  if (!/^"(address|key)";q=\d+;w=60$/.test(headers.get('ratelimit-policy') ?? '')) wrong.push('no RateLimit-Policy')
  if (headers.get('cache-control') === null) wrong.push('no Cache-Control')
  return wrong
}
