import { createRoute, z } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { Mode } from '../../../shared/live.ts'
import { ReceiptPayload } from '../../../shared/receipt.ts'
import { Refusal } from '../../errors.ts'
import { createReceipts, type ReceiptDeps, type SignedReceipt } from '../receipts.ts'
import { createAnswers } from './answers.ts'
import { readAnswers } from './described.ts'
import { createRouter } from './router.ts'

const KEYS_MAX_AGE_S = 300

const Receipt = z
  .object({
    generated_at: z.string().describe('RFC 3339, UTC'),
    mode: Mode,
    receipt: z.string().describe('a compact JWS (RFC 7515), EdDSA; its keys are at /.well-known/jwks.json'),
    payload: ReceiptPayload.meta({ id: 'ReceiptPayload' }).describe('what is signed, to be read'),
  })
  .meta({ id: 'Receipt' })

export const readReceipt = createRoute({
  method: 'get',
  path: '/reports/{id}/receipt',
  summary: 'A signed receipt of one press, for whoever knows its id',
  description:
    'It proves that this press reached this instance and what became of it; not who pressed, and not that a service was down. ' +
    'For 30 days; what was fetched can be checked for ever.',
  request: { params: z.object({ id: z.uuid().describe('of the report') }) },
  responses: readAnswers(Receipt, 'The receipt', 400, 404, 503),
})

export function receiptReads(deps: ReceiptDeps) {
  const receipts = createReceipts(deps)
  const answer = createAnswers<SignedReceipt>(deps.clock, 0)
  return createRouter().openapi(readReceipt, async (c) => {
    const { id } = c.req.valid('param')
    const { body, fresh, headers } = await answer(c, async () => {
      const signed = await receipts.issue(id)
      if (signed === undefined) throw new Refusal(404, 'There is no such report, or it is older than 30 days.')
      return signed
    })
    const open = { ...headers, 'Access-Control-Allow-Origin': '*' }
    return fresh ? c.body(null, 304, open) : c.json(body, 200, open)
  })
}

/** `/.well-known/jwks.json`: with what anybody checks our receipts (RFC 7517). */
export function keyRoutes(deps: ReceiptDeps): Hono {
  const receipts = createReceipts(deps)
  return new Hono().get('/.well-known/jwks.json', async (c) =>
    c.body(JSON.stringify(await receipts.publicKeys()), 200, {
      'Content-Type': 'application/jwk-set+json',
      'Cache-Control': `public, max-age=${KEYS_MAX_AGE_S}`,
      'Access-Control-Allow-Origin': '*',
    }),
  )
}
