import { afterAll, beforeAll, expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createManualClock } from './manual-clock.ts'
import type { RunningServer } from '../main.ts'
import { useTestDb } from './db.ts'
import { anIncident } from './factories.ts'
import { aRunningServer, PHONE } from './running-server.ts'

// Two newspapers have our widget in their page, one as an element and one as a frame in a sandbox; two dozen of thirty-eight report in the first.
const NINE = Date.UTC(2026, 0, 13, 9)
const US = 'https://brusio.example'
const ELEMENT = { origin: 'https://giornale.example' }
const FRAME = { origin: 'null', referer: `${US}/embed/libero-mail?report=1` }
const test = useTestDb()
let server: RunningServer
let incident: string
let people = 0

beforeAll(async () => {
  server = await aRunningServer(test.connection, {
    clock: createManualClock(NINE + 5 * MINUTE_MS),
    config: { publicUrl: US },
    async begun(db, directory) {
      const providerId = directory.bySlug('libero-mail')?.id ?? 0
      incident = (await anIncident(db, { providerId, startedAt: new Date(NINE - HOUR_MS) })).id
    },
  })
})
afterAll(() => server?.close())

async function press(headers: Record<string, string>, more: Record<string, unknown> = {}) {
  const answer = await fetch(`${server.url}/api/v1/reports`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': PHONE,
      'x-forwarded-for': `93.${++people}.7.9`,
      ...headers,
    },
    body: JSON.stringify({ provider: 'libero-mail', ...more }),
  })
  return answer.status
}
const times = (n: number, act: () => Promise<number>) => Promise.all(Array.from({ length: n }, act))
const read = async (path: string) => (await fetch(server.url + path, { headers: { accept: 'text/html' } })).text()
const words = (html: string) => html.replaceAll(/<[^>]*>/g, '').replaceAll('\u00A0', ' ')

it('labels what one newspaper brought, on the pages and in the API, and counts it in the citation', async () => {
  const all = [
    await times(24, () => press(ELEMENT, { via: 'widget' })),
    await times(10, () => press(FRAME, { via: 'widget', host: 'radio.example' })),
    await times(4, () => press({ referer: `${US}/p/libero-mail` }, { via: 'site' })),
  ]
  expect(new Set(all.flat())).toEqual(new Set([200]))
  expect(await press({}, { via: 'site', host: 'giornale.example' })).toBe(400)

  const detail = JSON.parse(await read(`/api/v1/incidents/${incident}`))
  const span = { host: 'giornale.example', since: '2026-01-13T09:00:00.000Z', until: '2026-01-13T09:05:00.001Z' }
  expect(detail.echo).toEqual({
    voices: 38,
    through_widgets: 34,
    // Too few came through the other to name it: anybody can make up a name.
    hosts: [{ host: 'giornale.example', voices: 24 }],
    unnamed: 0,
    amplified: [{ ...span, share: 24 / 38, voices: 38 }],
  })
  const label = 'il 63 % delle segnalazioni dichiara di venire dalle pagine di giornale.example.'
  const story = words(await read(`/it/i/${incident}`))
  expect(story).toContain(`Amplificato (13 gennaio 2026, 10:00–10:05): ${label}`)
  expect(story).not.toContain('radio.example')
  expect(words(await read('/it/p/libero-mail/why'))).toContain(label)
  expect(words(await read('/it/p/libero-mail'))).toContain(label)
  expect(words(await read('/en/p/libero-mail'))).toContain(
    '63 % of the reports say that they come from the pages of giornale.example',
  )
  expect(await read('/it/p/gmail')).not.toContain('Amplificato')

  const cited = JSON.parse(await read('/api/v1/providers/libero-mail/citation'))
  expect(cited).toMatchObject({ voices: 38, incident, url: `${US}/i/${incident}`, not_cited: null })
  expect(await read('/it/p/libero-mail')).toContain(`gli utenti colpiti. ${US}/i/${incident}</textarea>`)
  // Nothing of the address of a page but its host.
  const stored = await test.db.sql`select distinct referrer_host from reports order by 1`
  expect(stored.map(({ referrer_host }) => referrer_host)).toEqual(['giornale.example', 'radio.example', null])
})
