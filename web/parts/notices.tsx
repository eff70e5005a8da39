import type { Communication, Notice } from '../../shared/notice.ts'
import type { Component } from '../../shared/provider.ts'
import { numberNotices } from '../chart/marks.ts'
import { Between } from './between.tsx'
import { wordsOf, type PageContext } from './page.ts'
import { Time } from './time.tsx'
import { componentName } from '../component-name.ts'

export const noticeAnchor = (id: string): string => `notice-${id}`

/** By those who speak for the service. */
export const isOfficial = ({ by }: Notice): boolean => by === 'provider' || by === 'operator'

/** Whom a notice or forecast speaks of: a part, a device; null: all. */
export function aboutWhom(
  page: PageContext,
  { component, device }: Pick<Notice, 'component' | 'device'>,
  components: readonly Component[],
): string | null {
  const t = wordsOf(page)
  const part = componentName(components, component, page.reader.lang) ?? component
  const names = [part, device === null ? null : t.device(device)].filter((name) => name !== null)
  return names.length === 0 ? null : names.join(', ')
}

type ListProps = { page: PageContext; notices: Notice[]; components: Component[] }

/** What was said, oldest first; what nobody can date stands last. */
export function NoticeList({ page, notices, components }: ListProps) {
  if (notices.length === 0) return null
  return (
    <ol class="notices">
      {numberNotices(notices).map(({ notice, number }) => (
        <li id={noticeAnchor(notice.id)}>
          <NoticeView page={page} notice={notice} number={number} components={components} />
        </li>
      ))}
    </ol>
  )
}

type ViewProps = {
  page: PageContext
  notice: Notice
  number: number | null
  components: Component[]
  /** When it was said stands beside it. */
  dated?: boolean
}

/** Who said it and when, the words as they are, and where they can be read. */
export function NoticeView({ page, notice, number, components, dated = false }: ViewProps) {
  const t = wordsOf(page)
  const { reader } = page
  const { author, domain } = notice
  const about = aboutWhom(page, notice, components)
  return (
    <div class={isOfficial(notice) ? 'notice official' : 'notice'}>
      <p class="by-line">
        <Flag number={number} />
        <strong>{domain === null ? author : t.statementOf(author, domain)}</strong>{' '}
        <span class="note">
          {t.noticeBy(notice.by)}
          {dated ? null : (
            <>
              {' · '}
              <SaidWhen page={page} between={notice.said_between} />
            </>
          )}
        </span>
      </p>
      <blockquote lang={notice.lang} dir="auto">
        {notice.text}
      </blockquote>
      <p class="note">
        {notice.topics.map((topic) => (
          <>
            <span class="topic">{t.topic(topic)}</span>{' '}
          </>
        ))}
        {about === null ? null : `${t.onlyFor(about)} · `}
        {notice.source === null ? null : (
          <>
            <SourceLink href={notice.source} words={t.readSource} /> ·{' '}
          </>
        )}
        {t.seenAt} <Time at={Date.parse(notice.seen_at)} form="moment" reader={reader} />
      </p>
    </div>
  )
}

/** Exactly, between two instants or days, or nobody knows. */
export function SaidWhen({ page, between }: { page: PageContext; between: Notice['said_between'] }) {
  return between === null ? wordsOf(page).saidUnknown : <Between between={between} reader={page.reader} />
}

/** As on the chart. */
function Flag({ number }: { number: number | null }) {
  return number === null ? null : (
    <>
      <span class="flag">{number}</span>{' '}
    </>
  )
}

/** Only an address of the web is a link: what somebody named as a source may be anything. */
export function SourceLink({ href, words }: { href: string; words: string }) {
  const host = /^https?:\/\/(?:www\.)?([^/?#]+)/.exec(href)?.[1]
  if (host === undefined) return <span>{href}</span>
  return (
    <a href={href} rel="nofollow noopener">
      {words}: {host}
    </a>
  )
}

type RepliesProps = { page: PageContext; notices: Notice[]; components: Component[]; since: number }

/** The newest statement of somebody who has proven to be who they say: it stands beside what we say of them. */
export function Reply({ page, notices, components, since }: RepliesProps) {
  const reply = numberNotices(notices).findLast(({ notice }) => notice.domain !== null && newestOf(notice) >= since)
  return reply === undefined ? null : (
    <div class="reply">
      <NoticeView page={page} {...reply} components={components} />
    </div>
  )
}

const newestOf = ({ said_between: said, seen_at: seen }: Notice) => Date.parse(said?.[1] ?? seen)

type LookedProps = {
  page: PageContext
  notices: Notice[]
  /** null: we look at no channel of theirs. */
  communication: Communication | null
}

/** Where nothing is known of what they said: whether we looked, and when. */
export function Looked({ page, notices, communication }: LookedProps) {
  const t = wordsOf(page)
  const isSilent = !notices.some(isOfficial)
  if (communication === null || communication.sources.length === 0)
    return isSilent ? <p class="note">{t.noChannel}</p> : null
  const { looked_at: lookedAt, sources } = communication
  return (
    <p class="note">
      {lookedAt === null ? (
        t.neverLooked
      ) : (
        <>
          {isSilent ? `${t.noCommunication} ` : null}
          {t.lastLooked} <Time at={Date.parse(lookedAt)} form="moment" reader={page.reader} />.
        </>
      )}{' '}
      {sources.map((source) => (
        <>
          <SourceLink href={source} words={t.channel} />{' '}
        </>
      ))}
    </p>
  )
}
