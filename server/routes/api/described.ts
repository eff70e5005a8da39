import type { z } from '@hono/zod-openapi'
import { problems } from './router.ts'

// How what is read answers, for the descriptions of routes.

const text = (description: string, example: string) => ({
  description,
  schema: { type: 'string' as const },
  example,
})

const RATE_HEADERS = {
  RateLimit: text('what is left of this minute, and in how many seconds it begins anew', '"address";r=599;t=60'),
  'RateLimit-Policy': text('how many reads a minute, and of whom: an address or a key', '"address";q=600;w=60'),
}
const HEADERS = {
  ETag: text('for If-None-Match; weak: `generated_at` is left out of it', 'W/"x3oZ0uVY7p9J1r0wQ2c5dA"'),
  'Cache-Control': text('for how long it may be kept', 'public, max-age=5, stale-while-revalidate=15'),
  ...RATE_HEADERS,
}
const LINK = {
  Link: text('`rel="next"`: the next page, where there is one', '</api/v1/incidents?cursor=…>; rel="next"'),
}

const csv = {
  schema: {
    type: 'string' as const,
    description:
      'RFC 4180, with a header; a value that a spreadsheet would take for a formula begins with an apostrophe',
  },
}

const notAgain = { 304: { description: 'Nothing changed since the ETag you have', headers: HEADERS } }

/** JSON, its 304, the limit of reads, and the refusals named. */
export function readAnswers<T extends z.ZodType, const S extends number>(
  schema: T,
  description: string,
  ...statuses: S[]
) {
  return {
    200: { description, headers: HEADERS, content: { 'application/json': { schema } } },
    ...notAgain,
    ...problems<429 | S>(429, ...statuses),
  }
}

/** The same, or a table for whoever would rather have that. */
export function listAnswers<T extends z.ZodType, const S extends number>(
  schema: T,
  description: string,
  ...statuses: S[]
) {
  return {
    200: {
      description: `${description}. As \`text/csv\` too, at the same address with \`Accept\` or with \`.csv\` behind it`,
      headers: { ...HEADERS, ...LINK },
      content: { 'application/json': { schema }, 'text/csv': csv },
    },
    ...notAgain,
    ...problems<429 | S>(429, ...statuses),
  }
}

/** A table alone. */
export function tableAnswers<const S extends number>(description: string, ...statuses: S[]) {
  return {
    200: { description, headers: { ...HEADERS, ...LINK }, content: { 'text/csv': csv } },
    ...notAgain,
    ...problems<429 | S>(429, ...statuses),
  }
}
