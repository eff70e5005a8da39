export const SHARE_WAYS = ['mail', 'whatsapp', 'telegram', 'x', 'bluesky', 'mastodon'] as const
export type ShareWay = (typeof SHARE_WAYS)[number]

/** Percent-encoded: a title, an address, and both. */
type Said = { text: string; url: string; both: string; letter: string }

const LINKS: Record<ShareWay, (said: Said) => string> = {
  mail: ({ text, letter }) => `mailto:?subject=${text}&body=${letter}`,
  whatsapp: ({ both }) => `https://wa.me/?text=${both}`,
  telegram: ({ text, url }) => `https://t.me/share/url?url=${url}&text=${text}`,
  x: ({ text, url }) => `https://x.com/intent/post?text=${text}&url=${url}`,
  bluesky: ({ both }) => `https://bsky.app/intent/compose?text=${both}`,
  mastodon: ({ both }) => `https://share.joinmastodon.org/#text=${both}`,
}

/** Plain links of others' that open with a title and an address already written: nobody is told of a reader who does not press one. */
export function shareLink(way: ShareWay, title: string, address: string): string {
  return LINKS[way]({
    text: encode(title),
    url: encode(address),
    both: encode(`${title} ${address}`),
    letter: encode(`${title}\r\n\r\n${address}`),
  })
}

/** Also what `encodeURIComponent` leaves alone and a mail program or a messenger may take for the end of a link. */
const encode = (text: string) =>
  encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\uFFFD')).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  )
