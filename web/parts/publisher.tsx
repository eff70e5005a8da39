import { wordsOf, type PageContext } from './page.ts'

/** Who answers for this instance, as it was set up; undefined: not said. */
export type PublisherView = {
  name: string | undefined
  contact: string | undefined
  address: string | undefined
  /** By whom it is hosted, and in which country. */
  hosting?: string | undefined
}

type Props = { page: PageContext; publisher: PublisherView; withHosting?: boolean }

/** What is missing is said to be missing. */
export function PublisherCard({ page, publisher, withHosting = false }: Props) {
  const t = wordsOf(page)
  const { name, contact, address, hosting } = publisher
  const missing = <span class="missing">{t.publisherMissing}</span>
  const isWhole = name !== undefined && contact !== undefined && address !== undefined && !(withHosting && !hosting)
  return (
    <div class="publisher">
      <dl>
        <dt>{t.publisherName}</dt>
        <dd>{name ?? missing}</dd>
        <dt>{t.publisherContact}</dt>
        <dd>{contact === undefined ? missing : <a href={contactHref(contact)}>{contact}</a>}</dd>
        <dt>{t.publisherAddress}</dt>
        <dd>{address ?? missing}</dd>
        {withHosting ? (
          <>
            <dt>{t.publisherHosting}</dt>
            <dd>{hosting ?? missing}</dd>
          </>
        ) : null}
      </dl>
      {isWhole ? null : <p class="note">{t.publisherNote}</p>}
    </div>
  )
}

/** A mail address or a page, as the settings allow. */
export const contactHref = (contact: string): string => (contact.startsWith('https://') ? contact : `mailto:${contact}`)
