import { z } from 'zod'

/**
 * Wire names are snake_case in every schema of this folder; rows and options inside the server are camelCase.
 *
 * An error answer, RFC 9457. `field` names the wrong field of a 400, `retry_after` repeats Retry-After in
 * seconds, `request_id` X-Request-Id.
 */
export const Problem = z.object({
  type: z.string().default('about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  field: z.string().optional(),
  retry_after: z.int().optional(),
  request_id: z.string().optional(),
})
export type Problem = z.infer<typeof Problem>
