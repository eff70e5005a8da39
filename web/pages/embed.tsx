import type { EmbedFacts, EmbedLine } from '../../shared/embed.ts'
import { Sparkline } from '../chart/svg.tsx'
import { EmbedCurveFigure } from '../parts/embed-curve.tsx'
import type { EmbedTheme } from '../embed-code.ts'
import { EmbedDocument, embedWords } from '../parts/embed-document.tsx'
import { EmbedReportForm } from '../parts/embed-report.tsx'
import { toDocument } from '../parts/layout.tsx'
import { StateMark, Wave } from '../parts/mark.tsx'
import type { PageContext } from '../parts/page.ts'

/** Nothing newer could be read: it is of a moment before the one when it was asked for. */
export const isOld = ({ stale_after: staleAfter, generated_at: madeAt }: EmbedFacts): boolean =>
  staleAfter !== null && staleAfter <= madeAt

/** A page for other sites' frames. Without script it stays as it was made, and says when. */
export function renderEmbed(page: PageContext, facts: EmbedFacts, theme: EmbedTheme): string {
  const { curve, lines, notes, report, words } = facts
  const { lang } = page.reader
  const isLive = facts.stale_after !== null
  return toDocument(
    <EmbedDocument
      page={page}
      theme={theme}
      title={facts.title}
      path={facts.path}
      scripts={['web/elements/embed-page.ts', ...(report === null ? [] : ['web/elements/embed-report.ts'])]}
    >
      <main
        id="embed"
        {...(isLive && { 'data-live': '' })}
        {...(report !== null && { 'data-at': page.now, 'data-speed': page.speed })}
        data-old={words.old}
        class={isOld(facts) ? 'old' : undefined}
      >
        {isOld(facts) ? <p class="old-note">{words.old}</p> : null}
        <div data-part="facts">
          {notes.length === 0 ? null : (
            <ul class="notes">
              {notes.map((note, i) => (
                // What is not live says so before all else.
                <li class={i === 0 && facts.mode !== 'live' ? 'mode-strip' : undefined}>
                  <Note text={note} mark={embedWords(page).embedReason} />
                </li>
              ))}
            </ul>
          )}
          {lines.length === 1 ? (
            <Line page={page} line={lines[0]!} title={facts.title} path={facts.path} />
          ) : (
            <>
              <h1 class="together">{facts.title}</h1>
              <div class="lines">
                {lines.map((line) => (
                  <Line page={page} line={line} />
                ))}
              </div>
            </>
          )}
          {curve === null ? null : <EmbedCurveFigure curve={curve} lang={lang} usual={words.usual} />}
        </div>
        {report === null ? null : <EmbedReportForm report={report} lang={lang} />}
        <p class="foot" data-part="foot">
          <OurPage page={page} path={facts.path}>
            {words.open}
          </OurPage>
          <span>
            {words.source} <Wave /> {facts.time}
          </span>
        </p>
      </main>
    </EmbedDocument>,
  )
}

/** What a person gave as a reason is in a language of which nothing is written down. */
function Note({ text, mark }: { text: string; mark: string }) {
  const at = text.indexOf(mark)
  if (at < 0) return <>{text}</>
  const end = at + mark.length
  return (
    <>
      {text.slice(0, end)}
      <span lang="">{text.slice(end)}</span>
    </>
  )
}

type LineProps = {
  page: PageContext
  line: EmbedLine
  /** Of one that stands alone: what all of the embed is about. */
  title?: string
  path?: string
}

/** As in the element: whom it is about in few words, and the verdict as the sentence that one reads. */
function Line({ page, line, title, path = line.path }: LineProps) {
  const Name = title === undefined ? 'h2' : 'h1'
  return (
    <section class={`line ${line.tone}`} data-slug={line.slug} data-news={line.news}>
      <div>
        <Name>
          <OurPage page={page} path={path}>
            <bdi>{title ?? line.name}</bdi>
          </OurPage>
        </Name>
        <p class="headline">
          <StateMark state={line.tone} verified={line.verified} />
          <span>{line.headline}</span>
        </p>
        <p class="numbers">{line.numbers}</p>
        {line.cause === null ? null : <p class="cause">{line.cause}</p>}
      </div>
      {title !== undefined ? null : <Sparkline counts={line.spark} />}
    </section>
  )
}

function OurPage({ page, path, children }: { page: PageContext; path: string; children?: unknown }) {
  return (
    <a href={`${page.publicUrl ?? ''}${path}`} target="_blank" rel="noopener">
      {children}
    </a>
  )
}

/** Why there is nothing to show: no such subject, a moment that cannot be read, or no database. */
export type EmbedAbsence = 'subject' | 'as_of' | 'now'

/** In place of an embed, in as few words as it has room for. */
export function renderNoEmbed(page: PageContext, why: EmbedAbsence, theme: EmbedTheme): string {
  const t = embedWords(page)
  const text = why === 'now' ? t.embedNotNow : t.embedUnavailable[why]
  return toDocument(
    <EmbedDocument
      page={page}
      theme={theme}
      title={text}
      path={`/${page.reader.lang}/`}
      scripts={['web/elements/embed-page.ts']}
    >
      <main id="embed">
        <h1 class="nothing">{text}</h1>
        <p class="foot">
          <OurPage page={page} path={`/${page.reader.lang}/search`}>
            {t.embedSearch}
          </OurPage>
          <span>
            {t.embedSource} <Wave />
          </span>
        </p>
      </main>
    </EmbedDocument>,
  )
}
