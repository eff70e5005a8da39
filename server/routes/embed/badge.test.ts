import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { Hono } from 'hono'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Mode } from '../../../shared/live.ts'
import { UNJUDGED, type Verdict } from '../../../shared/series.ts'
import { DAY_MS } from '../../../shared/time.ts'
import { createDirectory, type Directory } from '../../catalogue/directory.ts'
import { readProviders } from '../../store/providers.ts'
import { HOSTILE_STRINGS, whole } from '../../test/hostile-strings.ts'
import { NOON, NOW, OPEN_MINUTE, useLiveRows } from '../../test/live-rows.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { BADGE_COLOURS, BADGE_STYLES } from './badge-look.tsx'
import { badgeRoutes, badgeState, MOST_LABEL_CHARS } from './badge.ts'
import { createReadings } from './readings.ts'

const rows = useLiveRows()
let directory: Directory
beforeAll(async () => {
  directory = createDirectory(await readProviders(rows.db))
})

function aSite(mode: Mode = 'live') {
  const clock = createManualClock(NOW, mode)
  const app = new Hono().route(
    '/',
    badgeRoutes({ clock, directory, readings: createReadings({ db: rows.db, clock, directory }) }),
  )
  return (path: string, headers: Record<string, string> = { 'accept-language': 'it' }) => app.request(path, { headers })
}

async function confirm() {
  await rows.beat(NOON - DAY_MS, OPEN_MINUTE)
  await rows.judge('alpha', 'confirmed', NOON)
  await rows.incident('alpha', NOON)
  // The crowd alone says so.
  await rows.db.sql`update incidents set verified = false`
  await rows.count('alpha', OPEN_MINUTE, 40)
}

/** The form that shields asks an endpoint for: these keys and no others, one logo, a whole number of seconds. */
const ShieldsEndpoint = z
  .strictObject({
    schemaVersion: z.literal(1),
    label: z.string(),
    message: z.string().min(1),
    color: z.string().optional(),
    labelColor: z.string().optional(),
    isError: z.boolean().optional(),
    namedLogo: z.string().optional(),
    logoSvg: z.string().optional(),
    logoColor: z.string().optional(),
    logoWidth: z.number().optional(),
    style: z.enum(BADGE_STYLES).optional(),
    cacheSeconds: z.int().min(0).optional(),
  })
  .refine(({ namedLogo, logoSvg }) => namedLogo === undefined || logoSvg === undefined)
  .refine(({ namedLogo, logoColor }) => logoColor === undefined || namedLogo !== undefined)

const json = async (answer: Response) => ShieldsEndpoint.parse(await answer.json())
const titleOf = (svg: string): string => {
  expect(XMLValidator.validate(svg)).toBe(true)
  const { svg: root } = new XMLParser({ ignoreAttributes: false, trimValues: false }).parse(svg) as {
    svg: { title: string; '@_aria-label': string }
  }
  expect(root['@_aria-label']).toBe(root.title)
  return root.title
}

