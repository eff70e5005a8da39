import { echoTexts } from '../locales/echo.ts'
import type { PageContext } from './page.ts'

/** Copies what is in the field of this id, in one press; the script shows it, because without one it could do nothing. */
export function CopyButton({ page, field, words }: { page: PageContext; field: string; words: string }) {
  const t = echoTexts[page.reader.lang]
  return (
    <p class="copy">
      <button
        type="button"
        class="plain-button"
        hidden
        data-copy={field}
        data-copied={t.echoCopied}
        data-selected={t.echoSelected}
      >
        {words}
      </button>{' '}
      <output />
    </p>
  )
}
