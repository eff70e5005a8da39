import { formatZone } from '../format.ts'
import { linkTo, wordsOf, type PageContext } from './page.ts'
import { Time } from './time.tsx'

/** Above a page that was made before we lost our data. `at`: when it was made. */
export function renderStaleStrip(page: PageContext, at: number): string {
  const view: { toString(): string | Promise<string> } = <StaleStrip page={page} at={at} />
  const text = view.toString()
  if (typeof text !== 'string') throw new TypeError('a view must not wait for anything')
  return text
}

function StaleStrip({ page, at }: { page: PageContext; at: number }) {
  const t = wordsOf(page)
  const { reader } = page
  return (
    <aside class="stale-strip" aria-label={t.staleLabel}>
      <p>
        <strong>{t.staleTitle}</strong> {t.staleBefore}{' '}
        <b class="when">
          <Time at={at} form="moment" reader={reader} /> <span data-zone>{formatZone(reader, at)}</span>
        </b>
        . {t.staleAfter} <a href={linkTo(page, page.path)}>{t.staleAgain}</a>
      </p>
    </aside>
  )
}
