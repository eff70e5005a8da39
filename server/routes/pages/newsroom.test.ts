import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HOUR_MS } from '../../../shared/time.ts'
import { EMBED_FORMS } from '../../../web/embed-code.ts'
import { EXAMPLES } from '../../../web/locales/guide.ts'
import type { RunningServer } from '../../main.ts'
import { useTestDb } from '../../test/db.ts'
import { anIncident } from '../../test/factories.ts'
import { HOSTILE_STRINGS } from '../../test/hostile-strings.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { aRunningServer } from '../../test/running-server.ts'

const NOW = Date.UTC(2023, 0, 23, 12)
const PUBLIC = 'https://brusio.example'
const OPEN = '0197d2c0-0000-7000-8000-00000000000a'
const test = useTestDb()
let server: RunningServer

beforeAll(async () => {
  server = await aRunningServer(test.connection, {
    clock: createManualClock(NOW, 'live'),
    config: {
      publicUrl: PUBLIC,
      publisher: { name: undefined, contact: 'noi@example.org', address: undefined, hosting: 'Esempio <srl>, Italia' },
    },
    async begun(db, directory) {
      await anIncident(db, {
        id: OPEN,
        providerId: directory.bySlug('libero-mail')!.id,
        startedAt: new Date(NOW - HOUR_MS),
      })
    },
  })
})
afterAll(() => server?.close())

const get = async (path: string) => {
  const answer = await fetch(server.url + path, { headers: { accept: 'text/html' } })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}
