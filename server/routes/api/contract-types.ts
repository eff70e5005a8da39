// What an OpenAPI document is made of, as far as our contract uses it.

/** JSON Schema. */
export type Json = {
  $ref?: string
  type?: string | string[]
  properties?: Record<string, Json>
  required?: string[]
  items?: Json
  prefixItems?: Json[]
  anyOf?: Json[]
  oneOf?: Json[]
  allOf?: Json[]
  additionalProperties?: Json | boolean
  enum?: unknown[]
  const?: unknown
  default?: unknown
  format?: string
  pattern?: string
  description?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
}

/** By media type. */
export type Content = Record<string, { schema?: Json; example?: unknown }>

/** One operation. */
export type Described = {
  summary?: string
  description?: string
  security?: unknown[]
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Json }[]
  requestBody?: { content: Content }
  responses?: Record<string, { description?: string; content?: Content }>
  'x-sample'?: string
}

/** By address, then by method. */
export type Operations = Record<string, Record<string, Described>>
