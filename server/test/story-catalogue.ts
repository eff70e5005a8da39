import { checkCatalogue, type Catalogue } from '../catalogue/catalogue.ts'
import { ENTRIES } from '../catalogue/providers.ts'

/** Nobody real is said to have had what was made up. */
export const OVER = 'esempio-mobile'
export const MISTAKEN = 'banca-esempio'

const INVENTED = [
  {
    slug: OVER,
    name: 'Esempio Mobile',
    category: 'mobile',
    homepage: 'https://mobile.brusio.example/',
  },
  { slug: MISTAKEN, name: 'Banca Esempio', category: 'bank', homepage: 'https://banca.brusio.example/' },
]

/** The catalogue, and two services that do not exist. */
export const storyCatalogue = (): Catalogue => checkCatalogue([...ENTRIES, ...INVENTED])
