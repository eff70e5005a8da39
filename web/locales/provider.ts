/** The page of a provider beside verdict and chart: shares, map, matrix, dependencies, what one can do. */
export type ProviderTexts = {}
