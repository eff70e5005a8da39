import { describe, expect, it } from 'vitest'
import { REGION_CODES } from '../regions.ts'
import { sharesOf, type SharedFacet, type WhoReports } from '../shares.ts'
import { aPage, aProvider, NOW } from '../test-page.ts'
import { Who } from './who-reports.tsx'

const counts = (of: Record<string, number>) => new Map(Object.entries(of))
const shares = (facet: SharedFacet, now: Record<string, number>, usual: Record<string, number> = {}) =>
  sharesOf(facet, counts(now), counts(usual))!

function draw(who: Partial<WhoReports>, lang: 'it' | 'en' = 'en'): string {
  const networks = new Map([['3269', 'TIM (AS3269)']])
  const all: WhoReports = { since: null, shares: [], regions: null, ...who }
  const view: { toString(): string } = <Who page={aPage(lang)} provider={aProvider()} who={all} networks={networks} />
  return view.toString()
}

describe('bars', () => {
  it('say the share now and the usual one in figures, and mark the usual on the bar', () => {
    const html = draw({ shares: [shares('device', { ios: 30, web: 10 }, { ios: 30, web: 90 })] })
    expect(html).toContain('With what <span class="note">40 voices</span>')
    expect(html).toMatch(/iPhone<svg class="bar" aria-hidden="true"><rect class="now" y="3" width="98%"/)
    expect(html).toMatch(
      /<rect class="usual" x="32.7%"[^>]*><\/rect><\/svg><\/th><td class="figure">75 %<\/td><td class="figure usually">25 %</,
    )
    expect(html).toContain('The mark on the bar is the share of quiet times.')
  })

  it('make up no usual share', () => {
    const html = draw({ shares: [shares('problem', { 'cannot-open': 6 })] })
    expect(html).toContain('It does not open')
    expect(html).not.toMatch(/usually|class="usual"|quiet times/)
  })

  it('call things by their names: networks of the catalogue, regions, countries, since when', () => {
    const html = draw(
      {
        shares: [
          shares('network', { '3269': 8, '64500': 7 }),
          shares('region', { 'IT-25': 9 }),
          shares('country', { IT: 9, CH: 6, '??': 5 }),
          shares('began', { hour: 5 }),
          shares('problem', { 'of-tomorrow': 5 }),
        ],
      },
      'it',
    )
    for (const name of [
      'TIM (AS3269)',
      'AS64500',
      'Lombardia',
      'Italia',
      'Svizzera',
      '??',
      'da circa un’ora',
      'of-tomorrow',
    ])
      expect(html).toContain(`<th scope="row">${name}<`)
  })

  it('say that there are too few voices, of the day or since it began', () => {
    expect(draw({})).toContain('Fewer than five voices in the last 24 hours')
    expect(draw({ since: NOW - 60_000 })).toContain('Fewer than five voices since it began')
  })

  it('show text from outside as text', () => {
    const html = draw({ shares: [shares('region', { '<img src=x>': 9 })] })
    expect(html).not.toContain('<img')
  })
})

describe('the map', () => {
  const regions = REGION_CODES.map((code, i) => ({ code, ratio: [null, 1, 3, 7.25, 31][i] ?? null }))
  const html = draw({ shares: [shares('region', { 'IT-25': 9 })], regions }, 'it')

  it('gives each step a pattern of its own, and hides what too few voices speak of', () => {
    for (const [step, count] of [
      ['few', 16],
      ['0', 1],
      ['1', 1],
      ['2', 1],
      ['3', 1],
    ] as const) {
      expect(html).toContain(`<pattern id="map-${step}"`)
      expect(html.match(new RegExp(`<path [^>]*fill="url\\(#map-${step}\\)"`, 'g'))).toHaveLength(count)
    }
    expect(html).toContain('<title>Friuli Venezia Giulia: troppo poche voci</title>')
    expect(html).toContain('<title>Trentino-Alto Adige: 7,3 volte il solito</title>')
  })

  it('is said in words to those who do not see it, and stands in a table', () => {
    expect(html).toContain('role="img" aria-labelledby="map-title map-description"')
    expect(html).toMatch(
      /<desc id="map-description">Più del solito: Veneto \(31 volte il solito\), Trentino.* e Lombardia/,
    )
    expect(html.match(/<tr><th scope="row">[^<]*<\/th><td>/g)).toHaveLength(20)
  })

  it('names who drew it, under which licence', () => {
    expect(html).toContain('MapSVG e @svg-maps/italy, CC BY 4.0, semplificati')
  })

  it('shows ratios only, never how many', () => {
    expect(html.slice(html.indexOf('<figure'), html.indexOf('</figure>'))).not.toMatch(/\b9 voc/)
  })
})
