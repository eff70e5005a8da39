import type { Child } from 'hono/jsx'
import { parseMarkdown, parseSpans, type Block } from '../markdown.ts'
import { linkTo, type PageContext } from './page.ts'

const SLOT = /^\{(\w+)\}$/

/** One of our own texts. A paragraph `{name}` is the place of `slots.name`; addresses that begin with / stay within the reader's language. */
export function Prose({ page, text, slots = {} }: { page: PageContext; text: string; slots?: Record<string, Child> }) {
  return (
    <>
      {parseMarkdown(text).map((block, i) => {
        const slot = block.kind === 'paragraph' ? SLOT.exec(block.text)?.[1] : undefined
        if (slot === undefined) return <BlockView page={page} block={block} isFirst={i === 0} />
        if (!(slot in slots)) throw new TypeError(`nothing to put at {${slot}}`)
        return slots[slot]
      })}
    </>
  )
}

function BlockView({ page, block, isFirst }: { page: PageContext; block: Block; isFirst: boolean }) {
  const spans = (text: string) => <Spans page={page} text={text} />
  if (block.kind === 'heading') return block.level === 2 ? <h2>{spans(block.text)}</h2> : <h3>{spans(block.text)}</h3>
  if (block.kind === 'paragraph') return <p class={isFirst ? 'opening' : undefined}>{spans(block.text)}</p>
  if (block.kind === 'list') {
    const items = block.items.map((item) => <li>{spans(item)}</li>)
    return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>
  }
  if (block.kind === 'table')
    return <StackTable head={block.head} rows={block.rows.map((row) => row.map((cell) => spans(cell)))} />
  throw new TypeError(`our texts have no ${block.kind}`)
}

function Spans({ page, text }: { page: PageContext; text: string }) {
  return (
    <>
      {parseSpans(text).map((span) => {
        if (span.kind === 'code') return <code>{span.text}</code>
        if (span.kind === 'strong') return <strong>{span.text}</strong>
        if (span.kind === 'em') return <em>{span.text}</em>
        if (span.kind !== 'link') return span.text
        // What the server answers in no language has none in its address.
        const isPage = /^\/(?!api\/|\.well-known\/)/.test(span.href)
        return <a href={isPage ? linkTo(page, span.href) : span.href}>{span.text}</a>
      })}
    </>
  )
}

// Where a row is laid out as a block some browsers forget that it is one of a table: these say so all the same.
const TABLE = { role: 'table' }
const GROUP = { role: 'rowgroup' }
const ROW = { role: 'row' }
const COLUMN_NAME = { role: 'columnheader', scope: 'col' }
const ROW_NAME = { role: 'rowheader', scope: 'row' }
const CELL = { role: 'cell' }

/** A table whose rows stand one under the other where it is narrow, each cell with the name of its column. */
export function StackTable({ caption, head, rows }: { caption?: string; head: string[]; rows: Child[][] }) {
  return (
    <table class="stack" {...TABLE}>
      {caption === undefined ? null : <caption>{caption}</caption>}
      <thead {...GROUP}>
        <tr {...ROW}>
          {head.map((name) => (
            <th {...COLUMN_NAME}>{name}</th>
          ))}
        </tr>
      </thead>
      <tbody {...GROUP}>
        {rows.map(([first, ...rest]) => (
          <tr {...ROW}>
            <th {...ROW_NAME}>{first}</th>
            {rest.map((cell, i) => (
              <td {...CELL} data-label={head[i + 1]}>
                <div>{cell}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
