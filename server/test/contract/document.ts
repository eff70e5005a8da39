/** The parts of an OpenAPI document that requests are made of. */
export type Schema = {
  $ref?: string
  type?: string | string[]
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  example?: unknown
}
export type Parameter = { name: string; in: string; required?: boolean; schema: Schema; example?: unknown }
export type Content = Record<string, { schema: Schema }>
export type Operation = {
  parameters?: Parameter[]
  requestBody?: { content: Content }
  responses: Record<string, { content?: Content; headers?: Record<string, unknown> }>
  security?: Record<string, string[]>[]
}
export type Document = {
  openapi: string
  servers: [{ url: string }]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

export type Described = {
  path: string
  method: string
  operation: Operation
  /** What its address takes. */
  methods: readonly string[]
  /** What answers another method of the same address. */
  beside: (method: string) => Operation | undefined
}

/** Every operation of a document. */
export function operationsOf(document: Document): Described[] {
  return Object.entries(document.paths).flatMap(([path, item]) => {
    const named = Object.keys(item).map((method) => method.toUpperCase())
    const methods = [...named, ...(named.includes('GET') ? ['HEAD'] : []), 'OPTIONS']
    const beside = (method: string) => item[method === 'HEAD' ? 'get' : method.toLowerCase()]
    return Object.entries(item).map(([method, operation]) => {
      return { path, method: method.toUpperCase(), operation, methods, beside }
    })
  })
}
