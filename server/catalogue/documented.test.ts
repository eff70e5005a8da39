import { expect, it } from 'vitest'
import { checkDocumented, documentedOf, readDocumented, type NewDocumented } from './documented.ts'
import { ENTRIES } from './providers.ts'

const all = readDocumented()
const aDocumented = (more: Partial<NewDocumented> = {}): NewDocumented => ({
  slug: 'x-2020',
  providers: [],
  name: { it: 'x', en: 'x' },
  summary: { it: 'x', en: 'x' },
  zone: 'UTC',
  began: { from: '2020-01-01' },
  ended: null,
  facts: ['2020-01-01', '2020-01-02', '2020-01-02T10:00'].map((from) => ({
    when: { from },
    text: { it: 'x', en: 'x' },
    sources: ['a'],
  })),
  unknown: [{ it: 'x', en: 'x' }],
  sources: [{ key: 'a', by: 'A', url: 'https://example.org/a' }],
  ...more,
})

it('holds what the story names, newest first, each with what nobody knows', () => {
  expect(all.map(({ slug }) => slug)).toEqual([
    'crowdstrike-2024',
    'libero-virgilio-giugno-2023',
    'libero-virgilio-gennaio-2023',
    'rogers-2022',
    'facebook-2021',
    'fastly-2021',
    'ovhcloud-strasbourg-2021',
    'aruba-arezzo-2011',
  ])
  for (const { unknown } of all) expect(unknown.length).toBeGreaterThan(0)
})

it('speaks of providers that the catalogue has, and lets none be asked for that it was not of', () => {
  const known = new Set(ENTRIES.map(({ slug }) => slug))
  for (const { slug, providers } of all) for (const of of providers) expect(known.has(of), `${slug}: ${of}`).toBe(true)
  const libero = documentedOf(all, { slug: 'libero-mail' })
  expect(libero.map(({ zone }) => zone)).toEqual(['Europe/Rome', 'Europe/Rome'])
  expect(documentedOf(all, { slug: 'libero-pec' })).toEqual([])
})

it('never says “incidente”, nor that anybody “was down”', () => {
  const texts = all.flatMap((i) => [i.name, i.summary, ...i.facts.map((f) => f.text), ...i.unknown])
  for (const { it: italian } of texts) expect(italian).not.toMatch(/incident[ei]\b/i)
  for (const { it: italian, en } of texts) expect(`${italian} ${en}`).not.toMatch(/\bdown\b(?! to)(?!\s+Facebook)/i)
})

it.each([
  [
    'a source that nothing rests on',
    'nothing rests on',
    { sources: [...aDocumented().sources, { key: 'b', by: 'B', url: 'https://b.org/' }] },
  ],
  [
    'a fact without a source of its own',
    'there is no source',
    { facts: aDocumented().facts.map((f) => ({ ...f, sources: ['c'] })) },
  ],
  ['facts out of order', 'not in order of time', { facts: aDocumented().facts.toReversed() }],
  ['a day that is none', 'is no date', { began: { from: '2020-13-01' } }],
  ['an interval that runs back', 'must run forward', { began: { from: '2020-01-02', to: '2020-01-01' } }],
  ['an interval of a day and an hour', 'must run forward', { began: { from: '2020-01-01', to: '2020-01-02T10:00' } }],
  [
    'an address that is no link',
    'plain https address',
    { sources: [{ key: 'a', by: 'A', url: 'javascript:alert(1)' }] },
  ],
  ['nothing unknown', 'Too small', { unknown: [] }],
])('refuses %s', (_, fault, wrong) => {
  expect(() => checkDocumented([aDocumented()])).not.toThrow()
  expect(() => checkDocumented([aDocumented(wrong)])).toThrow(fault)
})

it('refuses the same one twice', () => {
  expect(() => checkDocumented([aDocumented(), aDocumented()])).toThrow('twice')
})
