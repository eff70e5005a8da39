import type { Correction, Incident } from '../../shared/incident.ts'
import { wordsOf, type PageContext } from './page.ts'
import { Time } from './time.tsx'

/** It was published, and stands no longer. */
export const isWithdrawn = ({ corrections }: Pick<Incident, 'corrections'>): boolean =>
  corrections.some((correction) => correction.type === 'withdrawn')

/** What a person has changed, and why, beside what it changed. */
export function Corrections({ page, corrections }: { page: PageContext; corrections: Correction[] }) {
  const t = wordsOf(page)
  if (corrections.length === 0) return null
  return (
    <ul class="corrections">
      {corrections.map((correction) => (
        <li class={correction.type}>
          <strong>{t.correction(correction.type)}</strong>{' '}
          <Time at={Date.parse(correction.at)} form="moment" reader={page.reader} />:{' '}
          <span lang="">{correction.reason}</span>
        </li>
      ))}
    </ul>
  )
}
