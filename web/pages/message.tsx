import { Layout, toDocument } from '../parts/layout.tsx'
import { linkTo, wordsOf, type PageContext } from '../parts/page.ts'
import { SearchForm } from '../parts/search-form.tsx'
import { ProviderLines, type Found } from '../parts/provider-lines.tsx'

/**
 * Pages that say why there is no other page. They need no data, so that they work when the database does not. `near`: services that may have been
 * meant.
 */
export function renderFailure(page: PageContext, status: number, near: Found[] = []): string {
  const t = wordsOf(page)
  const [title, lead] =
    status === 404
      ? [t.notFoundTitle, t.notFoundLead]
      : status === 503
        ? [t.unavailableTitle, t.unavailableLead]
        : [t.errorTitle, t.errorLead]
  return toDocument(
    <Layout
      page={page}
      title={`${title} · Brusio`}
      entry="web/elements/plain-page.ts"
      searching={status !== 404}
      noindex
    >
      <h1>{title}</h1>
      <p class="standfirst">{lead}</p>
      {status === 404 ? <SearchForm page={page} large hint={t.findYours} /> : null}
      {near.length === 0 ? null : (
        <section class="near">
          <h2>{t.didYouMean}</h2>
          <ProviderLines page={page} providers={near} />
        </section>
      )}
      <p class="ways">
        {status === 503 ? <a href={linkTo(page, page.path)}>{t.staleAgain}</a> : null}
        <a href={linkTo(page, '/')}>{t.home}</a>
        {status === 404 ? null : <a href={linkTo(page, '/status')}>{t.footStatus}</a>}
      </p>
    </Layout>,
  )
}

export type RefusalView = { text: string; provider: { slug: string; name: string } | null }

/** A report that was not taken, for those without script. */
export function renderRefusedReport(page: PageContext, { text, provider }: RefusalView): string {
  const t = wordsOf(page)
  return toDocument(
    <Layout page={page} title={`${t.refusedTitle} · Brusio`} entry="web/elements/plain-page.ts" noindex>
      <h1>{t.refusedTitle}</h1>
      <p class="standfirst">{text}</p>
      <p>
        {provider === null ? (
          <a href={linkTo(page, '/')}>{t.home}</a>
        ) : (
          <a href={linkTo(page, `/p/${provider.slug}`)}>{t.back(provider.name)}</a>
        )}
      </p>
    </Layout>,
  )
}
