import type { PageContext } from '../../../web/parts/page.ts'
import { renderStaleStrip } from '../../../web/parts/stale-strip.tsx'
import type { LastPage } from './last-pages.ts'

const MAIN = '<main id="main">'
const PRESENT = /(?<= id="page-data">\{"at":)\d+/

/**
 * An old page that says so. Its figures stay what they were, and the script's clock is set to the present, so that nothing old is taken for now;
 * another script waits until the page can be had anew.
 */
export function toStalePage(page: PageContext, { html, at }: LastPage): string {
  const script = page.assets.script('web/elements/stale-page.ts', page.reader.lang)
  const head = `<meta name="robots" content="noindex"/><script type="module" src="${script.src}"></script></head>`
  return html
    .replace('</head>', () => head)
    .replace(MAIN, () => renderStaleStrip(page, at) + MAIN)
    .replace(PRESENT, () => String(page.now))
}
