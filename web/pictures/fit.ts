/** `strong`: the sans, half bold. */
export type Face = 'sans' | 'strong' | 'serif'
/** How wide a text is, in pixels. */
export type Measure = (text: string, face: Face, sizePx: number) => number

/** Nothing that a picture says is longer; measuring costs by the character. */
const MOST_CHARS = 400
const ELLIPSIS = '…'
/** Of the size of type that was wished. */
const LEAST_SHARE = 0.7

/** What cannot stand in XML, what turns the writing of its surroundings around, and what cannot be seen. */
const UNFIT =
  // oxlint-disable-next-line no-control-regex -- these are the ones to take out
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]/gu

/** More signs on one letter than any language has. */
const HEAPED = /(\p{M}{6})\p{M}+/gu

/** A text as it may stand in a picture: one line, at most so many characters, no marks that turn its neighbours around. */
export function plain(text: string, most: number = MOST_CHARS): string {
  const clean = text
    .slice(0, most * 4)
    .replaceAll(UNFIT, ' ')
    .replaceAll(HEAPED, '$1')
  const line = clean.replaceAll(/\s+/g, ' ').trim()
  // Never more characters than code units; to tell them apart is slow.
  if (line.length <= most) return line
  const characters = graphemes(line)
  if (characters.length <= most) return line
  const head = characters.slice(0, most - 1).join('')
  return `${head.trimEnd()}${ELLIPSIS}`
}

const segmenter = new Intl.Segmenter('it', { granularity: 'grapheme' })
const graphemes = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment)

export type Room = { width: number; face: Face; size: number; measure: Measure }

/** As much of a text as has room, on one line. */
export function fitLine(text: string, room: Room): string {
  return wrap(text, 1, room)[0] ?? ''
}

/** A text on at most so many lines, each within its room; what is left is cut, and seen to be. */
export function wrap(text: string, mostLines: number, room: Room): string[] {
  const fits = (line: string) => room.measure(line, room.face, room.size) <= room.width
  const lines: string[] = []
  const words = plain(text).split(' ')
  let line = words.shift() ?? ''
  while (true) {
    const next = words[0]
    if (next !== undefined && fits(`${line} ${next}`)) {
      line += ` ${words.shift()}`
    } else if (!fits(line)) {
      if (lines.length + 1 === mostLines) return [...lines, cut(line, fits)]
      // A word that is longer than the line.
      const head = longest(line, fits)
      lines.push(head)
      line = line.slice(head.length)
    } else if (next === undefined) {
      return line === '' ? lines : [...lines, line]
    } else if (lines.length + 1 === mostLines) {
      return [...lines, cut(`${line} ${next}`, fits)]
    } else {
      lines.push(line)
      line = words.shift()!
    }
  }
}

/** As `wrap`, in lines about as long as each other: no single word at the end. */
export function balance(text: string, mostLines: number, room: Room): string[] {
  let lines = wrap(text, mostLines, room)
  if (lines.at(-1)?.endsWith(ELLIPSIS)) return lines
  const least = Math.max(room.width / 2, widestWord(text, room))
  for (let width = room.width * 0.96; width > least; width *= 0.96) {
    const closer = wrap(text, mostLines, { ...room, width })
    if (closer.length !== lines.length || closer.at(-1)?.endsWith(ELLIPSIS)) break
    lines = closer
  }
  return lines
}

/** The type at which no word has to be parted, but not much smaller than was wished. */
export function sizeFor(text: string, room: Room): number {
  const widest = widestWord(text, room)
  return widest <= room.width ? room.size : room.size * Math.max(LEAST_SHARE, room.width / widest)
}

function widestWord(text: string, room: Room): number {
  return Math.max(
    ...plain(text)
      .split(' ')
      .map((word) => room.measure(word, room.face, room.size)),
  )
}

/** The longest beginning that fits; one character at least, so that there is an end to it. */
function longest(text: string, fits: (text: string) => boolean): string {
  const characters = graphemes(text)
  let least = 1
  let most = characters.length
  while (least < most) {
    const middle = Math.ceil((least + most) / 2)
    if (fits(characters.slice(0, middle).join(''))) least = middle
    else most = middle - 1
  }
  return characters.slice(0, least).join('')
}

function cut(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text
  return `${longest(text, (head) => fits(`${head.trimEnd()}${ELLIPSIS}`)).trimEnd()}${ELLIPSIS}`
}
