import * as fc from 'fast-check'
import type { Described, Document, Parameter } from './document.ts'
import { nonsense, valuesOf, type Known } from './values.ts'

export type Asked = {
  described: Described
  method: string
  /** From the server's root on. */
  address: string
  headers: Record<string, string>
  body: string | undefined
  /** Whether parts of entries were asked for. */
  isSparse: boolean
}

/** Keys that work, by what they may do. */
export type Keys = readonly string[]

const OTHER_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
/** What a path cannot hold as it is: an address is made shorter by `..` before it is sent. */
const RAW_SEGMENTS = ['%ff', '%00', '%c0%ae', '%2e%2e%2f', 'a%20b']
/** A header holds no more than this. */
const HEADER_TEXT = /^[\x21-\x7e]([\x20-\x7e]{0,60}[\x21-\x7e])?$/

const headerText = () => fc.stringMatching(HEADER_TEXT)
/** There in so many of a hundred. */
const maybe = <T>(arbitrary: fc.Arbitrary<T>, percent: number) =>
  fc.oneof({ weight: percent, arbitrary }, { weight: 100 - percent, arbitrary: fc.constant(undefined) })

function headers(described: Described, keys: Keys): fc.Arbitrary<Record<string, string | undefined>> {
  const works = fc.constantFrom(...keys).map((key) => `Bearer ${key}`)
  const wrong = fc.oneof(headerText(), fc.constant(`Bearer brusio_00000000_${'A'.repeat(43)}`))
  const authorization = described.operation.security
    ? fc.oneof(
        { weight: 8, arbitrary: works },
        { weight: 1, arbitrary: wrong },
        { weight: 1, arbitrary: fc.constant(undefined) },
      )
    : maybe(fc.oneof(works, wrong), 15)
  return fc.record({
    authorization,
    accept: maybe(
      fc.oneof(
        fc.constantFrom('application/json', 'text/csv', '*/*', 'text/html', 'text/csv;q=0.5, */*'),
        headerText(),
      ),
      60,
    ),
    'if-none-match': maybe(fc.oneof(fc.constantFrom('*', 'W/"a", "b"'), headerText()), 8),
    origin: maybe(fc.constantFrom('null', 'https://giornale.example'), 20),
    'x-forwarded-for': fc.ipV4(),
  })
}

/** What is named with a method goes before what is named without. */
function parameterText(
  { method }: Described,
  parameter: Parameter,
  document: Document,
  known: Known,
): fc.Arbitrary<string> {
  const own = `${method} ${parameter.name}`
  const name = known.named[own] ? own : parameter.name
  const schema = { ...parameter.schema, ...(parameter.example !== undefined && { example: parameter.example }) }
  return fc.oneof(
    { weight: 8, arbitrary: valuesOf(schema, document, known, { name }).map(String) },
    { weight: 1, arbitrary: nonsense() },
  )
}

function addresses(
  described: Described,
  document: Document,
  known: Known,
): fc.Arbitrary<{ address: string; isSparse: boolean }> {
  const all = described.operation.parameters ?? []
  const segments = all.filter((one) => one.in === 'path')
  const query = all.filter((one) => one.in === 'query')
  const segment = (one: Parameter) =>
    fc.oneof(
      { weight: 15, arbitrary: parameterText(described, one, document, known).map((text) => encode(text)) },
      { weight: 1, arbitrary: fc.constantFrom(...RAW_SEGMENTS) },
    )
  const asked = (one: Parameter) => maybe(parameterText(described, one, document, known), one.required ? 95 : 40)
  return fc
    .record({
      segments: fc.tuple(...segments.map(segment)),
      query: fc.tuple(...query.map(asked)),
      more: maybe(fc.tuple(nonsense(), nonsense()), 5),
    })
    .map((drawn) => {
      const place = (name: string) => drawn.segments[segments.findIndex((one) => one.name === name)] ?? 'x'
      const path = described.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => place(name) || 'x')
      const pairs = query.flatMap(({ name }, i) => (drawn.query[i] === undefined ? [] : [[name, drawn.query[i]]]))
      if (drawn.more) pairs.push(drawn.more)
      const text = pairs.map((pair) => pair.map((one) => encode(one ?? '')).join('=')).join('&')
      const address = `${document.servers[0].url}${path}${text && `?${text}`}`
      return { address, isSparse: query.some(({ name }, i) => name === 'fields' && drawn.query[i] !== undefined) }
    })
}

/** Half a character is none to an address, and `.` and `..` would be taken out of it. */
const encode = (text: string) => {
  const whole = text.replaceAll(/\p{Surrogate}/gu, '\ufffd')
  return whole === '.' || whole === '..' ? 'x' : encodeURIComponent(whole)
}

function bodies(
  described: Described,
  document: Document,
  known: Known,
): fc.Arbitrary<{ type: string; body: string } | undefined> {
  const [[type, content] = []] = Object.entries(described.operation.requestBody?.content ?? {})
  if (type === undefined || content === undefined)
    return maybe(
      nonsense().map((body) => ({ type: 'text/plain', body })),
      5,
    )
  const right = known.bodies[`${described.method} ${described.path}`]
  const likely = valuesOf(content.schema, document, known)
  const fitting = right === undefined ? likely : fc.oneof(likely, fc.constant(right))
  const spoilt = fc.tuple(fitting, nonsense(), fc.jsonValue({ maxDepth: 2 })).map(([value, name, other]) => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? { ...value, [Object.keys(value)[0] ?? name]: other } : other
  })
  const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)) ?? ''
  return fc.oneof(
    { weight: 6, arbitrary: fitting.map((value) => ({ type, body: asText(value) })) },
    { weight: 3, arbitrary: spoilt.map((value) => ({ type, body: asText(value) })) },
    { weight: 1, arbitrary: nonsense().map((body) => ({ type, body })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fitting, fc.constantFrom('text/html', 'application/xml'))
        .map(([value, other]) => ({ type: other, body: asText(value) })),
    },
  )
}

/** Requests of one operation, most of which make sense. */
export function requestsOf(
  described: Described,
  { document, known, keys }: { document: Document; known: Known; keys: Keys },
): fc.Arbitrary<Asked> {
  const also = described.method === 'GET' ? ['GET', 'HEAD', 'OPTIONS'] : [described.method]
  const method = fc.oneof(
    { weight: 12, arbitrary: fc.constant(described.method) },
    { weight: 1, arbitrary: fc.constantFrom(...also) },
    { weight: 1, arbitrary: fc.constantFrom(...OTHER_METHODS) },
  )
  return fc
    .record({
      method,
      headers: headers(described, keys),
      at: addresses(described, document, known),
      given: bodies(described, document, known),
    })
    .map(({ method: by, headers: said, at, given }) => {
      const takesBody = by !== 'GET' && by !== 'HEAD'
      const sent = takesBody ? given : undefined
      const named = Object.entries({ ...said, ...(sent && { 'content-type': sent.type }) })
      const sure = named.filter((pair): pair is [string, string] => pair[1] !== undefined)
      return { described, method: by, ...at, headers: Object.fromEntries(sure), body: sent?.body }
    })
}
