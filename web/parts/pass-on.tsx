import { echoTexts } from '../locales/echo.ts'
import { SHARE_WAYS, shareLink } from '../share.ts'
import { guideTexts } from '../locales/guide.ts'
import { CopyButton } from './copy-button.tsx'
import { linkTo, wordsOf, type PageContext } from './page.ts'

type Props = {
  page: PageContext
  /** What a shared link says before its address. */
  title: string
  path: string
  /** A sentence ready to be printed; or why there is none. */
  citation: { text: string } | { missing: string } | null
  /** What is cited, where that is not the page itself. */
  citedPath?: string | undefined
}

/** Pages that can be put into an article, by their name there: /p/libero-mail, /i/0197…. */
const EMBEDDED = /^\/(?:p\/|(?=i\/))([\w/-]+)$/

/** To cite and to share, after the article: what a reader is about to copy does not change under his hand. */
export function PassOn({ page, title, path, citation, citedPath = path }: Props) {
  const t = wordsOf(page)
  const words = echoTexts[page.reader.lang]
  const { publicUrl, mode } = page
  const named = EMBEDDED.exec(path)?.[1]
  const address = publicUrl === undefined ? undefined : `${publicUrl}${path}`
  const said = mode === 'live' ? title : `${mode.toUpperCase()} · ${title}`
  return (
    <div class="pass-on">
      {citation === null ? null : (
        <section class="cite">
          <h2>{t.citeHeading}</h2>
          {'missing' in citation ? (
            <p class="cite-missing">{citation.missing}</p>
          ) : (
            <>
              <p class="note" id="cite-lead">
                {t.citeLead}
              </p>
              <textarea
                readonly
                rows={4}
                id="cite-text"
                aria-label={t.citeHeading}
                aria-describedby="cite-lead"
                data-address={publicUrl === undefined ? linkTo(page, citedPath) : undefined}
              >
                {publicUrl === undefined ? citation.text : `${citation.text} ${publicUrl}${citedPath}`}
              </textarea>
              <CopyButton page={page} field="cite-text" words={words.echoCopy} />
            </>
          )}
        </section>
      )}
      {named === undefined ? null : (
        <section class="embed-this">
          <h2>{guideTexts[page.reader.lang].guideLink}</h2>
          <p>
            <a href={linkTo(page, `/newsroom?of=${named}`)}>{guideTexts[page.reader.lang].guideLinkWords}</a>
          </p>
        </section>
      )}
      {address === undefined ? (
        <p class="permalink">
          <a href={linkTo(page, path)}>{t.passOnAddress}</a>
        </p>
      ) : (
        <section class="share">
          <h2>{t.passOnHeading}</h2>
          <ul>
            {SHARE_WAYS.map((way) => (
              <li>
                <a href={shareLink(way, said, address)} rel="noopener nofollow">
                  {t.passOnBy[way]}
                </a>
              </li>
            ))}
          </ul>
          <p class="note">{t.passOnLead}</p>
          <label class="permalink">
            <span>{t.passOnAddress}</span>
            <input readonly value={address} />
          </label>
        </section>
      )}
    </div>
  )
}
