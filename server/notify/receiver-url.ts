/** Below it, ports belong to services that are no receivers: whoever names one wants to know what answers there. */
const FIRST_FREE_PORT = 1_024

/**
 * What is wrong with an address that we are to post to, as far as its text shows; undefined: nothing. `allowPrivate`: any port, also without
 * TLS.
 */
export function faultOfUrl(text: string, allowPrivate: boolean): string | undefined {
  if (!URL.canParse(text)) return 'is no address.'
  const { protocol, port, username, password, hash } = new URL(text)
  if (protocol !== 'https:' && !(allowPrivate && protocol === 'http:')) return 'must begin with https://'
  if (username || password || hash) return 'must have no password and no fragment.'
  if (!allowPrivate && port !== '' && Number(port) < FIRST_FREE_PORT) return 'must have port 443, or one from 1024 on.'
  return undefined
}