const SIGNS: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }
const read = (html: string) => html.replaceAll(/&(amp|lt|gt|quot|#39);/g, (sign) => SIGNS[sign] ?? sign)
/** What stands in the field to be copied. */
const codeOf = async (query: Record<string, string>, lang = 'it') => {
  const { text } = await get(`/${lang}/newsroom?${new URLSearchParams(query).toString()}`)
  return read(/<textarea id="embed-code"[^>]*>([^]*?)<\/textarea>/.exec(text)?.[1] ?? '').trim()
}

describe('the code', () => {
  it('is offered at once: of the outage that is open, by the versioned script and its hash', async () => {
    const code = await codeOf({})
    expect(code).toMatch(
      /^<script async src="https:\/\/brusio\.example(\/widget-[0-9a-f]+\.js)" integrity="sha384-[\w+/]{64}" crossorigin="anonymous"><\/script>\n<brusio-widget incident="/,
    )
    expect(code).toContain(`incident="${OPEN}" lang="it" theme="auto" style="display:grid;min-height:`)
    expect(code).toContain(`<a href="${PUBLIC}/it/i/${OPEN}">`)
    expect(code).toContain('fonte: Brusio</a>')
  })

  it('follows an open outage until it ends, and else the service', async () => {
    expect(await codeOf({ of: 'Libero Mail' })).toContain(`incident="${OPEN}"`)
    expect(await codeOf({ of: 'Libero Mail', when: 'live' })).toContain('provider="libero-mail"')
    expect(await codeOf({ of: 'Gmail' })).toContain('provider="gmail"')
    expect(await codeOf({ of: `i/${OPEN}`, when: 'live' })).toContain('provider="libero-mail"')
  })

  it.each([
    ['Gmail', 'provider="gmail"'],
    ['gmail', 'provider="gmail"'],
    [`${PUBLIC}/it/p/gmail?range=7d#report`, 'provider="gmail"'],
    [`${PUBLIC}/en/i/${OPEN}`, `incident="${OPEN}"`],
    ['o/italiaonline', 'operator="italiaonline"'],
    ['Italiaonline', 'operator="italiaonline"'],
    [`${PUBLIC}/it/o/italiaonline`, 'operator="italiaonline"'],
    ['Gmail, WhatsApp', 'providers="gmail,whatsapp"'],
    ['gmail,whatsapp', 'providers="gmail,whatsapp"'],
  ])('understands %s', async (of, attribute) => {
    expect(await codeOf({ of })).toContain(`<brusio-widget ${attribute} `)
  })

  it('takes services from the list, alone or beside the one that is named', async () => {
    const { text } = await get('/it/newsroom?of=&with=gmail&with=whatsapp')
    expect(read(text)).toContain('providers="gmail,whatsapp"')
    const { text: beside } = await get('/it/newsroom?of=tim&with=gmail')
    expect(read(beside)).toContain('providers="tim,gmail"')
  })

  it('has of each form what that form needs, and no choice that would do nothing', async () => {
    const live = { of: 'gmail', when: 'live', lang: 'en', theme: 'dark', range: '7d', button: '1' }
    const all = Object.fromEntries(
      await Promise.all(EMBED_FORMS.map(async (form) => [form, await codeOf({ ...live, form })] as const)),
    )
    expect(all['element']).toContain('provider="gmail" lang="en" theme="dark" range="7d" report style=')
    const frame = `src="${PUBLIC}/embed/gmail?lang=en&amp;theme=dark&amp;range=7d&amp;report=1"`
    expect(all['iframe']).toContain(`<iframe ${frame} title="Gmail: reports, source: Brusio"`)
    expect(all['iframe']).toMatch(
      /width="100%" height="\d+" loading="lazy" frameborder="0" sandbox="allow-scripts [a-z -]+"><\/iframe>$/,
    )
    expect(all['amp']).toContain(`<amp-iframe ${frame}`)
    expect(all['amp']).toContain(' resizable ')
    expect(all['amp']).toContain('<div overflow tabindex="0" role="button"')
    expect(all['picture']).toContain(`${PUBLIC}/chart/gmail.png?lang=en&amp;theme=dark&amp;range=7d&amp;width=720`)
    expect(all['picture']).toContain('source: Brusio, CC BY 4.0')
    expect(all['badge']).toBe(`[![Gmail, source: Brusio](${PUBLIC}/badge/gmail.svg?lang=en)](${PUBLIC}/en/p/gmail)`)
    for (const form of ['picture', 'badge']) expect(all[form]).not.toMatch(/report=|\breport\b /)
    for (const code of Object.values(all)) expect(code).not.toContain('allow-same-origin')
  })

  it('freezes at the wall clock of the page, with its offset, in summer and in winter', async () => {
    const frozen = (as_of: string, lang?: string) =>
      codeOf({ of: 'gmail', when: 'frozen', as_of, form: 'iframe' }, lang)
    expect(await frozen('2023-01-23T09:15')).toContain('as_of=2023-01-23T09:15%2B01:00')
    expect(await frozen('2022-07-03T09:15')).toContain('as_of=2022-07-03T09:15%2B02:00')
    expect(await frozen('2023-01-23T09:15', 'en')).toContain('as_of=2023-01-23T09:15Z')
    expect(await frozen('2023-01-23T03:15-05:00')).toContain('as_of=2023-01-23T09:15%2B01:00')
    expect(await frozen('')).toContain('as_of=2023-01-23T13:00%2B01:00')
    expect(await codeOf({ of: 'gmail', when: 'frozen', as_of: '2023-01-23T09:15', button: '1' })).toContain(
      'as-of="2023-01-23T09:15+01:00" style=',
    )
  })

  it('is not there, with the reason, where it would be of another service or moment than was meant', async () => {
    for (const query of [
      'of=xyzzyplugh',
      'of=i/0197d2c0-0000-7000-8000-0000000000ff',
      'when=frozen&as_of=2030-01-01T00:00',
      'when=frozen&as_of=ieri',
    ]) {
      const { status, text } = await get(`/it/newsroom?${query}`)
      expect([
        query,
        status,
        /<textarea id="embed-code"[^>]*>\s*<\/textarea>/.test(text),
        text.includes('builder-none'),
      ]).toEqual([query, 200, true, true])
    }
    const many = Array.from({ length: 9 }, (_, i) => `with=x${i}`).join('&')
    expect((await get(`/it/newsroom?${many}`)).text).toContain('Al massimo otto servizi')
    expect((await get('/it/newsroom?of=libero')).text).toMatch(/Forse:|Libero/)
  })
})

it('shows whatever it is asked as text, and never fails', async () => {
  const names = ['of', 'with', 'form', 'lang', 'theme', 'range', 'when', 'as_of', 'button']
  const ask = async (query: Record<string, string>) => {
    const { status, text } = await get(`/en/newsroom?${new URLSearchParams(query).toString()}`)
    expect([query, status]).toEqual([query, 200])
    expect(text).not.toMatch(/<img src=x|<script>alert/)
  }
  for (const hostile of HOSTILE_STRINGS)
    await ask(Object.fromEntries(names.map((name) => [name, hostile.slice(0, 300)])))
  for (const hostile of ['<img src=x onerror=alert(1)>', '"><script>alert(1)</script>', 'a'.repeat(5000)])
    for (const name of names) await ask({ of: 'gmail', when: 'frozen', [name]: hostile })
})

it('lets only the pages that show embeds frame anything, and that only our own', async () => {
  const policy = async (path: string) => (await get(path)).headers.get('content-security-policy') ?? ''
  expect(await policy('/it/newsroom')).toContain("frame-src 'self'")
  expect(await policy('/it/newsroom/examples/amp')).toContain("frame-src 'self'")
  expect(await policy('/it/newsroom/legal-office')).not.toContain('frame-src')
  expect(await policy('/it/')).not.toContain('frame-src')
  for (const path of ['/it/newsroom', '/it/newsroom/examples/amp'])
    expect(await policy(path)).toContain("frame-ancestors 'none'")
})

describe('an example', () => {
  it.each([...EXAMPLES])('%s says that it is invented, and is found by no search engine', async (name) => {
    for (const [lang, words] of [
      ['it', 'inventata'],
      ['en', 'invented'],
    ] as const) {
      const { status, text } = await get(`/${lang}/newsroom/examples/${name}`)
      expect([status, text.includes(words), text.includes('<meta name="robots" content="noindex"')]).toEqual([
        200,
        true,
        true,
      ])
    }
  })

  it.each([...EXAMPLES])(
    '%s is the same page for somebody else to serve, with our origin in its addresses',
    async (name) => {
      const own = (await get(`/it/newsroom/examples/${name}`)).text
      const theirs = (await get(`/it/newsroom/examples/${name}?absolute=1`)).text
      expect(theirs).not.toBe(own)
      expect(theirs.replaceAll(server.url, '')).toBe(own)
      expect(
        [...theirs.matchAll(/(?:src|href)="(?!data:)([^"]*)"/g)].filter(([, to]) => !to!.startsWith(server.url)),
      ).toEqual([])
    },
  )

  it('that there is not is missing', async () => {
    expect((await get('/it/newsroom/examples/none')).status).toBe(404)
  })
})

it('tells a legal office who answers, and what is missing of that', async () => {
  for (const lang of ['it', 'en']) {
    const { status, text } = await get(`/${lang}/newsroom/legal-office`)
    expect([status, text.includes('mailto:noi@example.org'), text.includes('class="missing"')]).toEqual([
      200,
      true,
      true,
    ])
    expect(text).toMatch(/href="\/chart\/[\w-]+\.svg\?lang=/)
    expect(text).toContain('<dd>Esempio &lt;srl&gt;, Italia</dd>')
  }
})
