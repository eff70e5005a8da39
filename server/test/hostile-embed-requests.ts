import * as fc from 'fast-check'
import { HOSTILE_STRINGS, whole } from './hostile-strings.ts'

/** One request, as an enemy or a broken page may send it. */
export type EmbedRequest = { path: string; headers: Record<string, string>; asked: [name: string, value: string][] }

/** What there is to be asked for. */
export type Known = { slugs: readonly string[]; retired: string; operator: string; incidents: readonly string[] }

const ENDLESS = 10_000
const PARAMETERS: Record<string, readonly string[]> = {
  lang: ['it', 'en', 'de', 'IT', ''],
  theme: ['auto', 'light', 'dark', 'DARK'],
  range: ['1h', '24h', '7d', '30d', '1y', '2y', '-1h'],
  tz: ['Europe/Rome', 'Asia/Tokyo', 'europe/rome', '+25:00', 'Etc/GMT+14', '../../etc'],
  as_of: [
    '2023-01-23T09:15+01:00',
    '2023-01-23T09:15 01:00',
    '2023-01-28T20:00Z',
    '2023-01-28T19:59:59.999999999Z',
    '2023-02-30T00:00Z',
    '1969-12-31T23:59Z',
    '0000-01-01T00:00Z',
    '9999-12-31T23:59+14:00',
    '+275760-09-13T00:00Z',
    '2023-01-23',
    'now',
    'NaN',
  ],
  report: ['1', '0', 'true', ''],
  label: ['posta', 'x'.repeat(ENDLESS), '<b>'.repeat(ENDLESS / 3), '\u202e'.repeat(1_000), '\u05d0'.repeat(2_000), ''],
  style: ['flat', 'flat-square', 'plastic', 'for-the-badge', 'social', 'constructor'],
  width: ['240', '0', '-1', '1e9', '99999999999999999999', 'NaN', '720.5'],
  height: ['320', '0', '-1', '1e9', 'Infinity'],
  maxwidth: ['400', '0', '-400', '1e400', ''],
  maxheight: ['300', '0', 'x'],
  format: ['json', 'xml', 'JSON', ''],
  url: [
    'https://brusio.example/it/p/libero-mail',
    'https://brusio.example/en/i/nothing',
    'http://[::1',
    'javascript:alert(1)',
    '//evil.example/it/p/libero-mail',
    'https://brusio.example@evil.example/it/p/libero-mail',
    `https://brusio.example/it/p/${'a'.repeat(ENDLESS)}`,
  ],
  callback: ['alert', 'x);alert('],
}
const LANGUAGES = [undefined, 'it', 'en-GB,en;q=0.9', 'de', '*', 'it;q=NaN', 'x'.repeat(2_000), ';;;,,,q=']

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE_STRINGS.map(whole)) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }).map(whole) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }).map(whole) },
)

const parameter: fc.Arbitrary<[string, string]> = fc
  .constantFrom(...Object.keys(PARAMETERS))
  .chain((name) =>
    fc.oneof(fc.constantFrom(...PARAMETERS[name]!), text).map((value): [string, string] => [name, value]),
  )
const unknownParameter: fc.Arbitrary<[string, string]> = fc.tuple(text, text)
const parameters = fc.array(fc.oneof({ weight: 9, arbitrary: parameter }, { weight: 1, arbitrary: unknownParameter }), {
  maxLength: 7,
})

/** In an address, with the signs that part it: `a,b`, `o/x`, `i/…`, or nothing of the kind. */
function subjects({ slugs, retired, operator, incidents }: Known): fc.Arbitrary<string> {
  const one = fc.constantFrom(...slugs)
  return fc.oneof(
    { weight: 6, arbitrary: one },
    {
      weight: 2,
      arbitrary: fc.array(fc.oneof(one, text.map(encodeURIComponent)), { maxLength: 12 }).map((all) => all.join(',')),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        ...incidents.map((id) => `i/${id}`),
        `i/${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`,
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        `o/${operator}`,
        'o/constructor',
        'o/',
        'i/',
        'i/1',
        retired,
        `${retired},${slugs[0]!}`,
      ),
    },
    { weight: 3, arbitrary: text.map(encodeURIComponent) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('o', 'i', 'p'), text)
        .map(([kind, name]) => `${kind}/${encodeURIComponent(name)}`),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '%',
        '%zz',
        '%ff',
        '..%2f..',
        '.',
        'libero-mail.json',
        'libero-mail%00',
        '__proto__',
        'LIBERO-MAIL',
      ),
    },
  )
}

function paths(known: Known): fc.Arbitrary<string> {
  const subject = subjects(known)
  const around = (start: string, ...ends: string[]) =>
    fc.tuple(subject, fc.constantFrom(...ends)).map(([name, end]) => `${start}${name}${end}`)
  // A picture in dots takes a tenth of a second of a processor: few of them.
  return fc.oneof(
    { weight: 100, arbitrary: around('/embed/', '.json') },
    { weight: 100, arbitrary: around('/embed/', '') },
    { weight: 100, arbitrary: around('/badge/', '.svg', '.json', '') },
    { weight: 100, arbitrary: around('/chart/', '.svg', '.txt', '') },
    { weight: 50, arbitrary: fc.constant('/oembed') },
    { weight: 50, arbitrary: around('/p/', '/feed.atom', '/feed.rss') },
    { weight: 25, arbitrary: around('/it/o/', '/feed.atom', '/feed.rss') },
    {
      weight: 25,
      arbitrary: fc.constantFrom('/feed.atom', '/feed.rss', '/en/feed.atom', '/it/feed.rss'),
    },
    { weight: 12, arbitrary: text.map((name) => `/widget-${encodeURIComponent(name)}.js`) },
    { weight: 1, arbitrary: around('/chart/', '.png') },
    { weight: 1, arbitrary: around('/og/', '.png') },
  )
}

/** The same ones each time. */
export function hostileEmbedRequests(known: Known, count: number, seed: number): EmbedRequest[] {
  const request = fc.record({
    path: paths(known),
    asked: parameters,
    language: fc.constantFrom(...LANGUAGES),
    accept: fc.constantFrom('text/html', '*/*', 'application/json', 'image/svg+xml'),
    tag: fc.option(fc.constantFrom('*', '""', 'W/"x"', '"'.repeat(500)), { nil: undefined }),
  })
  return fc.sample(request, { numRuns: count, seed }).map(({ path, asked, language, accept, tag }) => ({
    path: asked.length === 0 ? path : `${path}?${new URLSearchParams(asked).toString()}`,
    asked,
    headers: {
      accept,
      ...(language !== undefined && { 'accept-language': language }),
      ...(tag !== undefined && { 'if-none-match': tag }),
    },
  }))
}
