import { describe, expect, it } from 'vitest'
import { CATEGORIES, COMPONENT_SLUG, Component, Provider } from '../../shared/provider.ts'
import { CatalogueError, checkCatalogue, readCatalogue } from './catalogue.ts'
import { COMPONENTS, USUAL_COMPONENTS } from './components.ts'
import { toProvider } from './directory.ts'
import { OPERATORS } from './operators.ts'
import { PROBLEMS } from './problems.ts'
import { ENTRIES } from './providers.ts'

const { providers } = readCatalogue()
const bySlug = new Map(providers.map((p) => [p.slug, p]))

describe('the catalogue that ships', () => {
  it('has at least 100 providers and some in every category', () => {
    expect(providers.length).toBeGreaterThanOrEqual(100)
    expect(new Set(providers.map((p) => p.category))).toEqual(new Set(CATEGORIES))
  })

  const founding =
    'libero-mail virgilio-mail libero-pec gmail ovhcloud aruba ' +
    'facebook instagram whatsapp facebook-messenger twitter snapchat skype'
  it.each(founding.split(' '))('has %s', (slug) => {
    expect(bySlug.get(slug)?.slug).toBe(slug)
  })

  it('says who runs several', () => {
    for (const slug of ['facebook', 'instagram', 'whatsapp', 'facebook-messenger']) {
      expect(bySlug.get(slug)?.operator).toEqual({ slug: 'meta', name: 'Meta' })
    }
    for (const slug of ['libero-mail', 'virgilio-mail', 'libero-pec']) {
      expect(bySlug.get(slug)?.operator).toEqual({ slug: 'italiaonline', name: 'Italiaonline' })
    }
  })

  it('gives a source with every operator, dependency, network and helpline', () => {
    const claims = ENTRIES.flatMap((entry) =>
      [entry.operator ?? [], entry.dependencies ?? [], entry.networks ?? [], entry.helplines ?? []].flat(),
    )
    const sources = claims.map((claim) => claim.source)
    expect(sources.length).toBeGreaterThan(50)
    for (const source of sources) expect(source).toMatch(/^https:\/\/[^/]+\/.*/)
  })

  it('fits the wire form, entry by entry', () => {
    for (const provider of providers) {
      const wire = toProvider({ ...provider, id: 1, archived: false })
      expect(Provider.parse(wire)).toEqual(wire)
      expect(provider.components.length).toBeGreaterThan(0)
      expect(provider.problems.length).toBeGreaterThan(0)
    }
  })

  it('asks of a mail provider what can be wrong with mail', () => {
    const kinds = ['cannot-open', 'cannot-receive', 'cannot-send', 'bounced', 'old-mail-missing', 'slow']
    expect(PROBLEMS.mail.slice(0, 6)).toEqual(kinds)
    expect(bySlug.get('libero-mail')?.problems).toEqual(PROBLEMS.mail)
  })

  it('asks the mail of the founding story over the protocols of mail', () => {
    for (const slug of ['libero-mail', 'virgilio-mail', 'gmail']) {
      const asked = bySlug.get(slug)?.probes ?? []
      expect(asked.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['imap', 'pop3', 'smtp', 'dns']))
      expect(asked.filter(({ kind }) => kind === 'imap').every(({ component }) => component === 'imap')).toBe(true)
      expect(asked.some(({ component }) => component === 'receiving')).toBe(true)
    }
  })

  it('keeps every operator and every component in use and in form', () => {
    const runBy = new Set(providers.map((p) => p.operator?.slug))
    for (const slug of Object.keys(OPERATORS)) expect(runBy).toContain(slug)
    const parts = new Set(providers.flatMap((p) => p.components.map((c) => c.slug)))
    for (const [slug, name] of Object.entries(COMPONENTS)) {
      expect(parts).toContain(slug)
      expect(slug).toMatch(COMPONENT_SLUG)
      expect(Component.parse({ slug, name })).toEqual({ slug, name })
    }
    expect(Object.keys(USUAL_COMPONENTS).toSorted()).toEqual([...CATEGORIES].toSorted())
  })
})

