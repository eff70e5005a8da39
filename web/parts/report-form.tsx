import type { ProviderLive } from '../../shared/live.ts'
import type { Device, Provider } from '../../shared/provider.ts'
import type { Answer } from '../../shared/report.ts'
import { RECEIPTS, type Receipt, type ReportWords } from '../locales/reporting.ts'
import { worksShare } from '../works-share.ts'
import { linkTo, wordsOf, type PageContext } from './page.ts'
import { ReportDetails } from './report-details.tsx'
import { TellThem } from './helpline.tsx'
import { DEFAULT_LANG } from '../locales/language.ts'

/** What its reader has just pressed, as it is stored. `device` is what the browser says of itself. */
export type Pressed = { id: string; receipt: Receipt; answer: Answer; country: string | null; device: Device | null }

type Props = {
  page: PageContext
  provider: Provider
  /** Of a reader who came back from pressing without script. */
  receipt: Pressed | null
  live: ProviderLive | null
  opened?: boolean
  /** The page is the form's own: it comes back to it. */
  alone?: boolean
}

/** Two presses without script: the summary opens, a kind of problem sends. The script sends the same and stays on the page. */
export function ReportForm({ page, provider, receipt, live, opened = false, alone = false }: Props) {
  const t = wordsOf(page)
  const action = `${page.reader.lang === DEFAULT_LANG ? page.prefix : `/${page.reader.lang}`}/p/${provider.slug}/report`
  const said = receipt === null ? null : t.receipt(receipt.receipt, provider.name)
  const share = worksShare(live?.tail ?? [])
  const from = alone ? <input type="hidden" name="alone" value="1" /> : null
  return (
    <brusio-report
      id="report"
      class="report"
      data-provider={provider.slug}
      data-name={provider.name}
      data-words={JSON.stringify(scriptWords(page, provider))}
    >
      <div class="answers">
        <details class="problem" open={opened && receipt === null}>
          <summary>{t.iHaveAProblem}</summary>
          <form method="post" action={action}>
            {from}
            <input type="hidden" name="answer" value="problem" />
            <fieldset>
              <legend>{t.whatIsWrong}</legend>
              <div class="kinds">
                {provider.problems.map((kind) => (
                  <button type="submit" name="problem" value={kind}>
                    {t.problem(kind)}
                  </button>
                ))}
              </div>
            </fieldset>
          </form>
        </details>
        <form class="works" method="post" action={action}>
          {from}
          <button type="submit" name="answer" value="works">
            {t.worksForMe}
          </button>
        </form>
        <p class="share note" hidden={share === undefined}>
          {share === undefined ? null : t.worksShare(share)}
        </p>
      </div>
      <div
        class="receipt"
        id="pressed"
        tabindex={-1}
        data-receipt={receipt?.receipt}
        data-answer={receipt?.answer}
        hidden={said === null}
      >
        <p class="became" aria-live="polite">
          <strong data-part="receipt-title">{said?.title}</strong> <span data-part="receipt-text">{said?.text}</span>
        </p>
        <button type="button" class="quiet-button" data-part="discard" hidden>
          {t.discard}
        </button>
        <ReportDetails page={page} provider={provider} action={action} receipt={receipt} alone={alone} />
        <p class="tell">
          <TellThem page={page} provider={provider} />
        </p>
        <p class="keep" hidden={receipt === null}>
          <a href={linkTo(page, `/receipt/${receipt?.id ?? ''}`)}>{t.keepReceipt}</a>
        </p>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an output may hold no form */}
      <div class="renewal" role="status" hidden>
        <p>{t.renewalQuestion}</p>
        <form class="kinds">
          <button type="submit" name="answer" value="problem">
            {t.stillProblem}
          </button>
          <button type="submit" name="answer" value="works">
            {t.worksAgain}
          </button>
        </form>
      </div>
      <p class="privacy">{t.privacyLine}</p>
    </brusio-report>
  )
}

function scriptWords(page: PageContext, provider: Provider): ReportWords {
  const t = wordsOf(page)
  const receipts = Object.fromEntries(RECEIPTS.map((receipt) => [receipt, t.receipt(receipt, provider.name)]))
  return {
    receipts: receipts as ReportWords['receipts'],
    countsFrom: t.countsFrom('{clock}'),
    share: t.worksShare('{percent}'),
  }
}
