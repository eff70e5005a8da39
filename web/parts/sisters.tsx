import type { Incident } from '../../shared/incident.ts'
import { IncidentList } from './incidents.tsx'
import { linkTo, wordsOf, type PageContext } from './page.ts'

/** Who belongs to an incident by operator or cause: with an incident of their own in the same time, and without. */
export type Sisters = {
  incidents: Incident[]
  quiet: { slug: string; name: string }[]
  operator: { slug: string; name: string } | null
}

export function SistersOf({ page, sisters }: { page: PageContext; sisters: Sisters }) {
  const t = wordsOf(page)
  const { incidents, quiet, operator } = sisters
  if (incidents.length === 0 && quiet.length === 0) return null
  return (
    <section class="sisters">
      <h2>{t.sistersHeading}</h2>
      <p class="note">{t.sistersLead}</p>
      {incidents.length === 0 ? null : <IncidentList page={page} incidents={incidents} named />}
      {quiet.length === 0 ? null : (
        <>
          <p class="sisters-quiet">{t.sistersQuiet(quiet.map(({ name }) => name).join(', '))}</p>
          <p class="note">{t.sistersQuietNote}</p>
        </>
      )}
      {operator === null ? null : (
        <p class="note">
          <a href={linkTo(page, `/o/${operator.slug}`)}>{t.operatorPage(operator.name)}</a>
        </p>
      )}
    </section>
  )
}
