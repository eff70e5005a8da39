/** The contract of the API as its pages show it: everything in the contract's own (English) words. */

/** One line of a table: a parameter, or a field with the path to it, as in `verdict.cause.kind` or `states[].slug`. */
export type Field = { name: string; type: Kind[]; text: string; isOptional: boolean }
/** What stands in the column of types, in pieces: words, or a schema that has a table of its own. */
export type Kind = string | { schema: string; href: string }

export type Answer = { status: string; text: string; type: Kind[] }
export type Operation = {
  id: string
  /** '' for what is sent to a receiver. */
  method: string
  path: string
  summary: string
  text: string
  needsKey: boolean
  /** `where`: path, query or header. */
  parameters: (Field & { where: string })[]
  body: Kind[]
  answers: Answer[]
  sample: Shown | undefined
}
/** One request and its answer as text, for people. `address` from /api/v1 on; '': it is sent to a receiver. */
export type Shown = { address: string; sent: string; answer: string }
export type Schema = { name: string; fields: Field[] }

/** Pages of the reference, in their order. What is of none of the others is on the last: a new route is documented before anybody thinks of it. */
export const PARTS = [
  'states',
  'series',
  'incidents',
  'notices',
  'providers',
  'reports',
  'agents',
  'live',
  'webhooks',
  'embeds',
  'archive',
  'other',
] as const
export type Part = (typeof PARTS)[number]

/** One page of the reference. */
export type Group = { name: Part; operations: Operation[]; schemas: Schema[] }

export type Example = { name: string; files: { language: string; text: string }[] }
