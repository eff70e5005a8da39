/** The encyclopaedia's article that says who runs a service. */
export function wiki(title: string, language: 'en' | 'it' = 'en'): string {
  return `https://${language}.wikipedia.org/wiki/${title}`
}

/** A network with its registration, where anybody can read whose it is: RIPE for Europe, ARIN for North America. */
export function ripe(asn: number): { asn: number; source: string } {
  return { asn, source: `https://rest.db.ripe.net/ripe/aut-num/AS${asn}` }
}

export function arin(asn: number): { asn: number; source: string } {
  return { asn, source: `https://rdap.arin.net/registry/autnum/${asn}` }
}
