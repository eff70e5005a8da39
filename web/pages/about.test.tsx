import { expect, it } from 'vitest'
import { LANGS } from '../locales/language.ts'
import { texts } from '../locales/texts.ts'
import { aPage } from '../test-page.ts'
import { renderAbout, renderAccessibility, renderLegal, renderPrivacy } from './about.tsx'

const nobody = { name: undefined, contact: undefined, address: undefined }
const somebody = {
  name: 'Associazione *Esempio* [x](/y)',
  contact: 'noi@example.org',
  address: 'via Roma 1 <b>',
  hosting: 'Esempio, Italia',
}
const kept = [
  {
    group: 'report' as const,
    rows: [
      {
        field: 'press' as const,
        lasts: [{ for: { leastMs: 30 * 86_400_000, mostMs: 31 * 86_400_000 }, tables: ['a', 'b'] }],
      },
      { field: 'times' as const, lasts: [{ for: { leastMs: 49 * 3_600_000, mostMs: 73 * 3_600_000 }, tables: ['c'] }] },
      { field: 'dossier-keys' as const, lasts: [{ for: { leastMs: 0, mostMs: 50 * 3_600_000 }, tables: ['d'] }] },
      { field: 'counts' as const, lasts: [{ for: 'ever' as const, tables: ['e'] }] },
    ],
  },
]
const RENDER = {
  about: (page: ReturnType<typeof aPage>, publisher: typeof nobody | typeof somebody) =>
    renderAbout(page, { publisher, version: '1.2.3' }),
  privacy: (page: ReturnType<typeof aPage>, publisher: typeof nobody | typeof somebody) =>
    renderPrivacy(page, { publisher, kept }),
  legal: (page: ReturnType<typeof aPage>, publisher: typeof nobody | typeof somebody) =>
    renderLegal(page, { publisher }),
  accessibility: (page: ReturnType<typeof aPage>, publisher: typeof nobody | typeof somebody) =>
    renderAccessibility(page, { publisher }),
}
const each = LANGS.flatMap((lang) => Object.entries(RENDER).map(([name, render]) => ({ name, lang, render })))

it.each(each)('says who answers for this instance, or that nobody does: $name in $lang', ({ name, lang, render }) => {
  const missing = texts[lang].publisherMissing
  const without = render(aPage(lang), nobody)
  expect(without.split(`>${missing}<`).length - 1).toBe(name === 'legal' ? 4 : 3)
  const named = render(aPage(lang), somebody)
  expect(named).not.toContain(`>${missing}<`)
  // A name is a name, whatever signs are in it.
  expect(named).toContain('<dd>Associazione *Esempio* [x](/y)</dd>')
  expect(named).toContain('<dd>via Roma 1 &lt;b&gt;</dd>')
  expect(named).toContain('href="mailto:noi@example.org"')
})

it.each(each)(
  'has one heading of the first level, and no unread sign of our Markdown: $name in $lang',
  ({ lang, render }) => {
    const html = render(aPage(lang), nobody)
    expect(html.match(/<h1/g)).toHaveLength(1)
    const main = html.slice(html.indexOf('<main'), html.indexOf('</main>')).replaceAll(/<[^>]+>/g, '')
    expect(main).not.toMatch(/\*\*|\]\(|^#|\{\w+\}|`/m)
  },
)

it.each(LANGS)('keeps readers in their language: %s', (lang) => {
  const html = renderAbout(aPage(lang), { publisher: nobody, version: '1' })
  for (const path of ['/method', '/rule', '/status', '/legal', '/privacy'])
    expect(html).toContain(`href="/${lang}${path}"`)
  expect(html).toContain(`href="/${lang}/docs/api"`)
})

it('gives terms as they are: at least and at most, in days or hours, or for ever', () => {
  const cells = (lang: 'it' | 'en') =>
    renderPrivacy(aPage(lang), { publisher: nobody, kept }).replaceAll(/<[^>]+>/g, '|')
  expect(cells('it')).toMatch(
    /30[-–]31 giorni.*\(a e b\).*49[-–]73 ore.*\(c\).*al massimo 50 ore.*\(d\).*per sempre.*\(e\)/,
  )
  expect(cells('en')).toMatch(
    /30[-–]31 days.*\(a and b\).*49[-–]73 hours.*\(c\).*at most 50 hours.*\(d\).*for ever.*\(e\)/,
  )
})

it('lets a contact be a page as well as a mailbox', () => {
  const html = renderLegal(aPage('en'), { publisher: { ...nobody, contact: 'https://example.org/contact' } })
  expect(html).toContain('<a href="https://example.org/contact">https://example.org/contact</a>')
})
