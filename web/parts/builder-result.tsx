import type { BuilderAsked, BuilderView } from '../builder.ts'
import { embedCode, GROW_CODE, type EmbedChoice } from '../embed-code.ts'
import { formatMoment, formatZone } from '../format.ts'
import { guideTexts } from '../locales/guide.ts'
import { EmbedPreview } from './embed-preview.tsx'
import { GuideCode } from './guide-slots.tsx'
import { CopyButton } from './copy-button.tsx'
import { linkTo, type PageContext } from './page.ts'

type Props = { page: PageContext; view: BuilderView }

/** Code and preview; in place of them, why there is none. The field of the code stays the same one whatever is chosen. */
export function Result({ page, view }: Props) {
  const t = guideTexts[page.reader.lang]
  const { choice, host, asked } = view
  return (
    <>
      <div class="builder-said" aria-live="polite">
        {choice === null ? <NoCode page={page} view={view} /> : <Chosen page={page} asked={asked} choice={choice} />}
      </div>
      <div class="builder-code" hidden={choice === null}>
        <textarea id="embed-code" class="code" readonly rows={8} spellcheck={false} aria-label={t.guideCode}>
          {choice === null ? '' : embedCode(choice, host)}
        </textarea>
        <CopyButton page={page} field="embed-code" words={t.guideCopy} />
      </div>
      <div class="builder-shown">
        {choice === null ? null : (
          <>
            <p class="note">{t.guideCodeNote[choice.form]}</p>
            {choice.form === 'iframe' ? (
              <details>
                <summary>{t.guideGrow}</summary>
                <p class="note">{t.guideGrowNote}</p>
                <GuideCode text={GROW_CODE} />
              </details>
            ) : null}
            <h2>{t.guidePreview}</h2>
            <div class={`builder-preview on-${choice.theme}`}>
              <EmbedPreview choice={choice} />
            </div>
          </>
        )}
      </div>
    </>
  )
}

function NoCode({ page, view: { problem, near, asked } }: Props) {
  const t = guideTexts[page.reader.lang]
  return (
    <>
      <p class="builder-none">
        {problem === 'too-many' ? t.guideTooMany : problem === 'as-of' ? t.guideBadTime : t.guideUnknown(asked.of)}
      </p>
      {near.length === 0 ? null : (
        <p>
          {t.guideNear}{' '}
          {near.map(({ slug, name }, i) => (
            <>
              {i === 0 ? null : ' · '}
              <a href={linkTo(page, `/newsroom?of=${slug}#builder`)} data-of={slug}>
                {name}
              </a>
            </>
          ))}
        </p>
      )}
    </>
  )
}

/** In a sentence: of whom, of when. */
function Chosen({ page, asked, choice }: { page: PageContext; asked: BuilderAsked; choice: EmbedChoice }) {
  const t = guideTexts[page.reader.lang]
  const { about, asOf, form } = choice
  const at = asOf === null ? 0 : Date.parse(asOf)
  const when =
    asOf !== null
      ? t.guideIsFrozen(`${formatMoment(page.reader, at)} ${formatZone(page.reader, at)}`)
      : about.kind === 'incident'
        ? t.guideIsFollowed
        : asked.when === 'follow' && about.kind === 'provider'
          ? t.guideIsQuiet
          : t.guideIsLive
  return (
    <p>
      <strong>{about.title}</strong>
      {form === 'badge' ? null : `: ${when}`}
    </p>
  )
}
