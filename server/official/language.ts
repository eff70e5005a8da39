const WORDS: Record<string, ReadonlySet<string>> = {
  it: new Set(
    'il lo la gli le un una di del della dei che è sono non per con stiamo abbiamo alcuni servizio problema'.split(' '),
  ),
  en: new Set('the a an of and is are was were we to for with some have has been this that issue service'.split(' ')),
}
/** Enough to know it by. */
const WORDS_LOOKED_AT = 200

/** `it` or `en` by its small words, else `und`: for a text whose author does not say. */
export function guessLanguage(text: string): string {
  const words = text
    .slice(0, WORDS_LOOKED_AT * 10)
    .toLowerCase()
    .split(/[^\p{L}]+/u, WORDS_LOOKED_AT)
  const [best, next] = Object.entries(WORDS)
    .map(([lang, known]) => ({ lang, hits: words.filter((word) => known.has(word)).length }))
    .toSorted((a, b) => b.hits - a.hits)
  return best && next && best.hits >= 2 && best.hits > 2 * next.hits ? best.lang : 'und'
}