it('names no state of before while nothing can be read, and nobody keeps that it did not', async () => {
  const readings = {
    live: async () => {
      throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' })
    },
  }
  const app = new Hono().route('/', badgeRoutes({ clock: createManualClock(NOW, 'live'), directory, readings }))
  const svg = await app.request('/badge/alpha.svg?lang=it')
  expect([svg.status, svg.headers.get('cache-control')]).toEqual([503, 'no-store'])
  expect(titleOf(await svg.text())).toContain('non disponibile al momento')
  const shields = await app.request('/badge/alpha.json?lang=en')
  expect([shields.status, shields.headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(await json(shields)).toMatchObject({ message: 'not available at the moment', isError: true })
})

describe('a badge', () => {
  it('says the state in few words, and from whom it is', async () => {
    await confirm()
    const answer = await aSite()('/badge/alpha.svg')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
    expect(answer.headers.get('cache-control')).toBe('public, max-age=60')
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(titleOf(await answer.text())).toBe('ALPHA: molte segnalazioni · fonte: Brusio')
    await rows.db.sql`update incidents set verified = true`
    expect(titleOf(await (await aSite()('/badge/alpha.svg')).text())).toBe('ALPHA: problemi verificati · fonte: Brusio')
  })

  it('speaks the language that was asked for, else that of who asks', async () => {
    await confirm()
    const get = aSite()
    expect(titleOf(await (await get('/badge/alpha.svg?lang=en')).text())).toContain('many problem reports')
    expect(titleOf(await (await get('/badge/alpha.svg?lang=xx', { 'accept-language': 'en' })).text())).toContain('many')
  })

  it.each(BADGE_STYLES)('is drawn in the style %s, and flat where the style is none', async (style) => {
    const get = aSite()
    const drawn = await (await get(`/badge/alpha.svg?style=${style}`)).text()
    titleOf(drawn)
    const flat = await (await get('/badge/alpha.svg?style=constructor')).text()
    expect(drawn === flat).toBe(style === 'flat')
  })

  it('is given as unchanged to who has it', async () => {
    const get = aSite()
    for (const path of ['/badge/alpha.svg', '/badge/alpha.json']) {
      const etag = (await get(path)).headers.get('etag')!
      const again = await get(path, { 'accept-language': 'it', 'if-none-match': etag })
      expect([again.status, await again.text()]).toEqual([304, ''])
    }
  })

  it('has the label that was asked for, at most sixty characters of it, as plain text', async () => {
    const get = aSite()
    const labelled = async (label: string) => {
      const query = new URLSearchParams({ label, lang: 'it' })
      titleOf(await (await get(`/badge/alpha.svg?${query}`)).text())
      return (await json(await get(`/badge/alpha.json?${query}`))).label
    }
    expect(await labelled('La posta')).toBe('La posta')
    expect(await labelled('x'.repeat(10_000))).toBe(`${'x'.repeat(MOST_LABEL_CHARS - 1)}…`)
    expect(await labelled('<b onload="x">&')).toBe('<b onload="x">&')
    expect(await labelled('\u202egnorw\u202c\u0000')).toBe('gnorw')
    expect(await labelled('\u05d0'.repeat(2_000))).toHaveLength(MOST_LABEL_CHARS)
    for (const text of HOSTILE_STRINGS.map(whole)) await labelled(text)
  })

  it.each(['replay', 'simulation'] as const)('says that it is of a %s', async (mode) => {
    const { message } = await json(await aSite(mode)('/badge/alpha.json'))
    expect(message).toMatch(mode === 'replay' ? /^replay · / : /^simulazione · /)
  })
})

describe('a badge for shields', () => {
  it('has its form', async () => {
    await confirm()
    expect(await json(await aSite()('/badge/alpha.json?style=plastic'))).toMatchObject({
      schemaVersion: 1,
      label: 'ALPHA',
      message: 'molte segnalazioni · fonte: Brusio',
      color: BADGE_COLOURS.confirmed,
      isError: false,
      style: 'plastic',
      cacheSeconds: 60,
    })
  })

  it('is an error in its own words where there is nothing, and a picture of that is not found', async () => {
    const get = aSite()
    for (const slug of ['nobody', 'gone', '%2e%2e']) {
      const answer = await get(`/badge/${slug}.json`)
      expect([answer.status, await json(answer)]).toMatchObject([200, { isError: true, message: 'non disponibile' }])
      const picture = await get(`/badge/${slug}.svg`)
      expect(picture.status).toBe(404)
      expect(titleOf(await picture.text())).toBe('non disponibile')
    }
  })
})

describe('the words and colours of a state', () => {
  const verdict = (more: Partial<Verdict>): Verdict => ({ ...UNJUDGED, ...more })
  it.each([
    ['unknown', verdict({})],
    ['ok', verdict({ state: 'ok' })],
    ['raised', verdict({ state: 'ok', reports_15m: 40, expected_15m: 2 })],
    ['suspected', verdict({ state: 'suspected' })],
    ['confirmed', verdict({ state: 'confirmed' })],
    ['verified', verdict({ state: 'confirmed', verified: true })],
    ['recovering', verdict({ state: 'recovering', verified: true })],
    ['collateral', verdict({ state: 'confirmed', cause: { kind: 'collateral', of: ['beta'], share: 0.1 } })],
  ] as const)('are %s', (state, given) => {
    expect(badgeState(given)).toBe(state)
  })

  it('are never green, red only where it is verified, and can be read in white', () => {
    const light = (hex: string) => {
      const [r, g, b] = [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255)
      const linear = [r!, g!, b!].map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
      return {
        green: g! > r! * 1.05 && g! > b! * 1.05,
        contrast: 1.05 / (0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]! + 0.05),
      }
    }
    for (const [state, colour] of Object.entries(BADGE_COLOURS)) {
      expect(light(colour).green, state).toBe(false)
      expect(light(colour).contrast, state).toBeGreaterThanOrEqual(4.5)
      expect(colour === BADGE_COLOURS.verified, state).toBe(state === 'verified')
    }
  })
})
