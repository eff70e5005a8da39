/** What a page is, as its reader's browser has it. Runs in the page: nothing from outside. */
export async function readPageFacts() {
  const all = <E extends Element>(selector: string) => [...document.querySelectorAll<E>(selector)]
  const attributes = (selector: string, name: string) => all(selector).map((one) => one.getAttribute(name) ?? '')
  const databases = await indexedDB.databases()
  const workers = await navigator.serviceWorker?.getRegistrations()
  return {
    title: document.title,
    /** The language that it says to be in. */
    said: document.documentElement.lang,
    h1: all('h1').map((one) => one.textContent.trim()),
    mains: all('main').length,
    description: attributes('meta[name=description]', 'content'),
    canonical: attributes('link[rel=canonical]', 'href'),
    alternates: all('link[rel=alternate][hreflang]').map((one) => [
      one.getAttribute('hreflang') ?? '',
      one.getAttribute('href') ?? '',
    ]),
    structured: all('script[type="application/ld+json"]').map((one) => one.textContent),
    headings: all('h1, h2, h3, h4, h5, h6').map((one) => Number(one.tagName[1])),
    links: all<HTMLAnchorElement>('a[href]').map((one) => one.getAttribute('href') ?? ''),
    anchors: all<HTMLAnchorElement>('a[href^="#"]')
      .map((one) => one.getAttribute('href')!.slice(1))
      .filter((id) => document.getElementById(id) === null),
    stored: [
      ...Object.keys(localStorage).map((key) => `localStorage ${key}`),
      ...Object.keys(sessionStorage).map((key) => `sessionStorage ${key}`),
      ...databases.map(({ name }) => `indexedDB ${name}`),
      ...(workers ?? []).map(({ scope }) => `worker ${scope}`),
      ...(document.cookie === '' ? [] : [`cookie ${document.cookie}`]),
    ],
  }
}
export type PageFacts = Awaited<ReturnType<typeof readPageFacts>>

/** What sticks out of the screen, by its place in the document; what scrolls within itself, or is for ears only, may be as wide as it likes. */
export function readOverflow(): string[] {
  const width = document.documentElement.clientWidth
  const scrolls = (element: Element | null): boolean => {
    if (element === null || element === document.body) return false
    const { overflowX, clipPath } = getComputedStyle(element)
    return overflowX !== 'visible' || clipPath !== 'none' || scrolls(element.parentElement)
  }
  const nameOf = (element: Element) =>
    `${element.tagName.toLowerCase()}${element.className && typeof element.className === 'string' ? `.${element.className.trim().replaceAll(/\s+/g, '.')}` : ''}`
  const found = [...document.body.querySelectorAll('*')].filter((element) => {
    if (element.closest('svg') !== null && element.tagName !== 'svg') return false
    const { left, right, width: own, height } = element.getBoundingClientRect()
    // Waiting above the screen for whoever tabs to it.
    if (own === 0 || height === 0 || element.matches('.skip:not(:focus)')) return false
    return (
      (right > width + 1 || left < -1) &&
      getComputedStyle(element).clipPath === 'none' &&
      !scrolls(element.parentElement)
    )
  })
  const names = found.slice(0, 8).map((element) => `${nameOf(element.parentElement!)} > ${nameOf(element)}`)
  const { scrollWidth } = document.documentElement
  return scrollWidth > width ? [`scrolls to ${scrollWidth} of ${width}`, ...names] : names
}
