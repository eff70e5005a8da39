/** What no page of ours has: it came from a text. Runs in the page, or on what the page's own parser makes of another one. */
export function readIntruders(html?: string): string[] {
  const root = html === undefined ? document : new DOMParser().parseFromString(html, 'text/html')
  const foreign = [
    'script:not([src^="/assets/"]):not([src^="/widget"]):not([type="application/json"]):not([type="application/ld+json"])',
    'iframe:not([src^="/embed/"]), object, embed, applet, base, frameset, marquee, math, style, template, plaintext, xmp, noscript, table table table',
    'meta[http-equiv], link[href*="evil.example"]',
    '[src*="evil.example"], [action*="evil.example"], [srcdoc], [formaction], img[src="x"], svg script, foreignObject',
    '[onload], [onerror], [onclick], [onfocus], [onmouseover], [ontoggle], [onbegin], [style*="fixed"]',
    'a[href^="javascript:" i], a[href^="data:" i], a[href^="vbscript:" i], a[href*="://evil.example"], a[href^="//"]',
    'dialog, h1 ~ h1, main main, brusio-report[data-provider="x"]',
  ]
  const found = foreign.flatMap((selector) =>
    [...root.querySelectorAll(selector)].map((one) => `foreign ${one.outerHTML.slice(0, 160)}`),
  )
  const turning = /[\u202a-\u202e\u2066-\u2069]/
  for (const one of root.querySelectorAll('body *')) {
    const own = [...one.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map((node) => node.nodeValue)
    const said = [...own, ...one.getAttributeNames().map((name) => one.getAttribute(name))]
    const turned = one.tagName === 'SCRIPT' ? undefined : said.find((text) => turning.test(text ?? ''))
    if (turned !== undefined) found.push(`turned in ${one.tagName} ${JSON.stringify(turned).slice(0, 120)}`)
  }
  if (turning.test(root.title)) found.push(`turned title ${JSON.stringify(root.title)}`)
  if (root.querySelector('main') === null || root.querySelectorAll('h1').length !== 1) found.push('has lost its shape')
  return found
}

/** As above, of the page that is open, and of what its scripts have been made to do. */
export function readHarm(mostPx: number): string[] {
  const { intruders, broken = [] } = window as unknown as { intruders?: unknown; broken?: string[] }
  const { scrollHeight } = document.documentElement
  return [
    ...(intruders === undefined ? [] : ['a script ran']),
    ...('polluted' in {} ? ['prototypes are polluted'] : []),
    ...(scrollHeight > mostPx ? [`is ${scrollHeight} px high`] : []),
    ...broken,
  ]
}
