import type { ReceiptFault, ReceiptPayload } from '../../shared/receipt.ts'
import { formatSeconds, formatDay, formatZone } from '../format.ts'
import { Layout, toDocument } from '../parts/layout.tsx'
import { linkTo, wordsOf, type PageContext } from '../parts/page.ts'

export type ReceiptView = { receipt: string; payload: ReceiptPayload }

/** `/receipt/{id}`: to be read, printed and kept. */
export function renderReceipt(page: PageContext, { receipt, payload }: ReceiptView): string {
  const t = wordsOf(page)
  return toDocument(
    <Layout page={page} title={`${t.receiptOf(payload.name)} · Brusio`} entry="web/elements/plain-page.ts" noindex>
      <article class="paper">
        <h1>{t.receiptHeading}</h1>
        <Said page={page} payload={payload} />
        <p>{t.receiptProves}</p>
        <p>{t.receiptProvesNot}</p>
        <p class="keep-it">{t.receiptKeep}</p>
        <h2>{t.receiptText}</h2>
        <p class="jws" translate="no">
          {receipt}
        </p>
        <Check page={page} />
      </article>
    </Layout>,
  )
}

export type CheckView = { text: string; result: { payload: ReceiptPayload } | { fault: ReceiptFault } | null }

/** `/receipt`: whether a text is a receipt of ours. */
export function renderCheck(page: PageContext, { text, result }: CheckView): string {
  const t = wordsOf(page)
  return toDocument(
    <Layout page={page} title={`${t.checkHeading} · Brusio`} entry="web/elements/plain-page.ts" noindex>
      <div class="paper">
        <h1>{t.checkHeading}</h1>
        <p class="standfirst">{t.checkLead}</p>
        {result === null ? null : <Result page={page} result={result} />}
        <form class="check" action={linkTo(page, '/receipt')} method="get">
          <label>
            <span>{t.checkLabel}</span>
            <textarea name="receipt" rows={6} required spellcheck={false} autocomplete="off" translate="no">
              {text}
            </textarea>
          </label>
          <button type="submit" class="plain-button">
            {t.checkButton}
          </button>
        </form>
        <Keys page={page} />
      </div>
    </Layout>,
  )
}

function Result({ page, result }: { page: PageContext; result: NonNullable<CheckView['result']> }) {
  const t = wordsOf(page)
  if ('fault' in result) {
    const { title, text } = t.checkFault(result.fault)
    return (
      <div class="receipt invalid">
        <p>
          <strong>{title}</strong> {text}
        </p>
      </div>
    )
  }
  const { payload } = result
  return (
    <div class="receipt valid">
      <p>
        <strong>{t.checkValid}</strong> {t.checkValidText(payload.iss ?? t.receiptByNobody)}
      </p>
      <Said page={page} payload={payload} />
      <p class="note">{t.receiptProvesNot}</p>
    </div>
  )
}

function Said({ page, payload }: { page: PageContext; payload: ReceiptPayload }) {
  const t = wordsOf(page)
  const { answer, problem, iss } = payload
  return (
    <>
      {payload.mode === 'live' ? null : <p class="play">{t.receiptPlay}</p>}
      <dl class="facts">
        <dt>{t.receiptProvider}</dt>
        <dd>{payload.name}</dd>
        <dt>{t.receiptSays}</dt>
        <dd>
          {t.receiptAnswer(answer)}
          {problem === null ? '' : `: ${t.problem(problem)}`}
        </dd>
        <dt>{t.receiptPressed}</dt>
        <dd>
          <Instant page={page} at={payload.pressed_at} />
        </dd>
        {payload.pressed_at === payload.received_at ? null : (
          <>
            <dt>{t.receiptReceived}</dt>
            <dd>
              <Instant page={page} at={payload.received_at} />
            </dd>
          </>
        )}
        <dt>{t.receiptOutcome}</dt>
        <dd>{t.outcomeWords(payload.outcome)}</dd>
        <dt>{t.receiptNumber}</dt>
        <dd class="number">{payload.id}</dd>
        <dt>{t.receiptBy}</dt>
        <dd>{iss ?? t.receiptByNobody}</dd>
      </dl>
    </>
  )
}

/** A paper has no reader's zone: the page's, named, and the instant as programs write it. */
function Instant({ page, at }: { page: PageContext; at: string }) {
  const { reader } = page
  const instant = Date.parse(at)
  return (
    <>
      <time datetime={at}>
        {formatDay(reader, instant)}, {formatSeconds(reader, instant)} {formatZone(reader, instant)}
      </time>{' '}
      <span class="note">({at})</span>
    </>
  )
}

function Check({ page }: { page: PageContext }) {
  const t = wordsOf(page)
  return (
    <>
      <p class="no-print">
        <a href={linkTo(page, '/receipt')}>{t.receiptCheckHere}</a>
      </p>
      <Keys page={page} />
    </>
  )
}

function Keys({ page }: { page: PageContext }) {
  const t = wordsOf(page)
  return (
    <p class="note">
      {t.checkKeys} <a href="/.well-known/jwks.json">{`${page.publicUrl ?? ''}/.well-known/jwks.json`}</a>
    </p>
  )
}
