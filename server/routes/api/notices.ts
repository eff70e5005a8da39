import { createRoute, z } from '@hono/zod-openapi'
import { Refusal } from '../../errors.ts'
import { hasNotice, readNotices, toNotice } from '../../store/notices.ts'
import { createAnswers } from './answers.ts'
import { readAnswers } from './described.ts'
import { withNextLink } from './next-link.ts'
import { entryOf, slugParam } from './provider-reads.ts'
import type { ReadDeps } from './provider-reads.ts'
import { createRouter, instant } from './router.ts'
import { NoticeList } from './wire.ts'

const MAX_AGE_S = 5
const PAGE = 20
export const MAX_PAGE = 100

export const listProviderNotices = createRoute({
  method: 'get',
  path: '/providers/{slug}/notices',
  summary: 'What was said of one provider, by itself and by others',
  description: 'By when they were said or, where nobody knows, seen.',
  request: {
    params: slugParam,
    query: z.strictObject({
      since: instant.optional().describe('RFC 3339: only what was, or may have been, said then or later'),
      limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(PAGE).describe('notices a page'),
      cursor: z.uuid().optional().describe('`next` of the page before'),
    }),
  },
  responses: readAnswers(NoticeList, 'Newest first', 400, 404, 503),
})

export function noticeReads({ db, clock, directory }: ReadDeps) {
  const answerList = createAnswers<Omit<z.infer<typeof NoticeList>, 'generated_at' | 'mode'>>(clock, MAX_AGE_S)

  return createRouter().openapi(listProviderNotices, async (c) => {
    const { id: providerId } = entryOf(directory, c.req.valid('param').slug)
    const { since, limit, cursor } = c.req.valid('query')
    const { body, fresh, headers } = await answerList(c, async (now) => {
      if (cursor !== undefined && !(await hasNotice(db, { providerId, id: cursor })))
        throw new Refusal(400, 'cursor: is not one of this list.', { field: 'cursor' })
      const from = since === undefined ? 0 : Date.parse(since)
      const before = cursor === undefined ? {} : { before: cursor }
      const found = await readNotices(db, { providerId, from, to: now, limit: limit + 1, newest: true, ...before })
      const rows = found.toReversed()
      const page = rows.slice(0, limit)
      return { notices: page.map(toNotice), next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
    })
    const all = withNextLink(c, headers, body.next)
    return fresh ? c.body(null, 304, all) : c.json(body, 200, all)
  })
}
