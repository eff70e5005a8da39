import { anArticle, paragraphs, type HostPage } from '../../server/test/host-site.ts'
import { choose } from '../../server/test/host-snippets.ts'
import { elementTag, frameTag, scriptTag, type EmbedHost } from '../../web/embed-code.ts'

/**
 * What a newspaper's pages are, made of what the guide gives. `/one`: an element; `/article`: elements and frames in a long text; `/twenty`: as many
 * elements.
 */
export function hostPages(host: EmbedHost, slugs: readonly string[]): Map<string, HostPage> {
  const script = scriptTag(host)
  const element = (slug: string) => elementTag(choose(slug), host)
  const frame = (slug: string) => frameTag(choose(slug), host)
  const [first, second, third] = slugs as [string, string, string]
  const embeds = [element(first), frame(first), element(second), frame(third)]
  return new Map([
    ['/one', { html: anArticle(script + element(first)) }],
    ['/article', { html: anArticle(script + embeds.map((one) => paragraphs(4) + one).join('\n') + paragraphs(4)) }],
    ['/twenty', { html: anArticle(script + slugs.slice(0, 20).map(element).join('\n')) }],
  ])
}
