import type { Communication, Notice } from '../../shared/notice.ts'
import type { Provider } from '../../shared/provider.ts'
import { historyPath } from '../pages/history.tsx'
import { FeedLinks } from './feed-links.tsx'
import { Helpline } from './helpline.tsx'
import { Looked } from './notices.tsx'
import { linkTo, wordsOf, type PageContext } from './page.ts'

type Props = { page: PageContext; provider: Provider; notices: Notice[]; communication: Communication | null }

/** Where they speak and can be spoken to, and when we last looked for a word of theirs. */
export function TheirSide({ page, provider, notices, communication }: Props) {
  const t = wordsOf(page)
  const { status_page: statusPage, support_page: supportPage, helpline, homepage } = provider
  return (
    <section class="their-side">
      <h2>{t.officialHeading}</h2>
      <ul class="links">
        <li>
          {statusPage === null ? (
            <span class="quiet">{t.officialNone}</span>
          ) : (
            <Outside href={statusPage} words={t.statusPage} />
          )}
        </li>
        {helpline === null && supportPage === null ? null : (
          <li>
            <Helpline page={page} provider={provider} />
          </li>
        )}
        {supportPage === null || helpline === null ? null : (
          <li>
            <Outside href={supportPage} words={t.supportPage} />
          </li>
        )}
        <li>
          <Outside href={homepage} words={t.homepage} />
        </li>
      </ul>
      <Looked page={page} notices={notices} communication={communication} />
    </section>
  )
}

function Outside({ href, words }: { href: string; words: string }) {
  return (
    <a href={href} rel="noopener nofollow">
      {words}
    </a>
  )
}

/** Where else this service is told of. */
export function MoreLinks({ page, provider }: { page: PageContext; provider: Provider }) {
  const t = wordsOf(page)
  const { slug, operator } = provider
  const links: [address: string, words: string][] = [
    [linkTo(page, historyPath({ sort: 'time', provider: slug, year: null })), t.moreHistory],
    ...(operator === null
      ? []
      : [[linkTo(page, `/o/${operator.slug}`), t.moreOperator(operator.name)] as [string, string]]),
    [linkTo(page, `/newsroom?of=${slug}`), t.moreEmbed],
    [`/api/v1/providers/${slug}`, t.moreData],
  ]
  return (
    <nav class="more" aria-label={t.moreHeading}>
      <ul>
        {links.map(([address, words]) => (
          <li>
            <a href={address}>{words}</a>
          </li>
        ))}
      </ul>
      <FeedLinks page={page} path={`/p/${slug}`} />
    </nav>
  )
}
