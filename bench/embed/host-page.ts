import { createHash } from 'node:crypto'
import { anArticle, paragraphs, type HostPage } from '../../server/test/host-site.ts'
import { elementTag, frameTag, scriptTag, type EmbedChoice, type EmbedHost } from '../../web/embed-code.ts'

export type Service = { slug: string; name: string }

/** The server as a newspaper's page names it; the script by the address that stays, with the fingerprint of what is served there. */
export async function embedHost(origin: string): Promise<EmbedHost> {
  const script = Buffer.from(await (await fetch(`${origin}/widget.js`)).arrayBuffer())
  const integrity = `sha384-${createHash('sha384').update(script).digest('base64')}`
  return { origin, widget: { stable: '/widget.js', versioned: '/widget.js', integrity } }
}

export const choose = ({ slug, name }: Service, more: Partial<EmbedChoice> = {}): EmbedChoice => ({
  about: { kind: 'provider', name: slug, title: name, path: `/p/${slug}`, services: [{ slug, name }] },
  form: 'element',
  lang: 'it',
  theme: 'auto',
  range: '24h',
  report: false,
  asOf: null,
  ...more,
})

/**
 * What a newspaper's pages are, made of what the guide gives. `/one`: an element; `/article`: elements and frames in a long text; `/twenty`: as many
 * elements.
 */
export function hostPages(host: EmbedHost, services: readonly Service[]): Map<string, HostPage> {
  const script = scriptTag(host)
  const element = (one: Service) => elementTag(choose(one), host)
  const frame = (one: Service) => frameTag(choose(one), host)
  const [first, second, third] = services as [Service, Service, Service]
  const embeds = [element(first), frame(first), element(second), frame(third)]
  return new Map([
    ['/one', { html: anArticle(script + element(first)) }],
    ['/article', { html: anArticle(script + embeds.map((one) => paragraphs(4) + one).join('\n') + paragraphs(4)) }],
    ['/twenty', { html: anArticle(script + services.slice(0, 20).map(element).join('\n')) }],
  ])
}
