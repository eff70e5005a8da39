import type { Lang } from '../../../web/locales/language.ts'
import type { OnAnswer } from '../../app.ts'
import { requestId } from '../../request-id.ts'
import { takesGzip } from '../asked-with.ts'
import { negotiateLanguage } from '../pages/language.ts'
import type { Readers } from '../ready-answers.ts'

/** Wishes of browsers whose language is known by heart, and their characters. */
const MOST_WISHES = 500
const MOST_WISH_CHARS = 200

export type EmbedReadersDeps = {
  /** Whether who speaks to us (its address) may name its requests. */
  isProxy: (remote: string | undefined) => boolean
  onAnswer: readonly OnAnswer[]
}

/** What embeds read: an article with one is opened thousands of times within a second. Each is named, and told of as if the application had answered. */
export function embedReaders({ isProxy, onAnswer }: EmbedReadersDeps): Readers {
  const languageOf = createLanguages()
  return {
    addresses: /^https?:\/\/[^/?#]+\/(?:(?:embed|chart|badge|og)\/|widget[.-])/,
    keyOf(headerOf) {
      const packing = takesGzip(headerOf('accept-encoding')) ? 'gzip' : 'plain'
      return `${packing} ${languageOf(headerOf('accept-language'))}`
    },
    known: new Set(['accept-language', 'accept-encoding']),
    own: new Set(['x-request-id']),
    admit(headerOf, remote, route) {
      const began = performance.now()
      const id = requestId(headerOf('x-request-id'), () => isProxy(remote))
      return {
        headers: { 'x-request-id': id },
        told(status) {
          const ms = performance.now() - began
          for (const tell of onAnswer) tell(route, 'GET', status, ms, id)
        },
      }
    },
  }
}

/** What browsers wish for is the same few hundred texts, and to weigh them takes longer than all the rest. */
function createLanguages(): (wish: string | undefined) => Lang {
  const known = new Map<string, Lang>()
  return (wish) => {
    if (wish === undefined || wish.length > MOST_WISH_CHARS) return negotiateLanguage(wish)
    const there = known.get(wish)
    if (there !== undefined) return there
    const lang = negotiateLanguage(wish)
    if (known.size >= MOST_WISHES) known.clear()
    known.set(wish, lang)
    return lang
  }
}