const plain = { slug: 'one', name: 'One', category: 'mail', homepage: 'https://one.example/' }
const other = { slug: 'two', name: 'Two', category: 'mail', homepage: 'https://two.example/' }
const source = 'https://source.example/page'

const probed = (kind: string, target: string, more: object = {}) => ({ ...plain, probes: [{ kind, target, ...more }] })
const imap = (host: string) => ({ kind: 'imap', target: `imaps://${host}:993` })

function faultOf(...entries: unknown[]): CatalogueError {
  try {
    checkCatalogue(entries)
  } catch (error) {
    if (error instanceof CatalogueError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('a wrong entry is refused, naming entry and field', () => {
  it.each<[string, string, unknown]>([
    ['a slug with capitals', 'slug', { ...plain, slug: 'One' }],
    ['a slug that climbs folders', 'slug', { ...plain, slug: '../one' }],
    ['an empty name', 'name', { ...plain, name: '' }],
    ['a name over 60 letters', 'name', { ...plain, name: 'a'.repeat(61) }],
    ['a name that turns the text around', 'name', { ...plain, name: 'One\u202Eeno' }],
    ['a name of two lines', 'name', { ...plain, name: 'One\nTwo' }],
    ['a name without a letter', 'name', { ...plain, name: '***' }],
    ['an unknown category', 'category', { ...plain, category: 'weather' }],
    ['a script as homepage', 'homepage', { ...plain, homepage: 'javascript:alert(1)' }],
    ['a homepage with a password', 'homepage', { ...plain, homepage: 'https://a:b@one.example/' }],
    ['a homepage that leaves its attribute', 'homepage', { ...plain, homepage: 'https://one.example/"onclick=' }],
    ['an unencrypted status page', 'statusPage', { ...plain, statusPage: 'http://one.example/' }],
    ['an unencrypted feed', 'statusFeed.url', { ...plain, statusFeed: { kind: 'feed', url: 'http://one.example/' } }],
    [
      'a feed of another kind',
      'statusFeed.kind',
      { ...plain, statusFeed: { kind: 'mail', url: 'https://one.example/' } },
    ],
    [
      'a Statuspage without its slash',
      'statusFeed.url',
      { ...plain, statusFeed: { kind: 'statuspage', url: 'https://one.example' } },
    ],
    ['a domain in capitals', 'domains.0', { ...plain, domains: ['One.example'] }],
    ['a domain that is an address', 'domains.0', { ...plain, domains: ['https://one.example'] }],
    ['an alias said twice', 'aliases', { ...plain, aliases: ['uno', 'uno'] }],
    ['an operator nobody knows', 'operator.slug', { ...plain, operator: { slug: 'nobody', source } }],
    ['an operator from the prototype', 'operator.slug', { ...plain, operator: { slug: 'toString', source } }],
    ['an operator without source', 'operator.source', { ...plain, operator: { slug: 'meta' } }],
    ['a component nobody knows', 'components.0', { ...plain, components: ['engine'] }],
    ['a problem nobody knows', 'problems.0', { ...plain, problems: ['boring'] }],
    ['a helpline of letters', 'helplines.0.number', { ...plain, helplines: [{ number: 'call me', source }] }],
    ['a helpline without source', 'helplines.0.source', { ...plain, helplines: [{ number: '119' }] }],
    ['a country in small letters', 'countries.0', { ...plain, countries: ['it'] }],
    ['a network beyond 32 bits', 'networks.0.asn', { ...plain, networks: [{ asn: 2 ** 32, source }] }],
    ['a network of a mail provider', 'networks', { ...plain, networks: [{ asn: 3269, source }] }],
    ['a dependency without source', 'dependencies.0.source', { ...plain, dependencies: [{ slug: 'two' }] }],
    ['a dependency on nobody', 'dependencies.0.slug', { ...plain, dependencies: [{ slug: 'nobody', source }] }],
    ['a dependency on itself', 'dependencies.0.slug', { ...plain, dependencies: [{ slug: 'one', source }] }],
    ["a probe of somebody else's host", 'probes.0.target', probed('http', 'https://two.example/')],
    ["a probe of somebody else's port", 'probes.0.target', probed('imap', 'imaps://notone.example:993')],
    ["a question for somebody else's name", 'probes.0.target', probed('dns', 'dns:example?type=MX')],
    ["a question to somebody's resolver", 'probes.0.target', probed('dns', 'dns://9.9.9.9/one.example?type=MX')],
    ['a probe of the own machine', 'probes.0.target', probed('http', 'https://localhost/')],
    ['a probe without encryption', 'probes.0.target', probed('http', 'http://one.example/')],
    ['a probe that is written wrong', 'probes.0.target', probed('tcp', 'tcp://one.example')],
    ['a probe with a password', 'probes.0.target', probed('imap', 'imaps://a:b@one.example:993')],
    ['a kind of probe that is not ours', 'probes.0.kind', probed('external', 'https://one.example/')],
    [
      'a probe of a part that it does not have',
      'probes.0.component',
      probed('tcp', 'tcp://one.example:1', { component: 'git' }),
    ],
    ['a keyword where there is no page', 'probes.0.keyword', probed('tcp', 'tcp://one.example:1', { keyword: 'x' })],
    ['a probe said twice', 'probes', { ...plain, probes: [imap('one.example'), imap('one.example')] }],
    ['eleven probes', 'probes', { ...plain, probes: Array.from({ length: 11 }, (_, i) => imap(`${i}.one.example`)) }],
    ['a field that is not there', 'logo', { ...plain, logo: 'x' }],
    ['no homepage', 'homepage', { slug: 'one', name: 'One', category: 'mail' }],
  ])('%s', (_, field, entry) => {
    const fault = faultOf(other, entry)
    expect(fault.field).toBe(field)
    expect(fault.message).toContain(field)
    expect(fault.message).toContain(fault.entry)
  })

  it.each([[null], [undefined], ['one'], [[]], [7]])('%j instead of an entry', (entry) => {
    expect(faultOf(plain, entry).entry).toBe('number 2')
  })

  it.each<[string, string, object, object]>([
    ['a slug', 'slug', plain, plain],
    ['a name', 'name', plain, { ...other, name: 'ONE' }],
    ['an alias', 'aliases.0', { ...plain, aliases: ['Posta Uno'] }, { ...other, aliases: ['posta-uno'] }],
    ["another's name as alias", 'aliases.0', plain, { ...other, aliases: ['Óne'] }],
    ["another's slug as alias", 'aliases.0', { ...plain, name: 'First' }, { ...other, aliases: ['o n e'] }],
    ['a domain', 'domains.0', { ...plain, domains: ['x.example'] }, { ...other, domains: ['x.example'] }],
    [
      'a network',
      'networks.0.asn',
      { ...plain, category: 'fixed', networks: [{ asn: 3269, source }] },
      { ...other, category: 'mobile', networks: [{ asn: 3269, source }] },
    ],
  ])('%s that two claim', (_, field, first, second) => {
    const fault = faultOf(first, second)
    expect(fault.field).toBe(field)
  })

  it('cuts a hostile slug in its message', () => {
    expect(faultOf({ ...plain, slug: 'x'.repeat(100_000) }).message.length).toBeLessThan(300)
  })
})

it('shows names with markup as they are: escaping is the page’s business', () => {
  const { providers: checked } = checkCatalogue([{ ...plain, name: '<script>x</script>' }])
  expect(checked[0]?.name).toBe('<script>x</script>')
})
