import type { Cause, State } from '../../shared/incident.ts'
import { toneOf } from '../sentence.ts'
import { StateMark } from './mark.tsx'
import { SourceLink } from './notices.tsx'
import { linkTo, wordsOf, type PageContext } from './page.ts'

/** Another provider that has to do with this one, and how it stands now. `source` null: one operator runs both. */
export type RelatedLine = {
  slug: string
  name: string
  /** null: nobody has judged it. */
  standing: { state: State; verified: boolean; cause: Cause | null } | null
  source: string | null
}

/** Others by name, with a shape and a word for how they stand. Nothing where there are none. */
export function RelatedList({
  page,
  heading,
  note,
  lines,
}: {
  page: PageContext
  heading: string
  note?: string
  lines: RelatedLine[]
}) {
  if (lines.length === 0) return null
  return (
    <section class="related">
      <h2>{heading}</h2>
      <ul>
        {lines.map((line) => (
          <li>
            <a href={linkTo(page, `/p/${line.slug}`)}>{line.name}</a>
            <StandingWords page={page} standing={line.standing} />
            {line.source === null ? null : (
              <span class="note source">
                <SourceLink href={line.source} words={wordsOf(page).whereWritten} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {note === undefined ? null : <p class="note">{note}</p>}
    </section>
  )
}

function StandingWords({ page, standing }: { page: PageContext; standing: RelatedLine['standing'] }) {
  const t = wordsOf(page)
  const tone = standing === null ? 'unknown' : toneOf(standing)
  const verified = standing?.verified ?? false
  const words = tone === 'collateral' ? t.collateral : tone === 'unknown' ? t.notJudged : t.state(tone, verified)
  return (
    <span class="standing">
      <StateMark state={tone} verified={verified} /> {words}
    </span>
  )
}
