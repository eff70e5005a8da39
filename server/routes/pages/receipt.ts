import { Hono } from 'hono'
import { z } from 'zod'
import { renderCheck, renderReceipt } from '../../../web/pages/receipt.tsx'
import { createReceipts, MAX_RECEIPT_CHARS } from '../receipts.ts'
import type { PageServer } from './serve.ts'

/** `/receipt/{id}`, for who knows the id, and `/receipt`, where anybody checks one. */
export function receiptPageRoutes(pages: PageServer): Hono {
  const receipts = createReceipts(pages.deps)
  const routes = new Hono()
  pages.each(routes, '/receipt/:id', (c) => {
    const id = z.uuid().safeParse(c.req.param('id')).data
    if (id === undefined) return pages.missing(c)
    return pages.once(c, { path: `/receipt/${id}` }, async (page) => {
      const signed = await receipts.issue(id)
      return signed && renderReceipt(page, signed)
    })
  })
  pages.each(routes, '/receipt', (c) => {
    const text = (c.req.query('receipt') ?? '').trim()
    return pages.once(c, { path: '/receipt' }, async (page) =>
      renderCheck(page, {
        text: text.slice(0, MAX_RECEIPT_CHARS),
        result: text === '' ? null : await receipts.check(text),
      }),
    )
  })
  return routes
}
