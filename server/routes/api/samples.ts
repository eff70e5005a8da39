import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Content, Operations } from './contract-types.ts'

/** One request and what a running server answered (`npm run samples` has taken them), with long lists cut short. */
export type Sample = {
  /** As in the document: `GET /states`, or the name of a webhook. */
  of: string
  /** What was asked for, from /api/v1 on; '' for what is sent to a receiver. */
  address: string
  /** The body, where one was sent. */
  sent?: unknown
  /** JSON, or the text of another form; not there where the answer has no body. */
  answer?: unknown
}

export const SAMPLES_FOLDER = path.join(import.meta.dirname, 'samples')

export const sampleFile = (of: string): string =>
  `${of
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '')}.json`

export const SAMPLES: readonly Sample[] = readdirSync(SAMPLES_FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(path.join(SAMPLES_FOLDER, name), 'utf8')) as Sample)

type Document = { paths?: object; webhooks?: object }

/** Puts them into the document: what is sent, what is answered, and in `x-sample` the address that was asked. */
export function withSamples<T extends Document>(document: T, samples = SAMPLES): T {
  for (const { of, address, sent, answer } of samples) {
    const [method = '', where] = of.split(' ')
    const routes = (where === undefined ? document.webhooks : document.paths) as Operations
    const described = routes[where ?? method]?.[where === undefined ? 'post' : method.toLowerCase()]
    if (described === undefined) continue
    if (sent !== undefined) putInto(described.requestBody?.content, sent)
    const [good] = Object.entries(described.responses ?? {}).find(([status]) => status.startsWith('2')) ?? []
    if (answer !== undefined && good !== undefined) putInto(described.responses?.[good]?.content, answer)
    if (address !== '') Object.assign(described, { 'x-sample': address })
  }
  return document
}

/** An answer in several forms has its sample in the first. */
function putInto(content: Content | undefined, example: unknown): void {
  const [first] = Object.values(content ?? {})
  if (first !== undefined) first.example = example
}
