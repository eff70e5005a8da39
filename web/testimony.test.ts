import { expect, it } from 'vitest'
import { Testimony } from '../shared/incident.ts'
import { disputedWords, speakerOf, voiceLines } from './testimony.ts'

const ALL = Testimony.shape.crowd.options.flatMap((crowd) =>
  Testimony.shape.probes.options.flatMap((probes) =>
    Testimony.shape.official.options.map((official) => ({ crowd, probes, official, disputed: false })),
  ),
)
const QUIET: Testimony = { crowd: 'quiet', probes: 'healthy', official: 'restored', disputed: true }

it('has a word for whatever each of the three may say', () => {
  expect(ALL).toHaveLength(3 * 4 * 3)
  for (const testimony of ALL) {
    for (const lang of ['it', 'en'] as const) {
      const lines = voiceLines(lang, testimony)
      expect(lines.map(({ voice }) => voice)).toEqual(['crowd', 'probes', 'official'])
      for (const { words } of lines) expect(words).toMatch(/\S/)
    }
  }
})

it('claims neither that a crowd proves an outage nor that somebody unheard is silent', () => {
  const [crowd, probes, official] = voiceLines('it', { ...QUIET, crowd: 'problem', probes: 'none', official: 'none' })
  expect(crowd?.words).toBe('più del solito')
  expect(probes?.words).toBe('nessuna')
  expect(official?.words).toBe('nulla che ci risulti')
})

it.each<[Partial<Testimony>, string, string]>([
  [{ crowd: 'problem' }, 'le segnalazioni continuano.', 'reports go on.'],
  [{ probes: 'failing' }, 'le nostre sonde trovano ancora errori.', 'our probes still find errors.'],
  [
    { crowd: 'problem', probes: 'mixed' },
    'le segnalazioni continuano e le nostre sonde trovano ancora errori.',
    'reports go on and our probes still find errors.',
  ],
  [{}, 'finora non ci risulta.', 'so far we cannot see it.'],
])('says who disputes it: %j', (more, italian, english) => {
  const testimony = { ...QUIET, ...more }
  expect(disputedWords('it', testimony, 'Italiaonline')).toBe(`Italiaonline dice che è risolto; ${italian}`)
  expect(disputedWords('en', testimony, 'Italiaonline')).toBe(`Italiaonline says it is solved; ${english}`)
  expect(disputedWords('en', { ...testimony, disputed: false }, 'Italiaonline')).toBeNull()
})

it('lets the operator speak where there is one', () => {
  expect(speakerOf({ name: 'Libero Mail', operator: { name: 'Italiaonline' } })).toBe('Italiaonline')
  expect(speakerOf({ name: 'Libero Mail', operator: null })).toBe('Libero Mail')
})
