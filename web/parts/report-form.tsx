import type { Provider } from '../../shared/provider.ts'
import type { Receipt } from '../locales/live.ts'
import { wordsOf, type PageContext } from './page.ts'

type Props = { page: PageContext; provider: Provider; receipt: Receipt | null; opened?: boolean }

/** Two presses without script: the summary opens, a kind of problem sends. The script sends the same and stays on the page. */
export function ReportForm({ page, provider, receipt, opened = false }: Props) {
  const t = wordsOf(page)
  const action = `${page.reader.lang === 'en' ? '/en' : page.prefix}/p/${provider.slug}/report`
  const said = receipt === null ? null : t.receipt(receipt, provider.name)
  return (
    <brusio-report id="report" class="report" data-provider={provider.slug} data-name={provider.name}>
      <div class="answers">
        <details class="problem" open={opened}>
          <summary>{t.iHaveAProblem}</summary>
          <form method="post" action={action}>
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
          <button type="submit" name="answer" value="works">
            {t.worksForMe}
          </button>
        </form>
      </div>
      <div class="receipt" aria-live="polite" hidden={said === null}>
        <strong data-part="receipt-title">{said?.title}</strong> <span data-part="receipt-text">{said?.text}</span>
        <p class="tell">
          {t.tellThem(provider.name)} <Helpline provider={provider} page={page} />
        </p>
        {provider.components.length === 0 ? null : (
          <form class="component" method="post" action={action} hidden={receipt !== 'counted'}>
            <input type="hidden" name="answer" value="problem" />
            <fieldset>
              <legend>{t.whichPart}</legend>
              <div class="kinds">
                {provider.components.map((component) => (
                  <button type="submit" name="component" value={component.slug}>
                    {component.name[page.reader.lang]}
                  </button>
                ))}
              </div>
            </fieldset>
          </form>
        )}
      </div>
      <p class="privacy">{t.privacyLine}</p>
    </brusio-report>
  )
}

export function Helpline({ page, provider }: { page: PageContext; provider: Provider }) {
  const t = wordsOf(page)
  if (provider.helpline !== null) {
    return (
      <a href={`tel:${provider.helpline.replaceAll(/[^+\d]/g, '')}`}>
        {t.helpline}: {provider.helpline}
      </a>
    )
  }
  return provider.support_page === null ? null : (
    <a href={provider.support_page} rel="noopener nofollow">
      {t.supportPage}
    </a>
  )
}
