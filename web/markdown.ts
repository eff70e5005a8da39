/** The part of Markdown that our own documents use, as data: nothing in it can become markup by itself. */
export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'note'; text: string }
  | { kind: 'list'; ordered: boolean; items: string[] }
  | { kind: 'table'; head: string[]; rows: string[][] }
  | { kind: 'code'; text: string }
  | { kind: 'image'; alt: string; src: string }
  | { kind: 'anchor'; id: string }

export type Span =
  { kind: 'text' | 'code' | 'strong' | 'em'; text: string } | { kind: 'link'; text: string; href: string }

const LIST = /^\s*(?:[-*]|(\d+)[.)])\s+(.*)$/
const ANCHOR = /^<a id="([\w-]+)"><\/a>$/
const IMAGE = /^!\[([^\]]*)\]\(([\w./-]+)\)$/
const FENCE = /^\s*```/
const SUB = /^<sub>(.*)<\/sub>$/s

const cellsOf = (line: string) =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'))

export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = []
  const lines = text.replaceAll(/<!--.*?-->/gs, '').split('\n')
  for (let i = 0; i < lines.length;) {
    const line = lines[i]!
    const until = (isEnd: (next: string) => boolean): string[] => {
      const first = i
      do i += 1
      while (i < lines.length && !isEnd(lines[i]!))
      return lines.slice(first, i)
    }
    const heading = /^(#{1,6})\s+(.*)$/.exec(line)
    if (line.trim() === '') i += 1
    else if (heading) {
      blocks.push({ kind: 'heading', level: heading[1]!.length, text: heading[2]! })
      i += 1
    } else if (FENCE.test(line)) {
      // Below an entry of a list it is set in, and its text with it.
      const indent = line.search(/\S/)
      const inside = until((next) => FENCE.test(next)).slice(1)
      const cut = (one: string) => one.slice(Math.min(indent, one.search(/\S|$/)))
      blocks.push({ kind: 'code', text: inside.map(cut).join('\n') })
      i += 1
    } else if (line.trimStart().startsWith('|')) {
      const [head = [], , ...rows] = until((next) => !next.trimStart().startsWith('|')).map(cellsOf)
      blocks.push({ kind: 'table', head, rows })
    } else if (LIST.test(line)) {
      const ordered = LIST.exec(line)![1] !== undefined
      const items: string[] = []
      for (const item of until((next) => next.trim() === '')) {
        const start = LIST.exec(item)
        if (start) items.push(start[2]!)
        else items.push(`${items.pop() ?? ''} ${item.trim()}`)
      }
      blocks.push({ kind: 'list', ordered, items })
    } else blocks.push(toParagraph(until((next) => next.trim() === '' || /^(#|\s*```|\|)/.test(next)).join(' ')))
  }
  return blocks
}

function toParagraph(text: string): Block {
  const trimmed = text.trim()
  const [anchor, image, sub] = [ANCHOR.exec(trimmed), IMAGE.exec(trimmed), SUB.exec(trimmed)]
  if (anchor) return { kind: 'anchor', id: anchor[1]! }
  if (image) return { kind: 'image', alt: image[1]!, src: image[2]! }
  return sub ? { kind: 'note', text: sub[1]! } : { kind: 'paragraph', text: trimmed.replace(/^>\s?/, '') }
}

const SPAN = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\(([^)\s]+)\)/g

export function parseSpans(text: string): Span[] {
  const spans: Span[] = []
  let end = 0
  for (const match of text.matchAll(SPAN)) {
    if (match.index > end) spans.push({ kind: 'text', text: text.slice(end, match.index) })
    const [whole, code, strong, em, link, href] = match
    if (code !== undefined) spans.push({ kind: 'code', text: code })
    else if (strong !== undefined) spans.push({ kind: 'strong', text: strong })
    else if (em !== undefined) spans.push({ kind: 'em', text: em })
    else spans.push({ kind: 'link', text: link!, href: href! })
    end = match.index + whole.length
  }
  if (end < text.length) spans.push({ kind: 'text', text: text.slice(end) })
  return spans
}
