import { wordsOf, type PageContext } from './page.ts'

/** Stops what moves (WCAG 2.2.2). Without script nothing moves, and it is not there; its place is kept, so that nothing jumps. */
export function PauseButton({ page }: { page: PageContext }) {
  const t = wordsOf(page)
  return (
    <button class="pause" type="button" data-part="pause" data-pause={t.pause} data-resume={t.resume} disabled>
      {t.pause}
    </button>
  )
}
