type Child = Node | string | false | null | undefined
type Attributes = Record<string, string | number>

const SVG = /^(svg|path|rect|text|pattern)$/

/**
 * `tag` may carry a class: `p.state`. By hand, so that a page with a strict policy (no inline style, Trusted Types) has nothing to
 * refuse.
 */
export function make(tag: string, attributes: Attributes = {}, ...children: Child[]): HTMLElement {
  const [name, style] = tag.split('.') as [string, string?]
  const element = SVG.test(name)
    ? (document.createElementNS('http://www.w3.org/2000/svg', name) as Element as HTMLElement)
    : document.createElement(name)
  if (style) attributes['class'] = style
  for (const key in attributes) element.setAttribute(key, attributes[key] as string)
  element.append(...(children.filter(Boolean) as Node[]))
  return element
}

/** A paragraph, where there is something to say. */
export const line = (name: string, text: string | null | undefined): HTMLElement | '' =>
  text ? make(`p.${name}`, {}, text) : ''

/** Opens beside the article: whoever reads it must not lose it. */
export const link = (href: string, text: string): HTMLElement =>
  make('a', { href, target: '_blank', rel: 'noopener' }, text)
