import { parseMarkdown } from '../markdown.ts'
import { BlockView, spansOf, type HrefOf } from '../pages/rule.tsx'

/** What is written of a part of the API. Its own first heading gives way to that of the page. */
export function GuideView({ text, title, hrefOf }: { text: string; title: string; hrefOf: HrefOf }) {
  const blocks = parseMarkdown(text).filter(
    (block) => block.kind !== 'heading' || (block.level > 1 && block.text !== title),
  )
  return (
    <>
      {blocks.map((block) =>
        block.kind === 'heading' ? (
          <HeadingView level={block.level} text={block.text} />
        ) : (
          <BlockView block={block} imageAt={() => undefined} hrefOf={hrefOf} />
        ),
      )}
    </>
  )
}

export const anchorOf = (heading: string): string => heading.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

function HeadingView({ level, text }: { level: number; text: string }) {
  const id = anchorOf(text)
  return level === 2 ? <h2 id={id}>{spansOf(text)}</h2> : <h3 id={id}>{spansOf(text)}</h3>
}

export function Code({ text }: { text: string }) {
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls by itself must be reached by keyboard
  return <pre tabindex={0}>{text.trimEnd()}</pre>
}
