import type { Child } from 'hono/jsx'
import { formatDay, formatNumber, type Reader } from '../format.ts'
import { archiveTexts } from '../locales/archive.ts'
import type { Lang } from '../locales/language.ts'
import { Layout, toDocument } from '../parts/layout.tsx'
import { linkTo, type PageContext } from '../parts/page.ts'
import { Prose } from '../parts/prose.tsx'

/** Days as `2026-01-31`, months as `2026-01`. */
export type ArchiveMonth = { month: string; files: number; bytes: number; grows: boolean }
/** `what`: a service by its name, or one of what is told of all together. */
export type ArchiveFile = {
  what: { name: string; slug: string | null } | 'incidents' | 'events' | 'uptime'
  month: string
  file: string
  bytes: number
  day: string
}
export type ArchiveView = {
  /** The address at which others find this instance. */
  origin: string
  /** A file that is there, for an example. */
  sample: string
  /** null: nothing is written yet. */
  whole: { firstDay: string; lastDay: string; files: number; bytes: number } | null
  months: ArchiveMonth[]
  /** What one month, or one service, has. */
  of: { month: string; files: ArchiveFile[] } | { name: string; files: ArchiveFile[] } | null
}

const at = (day: string) => Date.parse(`${day.length === 7 ? `${day}-15` : day}T12:00:00Z`)
const addressOf = (name: string) => `/archive/${name}`

function formatBytes(lang: Lang, bytes: number): string {
  if (bytes < 1_000) return `${formatNumber(lang, bytes)} B`
  if (bytes < 1_000_000) return `${formatNumber(lang, Math.round(bytes / 1_000))} kB`
  return `${formatNumber(lang, bytes / 1_000_000)} MB`
}

/** Days of the archive are of UTC, whatever the reader's zone. */
const inUtc = (reader: Reader): Reader => ({ ...reader, zone: 'UTC' })
const monthName = (page: PageContext, month: string) =>
  formatDay(inUtc(page.reader), at(month)).replace(/^\D*15\s*|15,\s*/, '')

/** The open data: what there is, under which licence, and how to check it. */
export function renderArchive(page: PageContext, view: ArchiveView): string {
  const t = archiveTexts[page.reader.lang]
  const { of } = view
  if (of !== null) {
    const what = 'month' in of ? monthName(page, of.month) : of.name
    return inFrame(page, t.archiveTitleOf(what), true, <Listed page={page} files={of.files} isMonth={'month' in of} />)
  }
  const isPlay = page.mode !== 'live'
  const slots = {
    state:
      isPlay || view.whole === null ? (
        <p class="note">{isPlay ? t.archivePlay : t.archiveNone}</p>
      ) : (
        <State page={page} view={view} />
      ),
    months: view.months.length === 0 ? <p>{t.archiveFiles}: 0</p> : <Months page={page} months={view.months} />,
    check: <Check view={view} />,
  }
  return inFrame(page, t.archiveTitle, false, <Prose page={page} text={t.archiveProse(view.origin)} slots={slots} />)
}

function inFrame(page: PageContext, title: string, isPart: boolean, content: Child): string {
  const t = archiveTexts[page.reader.lang]
  return toDocument(
    <Layout
      page={page}
      title={`${title} · Brusio`}
      description={t.archiveDescription}
      entry="web/elements/plain-page.ts"
      noindex={isPart}
    >
      <article class={isPart ? 'history' : 'prose'}>
        {isPart ? (
          <ul class="kicker">
            <li>
              <a href={linkTo(page, '/archive')}>{t.archiveTitle}</a>
            </li>
          </ul>
        ) : null}
        <h1>{title}</h1>
        {content}
      </article>
    </Layout>,
  )
}

function State({ page, view: { whole } }: { page: PageContext; view: ArchiveView }) {
  const t = archiveTexts[page.reader.lang]
  if (whole === null) return null
  const { lang } = page.reader
  const [first, last] = [whole.firstDay, whole.lastDay].map((day) => formatDay(inUtc(page.reader), at(day)))
  return (
    <>
      <p>{t.archiveState(first!, last!, formatNumber(lang, whole.files), formatBytes(lang, whole.bytes))}</p>
      <p>
        <a href={addressOf('index.json')}>{t.archiveIndex}</a> · <a href={addressOf('SHA256SUMS')}>SHA256SUMS</a> ·{' '}
        <a href={addressOf('providers.csv')}>{t.archiveProviders}</a> ·{' '}
        <a href={addressOf(`manifests/${whole.lastDay}.jws`)}>{t.archiveNewest}</a>
      </p>
    </>
  )
}

function Months({ page, months }: { page: PageContext; months: ArchiveMonth[] }) {
  const t = archiveTexts[page.reader.lang]
  const { lang } = page.reader
  return (
    <table class="by-provider">
      <caption class="unseen">{t.archiveMonth}</caption>
      <thead>
        <tr>
          <th scope="col">{t.archiveMonth}</th>
          <th scope="col">{t.archiveFiles}</th>
          <th scope="col">{t.archiveSize}</th>
        </tr>
      </thead>
      <tbody>
        {months.map(({ month, files, bytes, grows }) => (
          <tr>
            <th scope="row">
              <a href={linkTo(page, `/archive?month=${month}`)}>{monthName(page, month)}</a>
              {grows ? <span class="note"> {t.archiveGrows}</span> : null}
            </th>
            <td data-name={t.archiveFiles}>{formatNumber(lang, files)}</td>
            <td data-name={t.archiveSize}>{formatBytes(lang, bytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Listed({ page, files, isMonth }: { page: PageContext; files: ArchiveFile[]; isMonth: boolean }) {
  const t = archiveTexts[page.reader.lang]
  const { reader } = page
  if (files.length === 0) return <p class="standfirst">{page.mode === 'live' ? t.archiveNone : t.archivePlay}</p>
  return (
    <table class="by-provider">
      <caption class="unseen">{t.archiveFiles}</caption>
      <thead>
        <tr>
          <th scope="col">{t.archiveFile}</th>
          <th scope="col">{t.archiveSize}</th>
          <th scope="col">{t.archiveUntil}</th>
        </tr>
      </thead>
      <tbody>
        {files.map(({ what, month, file, bytes, day }) => (
          <tr>
            <th scope="row">
              <a href={addressOf(file)} download>
                {!isMonth ? monthName(page, month) : typeof what === 'string' ? t.archiveKinds[what] : what.name}
              </a>
              {isMonth && typeof what !== 'string' && what.slug !== null ? (
                <span class="note">
                  {' '}
                  <a href={linkTo(page, `/archive?provider=${what.slug}`)}>{t.archiveAll}</a>
                </span>
              ) : null}
            </th>
            <td data-name={t.archiveSize}>{formatBytes(reader.lang, bytes)}</td>
            <td data-name={t.archiveUntil}>{formatDay(inUtc(reader), at(day))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What a shell has: the sums of what was downloaded, and what a manifest says. */
function Check({ view: { origin, whole, sample } }: { view: ArchiveView }) {
  const day = whole?.lastDay ?? '2026-01-31'
  // In variables, because a line that breaks is copied wrong.
  const lines = [
    `A=${origin}/archive`,
    `F=${sample}`,
    'curl -sO $A/SHA256SUMS',
    'curl -s --create-dirs -o $F $A/$F',
    'sha256sum --check --ignore-missing SHA256SUMS',
    `curl -s $A/manifests/${day}.jws | cut -d. -f2 | tr '_-' '/+' | base64 -d 2>/dev/null`,
  ]
  return (
    <pre class="code">
      <code>{lines.join('\n')}</code>
    </pre>
  )
}
