import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { createDirectory, type DirectoryEntry } from '../../catalogue/directory.ts'
import { readAsked, type Asked, type Unavailable } from './asked.ts'

const NOW = Date.UTC(2023, 0, 23, 12)
const entry = (id: number, slug: string, more: Partial<DirectoryEntry> = {}): DirectoryEntry => {
  const lists = { countries: [], aliases: [], domains: [], components: [], problems: [], networks: [] }
  const pages = { homepage: '', statusPage: null, supportPage: null, helpline: null }
  return { id, slug, name: slug, category: 'mail', operator: null, archived: false, ...lists, ...pages, ...more }
}
const names = Array.from({ length: 12 }, (_, i) => `s${i}`)
const directory = createDirectory([
  entry(90, 'alpha', { operator: { slug: 'op', name: 'Op' } }),
  entry(91, 'beta'),
  entry(92, 'gone', { archived: true }),
  ...names.map((name, i) => entry(i, name)),
])

async function ask(name: string, query = '', language = 'it'): Promise<Asked | Unavailable> {
  let found: Asked | Unavailable | undefined
  const app = new Hono().get('/', (c) => {
    found = readAsked(c, name, { directory, now: NOW })
    return c.body(null)
  })
  await app.request(`/?${query}`, { headers: { 'accept-language': language } })
  return found!
}

it.each([
  ['alpha', 'alpha'],
  ['alpha,alpha', 'alpha'],
  ['beta,alpha', 'beta,alpha'],
  ['o/op', 'o/op'],
  ['i/018F4C1E-0000-7000-8000-00000000000A', 'i/018f4c1e-0000-7000-8000-00000000000a'],
])('knows %s by one name', async (name, known) => {
  expect(await ask(name)).toMatchObject({ name: known })
})

it.each(['', 'gone', 'alpha,', 'alpha,nobody', 'o/', 'o/nobody', 'i/1', 'x/alpha', 'alpha/beta', names.join()])(
  'knows no %j',
  async (name) => {
    expect(await ask(name)).toMatchObject({ unavailable: 'subject', lang: 'it' })
  },
)

it('takes what it does not know for not asked', async () => {
  const usual = { lang: 'it', theme: 'auto', range: '24h', zone: 'Europe/Rome', asOf: null, report: false }
  expect(await ask('alpha')).toMatchObject(usual)
  expect(await ask('alpha', 'lang=xx&theme=pink&range=2h&tz=Mars/Base&as_of=&report=yes')).toMatchObject(usual)
  expect(await ask('alpha', 'lang=en', 'it')).toMatchObject({ lang: 'en', zone: 'UTC' })
})

it('knows a zone by one name, however it is spelt', async () => {
  for (const tz of ['Europe/Rome', 'europe/rome', 'EUROPE/ROME'])
    expect(await ask('alpha', `tz=${tz}&lang=en`)).toMatchObject({ zone: 'Europe/Rome' })
  expect(await ask('alpha', 'tz=Etc/UTC')).toMatchObject({ zone: 'UTC' })
  expect(await ask('alpha', `tz=${'x'.repeat(9_000)}`)).toMatchObject({ zone: 'Europe/Rome' })
})

it('reads a moment to the minute, with its zone, and lets the present stand in for none', async () => {
  const at = Date.UTC(2023, 0, 23, 8, 15)
  for (const asOf of ['2023-01-23T09:15%2B01:00', '2023-01-23T09:15+01:00', '2023-01-23T08:15:59.9Z'])
    expect(await ask('alpha', `as_of=${asOf}&report=1`)).toMatchObject({ asOf: at, report: false })
  for (const asOf of [
    '2023-01-23',
    '2023-01-23T09:15',
    '2023-13-23T09:15Z',
    '2023-01-23T12:01Z',
    '1969-01-01T00:00Z',
    'x',
  ])
    expect(await ask('alpha', `as_of=${asOf}&lang=en`)).toMatchObject({ unavailable: 'as_of', lang: 'en' })
})
