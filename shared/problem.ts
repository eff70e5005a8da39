import { z } from 'zod'

/**
 * Wire names are snake_case in every schema of this folder; rows and options inside the server are camelCase.
 *
 * An error answer, RFC 9457. `field` names the wrong field of a 400, `retry_after` repeats Retry-After in
 * seconds, `request_id` X-Request-Id.
 */
export const Problem = z.object({
  type: z.string().default('about:blank').describe('`about:blank`: no more is meant than `status` says'),
  title: z.string().describe('the name of the status'),
  status: z.int().describe('of HTTP'),
  detail: z.string().optional().describe('what was wrong, for people'),
  field: z.string().optional().describe('the parameter or field that was wrong; path with dots, as in `results.0.at`'),
  retry_after: z.int().optional().describe('seconds; as Retry-After'),
  request_id: z.string().optional().describe('X-Request-Id: what to quote to whoever runs the instance'),
})
export type Problem = z.infer<typeof Problem>
