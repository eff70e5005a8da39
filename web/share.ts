export const SHARE_WAYS = ['mail', 'whatsapp', 'telegram', 'x', 'bluesky', 'mastodon'] as const
export type ShareWay = (typeof SHARE_WAYS)[number]

/** Plain links of others' that open with a title and an address already written: nobody is told of a reader who does not press one. */
export function shareLink(way: ShareWay, title: string, address: string): string {
  const [text, url, both] = [title, address, `${title} ${address}`].map(encode) as [string, string, string]
  switch (way) {
    case 'mail':
      return `mailto:?subject=${text}&body=${encode(`${title}\r\n\r\n${address}`)}`
    case 'whatsapp':
      return `https://wa.me/?text=${both}`
    case 'telegram':
      return `https://t.me/share/url?url=${url}&text=${text}`
    case 'x':
      return `https://x.com/intent/post?text=${text}&url=${url}`
    case 'bluesky':
      return `https://bsky.app/intent/compose?text=${both}`
    case 'mastodon':
      return `https://share.joinmastodon.org/#text=${both}`
  }
}

/** Also what `encodeURIComponent` leaves alone and a mail program or a messenger may take for the end of a link. */
const encode = (text: string) =>
  encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\uFFFD')).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  )
