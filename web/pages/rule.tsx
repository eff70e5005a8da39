import { parseMarkdown, parseSpans, type Block } from '../markdown.ts'
import { Layout, toDocument } from '../parts/layout.tsx'
import { linkTo, wordsOf, type PageContext } from '../parts/page.ts'

/** The published rule, as it stands in our documents (in English). `imageAt`: where a picture of the document is served. */
export function renderRule(page: PageContext, markdown: string, imageAt: (src: string) => string | undefined): string {
  const t = wordsOf(page)
  return toDocument(
    <Layout page={page} title={`${t.ruleTitle} · Brusio`} entry="web/elements/plain-page.ts">
      <article class="document" lang="en">
        {page.reader.lang === 'en' ? null : (
          <p class="note" lang={page.reader.lang}>
            {t.ruleLanguage} <a href={linkTo(page, '/method')}>{t.methodTitle}</a>
          </p>
        )}
        {parseMarkdown(markdown).map((block) => (
          <BlockView block={block} imageAt={imageAt} />
        ))}
      </article>
    </Layout>,
  )
}

/** Where a link of a document leads to. Other documents of ours are not served: their names stand for themselves. */
export type HrefOf = (href: string) => string | undefined
const outward: HrefOf = (href) => (/^(https?:|#)/.test(href) ? href : undefined)
type Shown = { block: Block; imageAt: (src: string) => string | undefined; hrefOf?: HrefOf }

/** A block of one of our documents. */
export function BlockView({ block, imageAt, hrefOf = outward }: Shown) {
  const spans = (text: string) => spansOf(text, hrefOf)
  if (block.kind === 'heading') return <Heading level={block.level} text={block.text} />
  if (block.kind === 'paragraph') return <p>{spans(block.text)}</p>
  if (block.kind === 'note') return <p class="note">{spans(block.text)}</p>
  if (block.kind === 'anchor') return <span id={block.id} />
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls by itself must be reached by keyboard
  if (block.kind === 'code') return <pre tabindex={0}>{block.text}</pre>
  if (block.kind === 'table') return <TableView head={block.head} rows={block.rows} hrefOf={hrefOf} />
  if (block.kind === 'list') {
    const items = block.items.map((item) => <li>{spans(item)}</li>)
    return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>
  }
  const src = imageAt(block.src)
  return src === undefined ? null : <img src={src} alt={block.alt} loading="lazy" />
}

function TableView({ head, rows, hrefOf }: { head: string[]; rows: string[][]; hrefOf: HrefOf }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
    <div class="wide" tabindex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell) => (
              <HeadCell cell={cell} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((cell) => (
                <td>{spansOf(cell, hrefOf)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A corner that heads nothing is no heading. */
function HeadCell({ cell }: { cell: string }) {
  // oxlint-disable-next-line jsx-a11y/control-has-associated-label -- a cell, and no control
  return cell === '' ? <td /> : <th scope="col">{spansOf(cell)}</th>
}

function Heading({ level, text }: { level: number; text: string }) {
  if (level === 1) return <h1>{spansOf(text)}</h1>
  return level === 2 ? <h2>{spansOf(text)}</h2> : <h3>{spansOf(text)}</h3>
}

export function spansOf(text: string, hrefOf = outward) {
  return parseSpans(text).map((span) => {
    if (span.kind === 'code') return <code>{span.text}</code>
    if (span.kind === 'strong') return <strong>{span.text}</strong>
    if (span.kind === 'em') return <em>{span.text}</em>
    const href = span.kind === 'link' ? hrefOf(span.href) : undefined
    return href === undefined ? span.text : <a href={href}>{span.text}</a>
  })
}
