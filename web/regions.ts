/** ISO 3166-2: the regions of Italy, as Italians call them. A code that is not here is shown as it is. */
const REGIONS: Record<string, string> = {
  'IT-21': 'Piemonte',
  'IT-23': 'Valle d’Aosta',
  'IT-25': 'Lombardia',
  'IT-32': 'Trentino-Alto Adige',
  'IT-34': 'Veneto',
  'IT-36': 'Friuli Venezia Giulia',
  'IT-42': 'Liguria',
  'IT-45': 'Emilia-Romagna',
  'IT-52': 'Toscana',
  'IT-55': 'Umbria',
  'IT-57': 'Marche',
  'IT-62': 'Lazio',
  'IT-65': 'Abruzzo',
  'IT-67': 'Molise',
  'IT-72': 'Campania',
  'IT-75': 'Puglia',
  'IT-77': 'Basilicata',
  'IT-78': 'Calabria',
  'IT-82': 'Sicilia',
  'IT-88': 'Sardegna',
}

export const REGION_CODES: readonly string[] = Object.keys(REGIONS)

export const regionName = (code: string): string => REGIONS[code] ?? code
