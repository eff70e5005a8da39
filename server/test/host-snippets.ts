import { createHash } from 'node:crypto'
import type { EmbedAbout, EmbedChoice, EmbedHost } from '../../web/embed-code.ts'

/** A server as a newspaper's page names it; the script by the address that stays, with the fingerprint of what is served there. */
export async function embedHost(origin: string): Promise<EmbedHost> {
  const script = Buffer.from(await (await fetch(`${origin}/widget.js`)).arrayBuffer())
  const integrity = `sha384-${createHash('sha384').update(script).digest('base64')}`
  return { origin, widget: { stable: '/widget.js', versioned: '/widget.js', integrity } }
}

export const aboutOne = (slug: string, name = slug): EmbedAbout => ({
  kind: 'provider',
  name: slug,
  title: name,
  path: `/p/${slug}`,
  services: [{ slug, name }],
})

/** What the builder begins with, of one service. */
export const choose = (slug: string, more: Partial<EmbedChoice> = {}): EmbedChoice => ({
  about: aboutOne(slug),
  form: 'element',
  lang: 'it',
  theme: 'auto',
  range: '24h',
  report: false,
  asOf: null,
  ...more,
})
