import type { OverviewEntry, ProviderLive } from '../../shared/live.ts'
import type { Provider } from '../../shared/provider.ts'
import { UNJUDGED } from '../../shared/series.ts'
import { Layout, toDocument } from '../parts/layout.tsx'
import { StateMark } from '../parts/mark.tsx'
import { linkTo, wordsOf, type PageContext } from '../parts/page.ts'
import { ReportForm, type Pressed } from '../parts/report-form.tsx'
import { SearchForm } from '../parts/search-form.tsx'
import { verdictSentence } from '../sentence.ts'

export type ChoiceView = {
  words: string
  found: Pick<Provider, 'slug' | 'name' | 'category' | 'operator'>[]
  most: Pick<OverviewEntry, 'slug' | 'name'>[]
}

const formOf = (page: PageContext, slug: string) => linkTo(page, `/p/${slug}/report`)

/** `/report`: which service is it? One press leads to its form. */
export function renderReportChoice(page: PageContext, { words, found, most }: ChoiceView): string {
  const t = wordsOf(page)
  return toDocument(
    <Layout
      page={page}
      title={`${t.reportTitle} · Brusio`}
      description={t.reportLead}
      entry="web/elements/plain-page.ts"
      noindex={words !== ''}
      searching={false}
    >
      <div class="report-choice">
        <h1>{t.reportTitle}</h1>
        <p class="standfirst">{t.reportLead}</p>
        <SearchForm page={page} value={words} large action="/report" />
        {words === '' ? null : (
          <section>
            <h2>{t.reportFound(words, found.length)}</h2>
            <ul class="found">
              {found.map((provider) => (
                <li>
                  <a href={formOf(page, provider.slug)}>{provider.name}</a>
                  <span class="note">
                    {t.category(provider.category)}
                    {provider.operator === null ? '' : ` · ${provider.operator.name}`}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )}
        {most.length === 0 || found.length > 0 ? null : (
          <section>
            <h2>{t.reportMost}</h2>
            <ul class="most">
              {most.map(({ slug, name }) => (
                <li>
                  <a href={formOf(page, slug)}>{name}</a>
                </li>
              ))}
            </ul>
          </section>
        )}
        {found.length > 0 ? null : (
          <p>
            <a href={linkTo(page, '/#all')}>{t.allServices}</a>
          </p>
        )}
      </div>
    </Layout>,
  )
}

export type ReportView = { provider: Provider; live: ProviderLive | null; receipt: Pressed | null }

/** `/p/{slug}/report`: only the form, light, for links from elsewhere. */
export function renderReport(page: PageContext, { provider, live, receipt }: ReportView): string {
  const t = wordsOf(page)
  const verdict = live?.verdict ?? UNJUDGED
  const sentence = verdictSentence(page.reader, verdict, page.now)
  return toDocument(
    <Layout
      page={page}
      title={`${t.reportOn(provider.name)} · Brusio`}
      description={t.reportOnDescription(provider.name)}
      entry="web/elements/report-page.ts"
    >
      <div class="report-alone">
        <h1>{provider.name}</h1>
        <div class={`verdict ${sentence.tone}`}>
          <p class="now">
            <StateMark state={sentence.tone} verified={verdict.verified} />
            <span>{sentence.headline}</span>
          </p>
          <p class="note">{sentence.numbers}</p>
        </div>
        <ReportForm page={page} provider={provider} receipt={receipt} live={live} opened alone />
        <p class="on">
          <a href={linkTo(page, `/p/${provider.slug}`)}>{t.allAbout(provider.name)}</a>
        </p>
      </div>
      <p class="disclaimer">{t.notAffiliated(provider.name)}</p>
    </Layout>,
  )
}
