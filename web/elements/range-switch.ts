import { fetchPage } from './fresh-page.ts'

/** Another range without another page: what was scrolled to and focused stays. Where it cannot be read, the link leads on. */
export function createRangeSwitch(nav: Element, use: (fresh: Document) => void): void {
  let asked: URL | undefined
  nav.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!(event instanceof MouseEvent) || link === null || isElsewhere(event)) return
    event.preventDefault()
    void go(link)
  })

  async function go(link: HTMLAnchorElement): Promise<void> {
    const address = new URL(link.href)
    address.hash = ''
    asked = address
    nav.setAttribute('aria-busy', 'true')
    try {
      const fresh = await fetchPage(address)
      // The last one asked for is the one that is wanted.
      if (asked !== address) return
      history.replaceState(null, '', address)
      for (const each of nav.querySelectorAll('a')) each.removeAttribute('aria-current')
      link.setAttribute('aria-current', 'true')
      use(fresh)
    } catch {
      if (asked === address) location.assign(link.href)
    } finally {
      if (asked === address) nav.removeAttribute('aria-busy')
    }
  }
}

/** Into another tab or window, as the reader's browser knows. */
const isElsewhere = (event: MouseEvent) =>
  event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
