import { pushTexts } from '../locales/push.ts'
import type { PageContext } from './page.ts'

/** "Tell me when it is back". Nothing of it works without script, so without one it is not there. */
export function PushButton({ page, provider }: { page: PageContext; provider: string }) {
  if (!page.pushes) return null
  const { lang } = page.reader
  const { ask, stop, lead, installed, asked, stopped, denied, over, failed, unable } = pushTexts[lang]
  return (
    <brusio-push class="push" hidden data-provider={provider} data-lang={lang}>
      <button class="plain-button" type="button" data-ask={ask} data-stop={stop}>
        {ask}
      </button>
      <p class="note" data-installed={installed}>
        {lead}
      </p>
      <output
        data-asked={asked}
        data-stopped={stopped}
        data-denied={denied}
        data-over={over}
        data-failed={failed}
        data-unable={unable}
      />
    </brusio-push>
  )
}
