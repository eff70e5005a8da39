import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { Env } from 'hono'
import type { ZodError } from 'zod'
import { Problem } from '../../../shared/problem.ts'
import { Refusal } from '../../errors.ts'

/** A name we repeat in an answer, whoever wrote it. */
const MAX_FIELD_NAME = 80

/** What does not fit its schema is refused in our own words: left alone, zod-openapi answers with the bare result. */
export function createRouter<E extends Env = Env>(): OpenAPIHono<E> {
  return new OpenAPIHono<E>({
    defaultHook: (result) => {
      if (!result.success) throw toRefusal(result.error)
    },
  })
}

function toRefusal(error: ZodError): Refusal {
  const issue = error.issues[0]
  const path = issue?.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue?.path
  const field = path?.join('.').slice(0, MAX_FIELD_NAME)
  if (!issue || !field) return new Refusal(400, 'The body must be an object.')
  const detail = issue.code === 'unrecognized_keys' ? 'no such field.' : issue.message
  return new Refusal(400, `${field}: ${detail}`, { field })
}

const EARLIEST = Date.UTC(1970)
const LATEST = Date.UTC(2200)

/** An instant in a query, RFC 3339. No data are outside these years, and the year 0 is none to the database. */
export const instant = z.iso.datetime({ offset: true }).refine(
  (text) => {
    const at = Date.parse(text)
    return at >= EARLIEST && at <= LATEST
  },
  { error: 'must be between 1970 and 2200' },
)

const REASONS: Record<number, string> = {
  400: 'A parameter or field is wrong; `field` names it',
  401: 'No key, or one that does not work',
  403: 'Not for this key, or not for crawlers',
  404: 'There is no such thing',
  409: 'Another report has this id',
  411: 'No Content-Length',
  413: 'The body is too long',
  415: 'The body is of another type',
  429: 'Too many; Retry-After says when to come back',
  503: 'The database cannot be reached; nothing is confirmed',
}

const ProblemAnswer = Problem.meta({ id: 'Problem' })

/** A refusal, for the description of a route. */
export function problem(status: number) {
  return {
    description: REASONS[status] ?? 'Refused',
    content: { 'application/problem+json': { schema: ProblemAnswer } },
  }
}

type ProblemAnswers<S extends number> = { [K in S]: ReturnType<typeof problem> }

/** Several of them. */
export function problems<const S extends number>(...statuses: S[]): ProblemAnswers<S> {
  return Object.fromEntries(statuses.map((status) => [status, problem(status)])) as ProblemAnswers<S>
}
