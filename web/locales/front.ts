/** Home, search, what the site is called and what search engines are told. */
export type FrontTexts = {}
