import { wordsOf, type PageContext } from './parts/page.ts'

/** The site as search engines want it told (schema.org): how to search it, and who answers for it. Nothing while it has no public address. */
export function siteStructured(page: PageContext, publisher: string | undefined): object | undefined {
  const { publicUrl, reader } = page
  if (publicUrl === undefined) return undefined
  const home = `${publicUrl}/`
  return {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'WebSite',
        '@id': `${home}#site`,
        name: 'Brusio',
        url: home,
        description: wordsOf(page).description,
        inLanguage: reader.lang,
        publisher: { '@id': `${home}#publisher` },
        potentialAction: {
          '@type': 'SearchAction',
          target: {
            '@type': 'EntryPoint',
            urlTemplate: `${publicUrl}/${reader.lang}/search?q={search_term_string}`,
          },
          'query-input': 'required name=search_term_string',
        },
      },
      {
        '@type': 'Organization',
        '@id': `${home}#publisher`,
        name: publisher ?? 'Brusio',
        url: home,
        logo: `${publicUrl}/icon-512.png`,
      },
    ],
  }
}
