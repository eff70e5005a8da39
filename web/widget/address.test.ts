import { expect, it } from 'vitest'
import { factsAddress, spaceKept } from './address.ts'

const BASE = 'https://brusio.example'

function anElement(attributes: Record<string, string>, around?: string) {
  return {
    getAttribute: (name: string) => attributes[name] ?? null,
    hasAttribute: (name: string) => name in attributes,
    closest: () => (around === undefined ? null : { lang: around }) as never,
  }
}
const address = (attributes: Record<string, string>, around?: string) =>
  factsAddress(anElement(attributes, around), BASE)

it.each([
  [{ provider: 'libero-mail' }, '/embed/libero-mail.json?'],
  [{ providers: 'libero-mail, virgilio-mail' }, '/embed/libero-mail%2Cvirgilio-mail.json?'],
  [{ operator: 'italiaonline' }, '/embed/o/italiaonline.json?'],
  [{ incident: '0197d2c0-0000-7000-8000-000000000001' }, '/embed/i/0197d2c0-0000-7000-8000-000000000001.json?'],
])('asks for what %o names', (attributes, expected) => {
  expect(address(attributes)).toBe(BASE + expected)
})

it('asks with what else it says, and leaves the rest to the server', () => {
  const all = { provider: 'tim', range: '7d', tz: 'Europe/Paris', 'as-of': '2023-01-23T09:15+01:00', report: '' }
  const { searchParams } = new URL(address({ ...all, lang: 'en', theme: 'dark' }, 'it')!)
  expect(Object.fromEntries(searchParams)).toEqual({
    lang: 'en',
    range: '7d',
    tz: 'Europe/Paris',
    as_of: '2023-01-23T09:15+01:00',
    report: '1',
  })
})

it('speaks the language of the article where none is named', () => {
  expect(address({ provider: 'tim' }, 'it-IT')).toBe(`${BASE}/embed/tim.json?lang=it`)
})

it('stays within /embed/, whatever it is given', () => {
  for (const provider of ['../api/v1/providers', '//evil.example/x', 'a?b#c', '%2e%2e/x']) {
    const { origin, pathname, hash } = new URL(address({ provider })!)
    expect([origin, hash]).toEqual([BASE, ''])
    expect(pathname).toMatch(/^\/embed\/[^/]+\.json$/)
  }
})

it('asks for nothing where it names nobody', () => {
  expect(address({ provider: ' ', lang: 'it' })).toBeUndefined()
})

it('keeps space by what it is asked for alone', () => {
  const kept = (attributes: Record<string, string>) => spaceKept(anElement(attributes))
  expect([kept({ provider: 'a' })[0], kept({ providers: 'a,b' })[0]]).toEqual([3, 2])
  expect(kept({ provider: 'a', report: '' })[1]).toBeGreaterThan(kept({ provider: 'a' })[1])
})
