import type { Hono } from 'hono'
import { beforeAll, describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time.ts'
import { createReplayClock } from '../../clock.ts'
import { anApi, fetchJson } from '../../test/api.ts'
import { useTestDb } from '../../test/db.ts'
import { aProvider, anIncident, someMinutes, somePartitions } from '../../test/factories.ts'
import { createManualClock } from '../../test/manual-clock.ts'

// In Italy an hour later: 10:00. Voices at 8:00 and 8:01 of the day, three and four.
const NOW = Date.UTC(2023, 0, 23, 9)
const EIGHT = NOW - HOUR_MS
const test = useTestDb()
let app: Hono
const ids: Record<string, string> = {}

beforeAll(async () => {
  const { db } = test
  await somePartitions(db, NOW)
  const startedAt = new Date(EIGHT)
  const follows = { kind: 'collateral' as const, of: ['tim'], share: 0.1 }
  const slugs = ['libero-mail', 'gmail', 'tiscali', 'withdrawn', 'silent']
  for (const slug of slugs) {
    const { id: providerId } = await aProvider(db, { slug, name: slug.toUpperCase() })
    if (slug !== 'silent') await someMinutes(db, providerId, EIGHT, [3, 4])
    if (slug === 'gmail') continue
    const more = {
      tiscali: { cause: follows },
      withdrawn: { withdrawnAt: new Date(NOW), resolvedAt: new Date(NOW) },
    }[slug]
    ids[slug] = (await anIncident(db, { providerId, startedAt, ...more })).id
    if (slug !== 'withdrawn') continue
    await db.sql`insert into incident_events (incident_id, provider_id, at, type, from_state, to_state, evidence, reason)
      values (${ids[slug]}, ${providerId}, ${NOW}::timestamptz, 'withdrawn', 'ok', 'ok', '{}', 'A test.')`
  }
  app = await anApi(db, createManualClock(NOW))
})

const get = async (path: string, from = app) => {
  const { status, body } = await fetchJson(from, `/api/v1${path}`)
  return { status, ...(body as Record<string, unknown>) }
}

describe('a citation', () => {
  it('of an incident says how many reports, when, in which zone, and that they are not affected users', async () => {
    expect(await get(`/incidents/${ids['libero-mail']}/citation`)).toEqual({
      status: 200,
      generated_at: '2023-01-23T09:00:00.000Z',
      mode: 'live',
      provider: 'libero-mail',
      incident: ids['libero-mail'],
      voices: 7,
      from: '2023-01-23T08:00:00.000Z',
      to: '2023-01-23T09:00:00.000Z',
      zone: 'Europe/Rome',
      it: 'Secondo 7 segnalazioni su Brusio, tra le 09:00 e le 10:00 del 23 gennaio 2023 (CET) c’erano problemi con LIBERO-MAIL; le segnalazioni non sono gli utenti colpiti.',
      en: 'According to 7 reports on Brusio between 09:00 and 10:00 on 23 January 2023 (CET), there were problems with LIBERO-MAIL; reports are not affected users.',
      not_cited: null,
      url: `http://localhost/i/${ids['libero-mail']}`,
    })
  })

  it('of a provider where nothing is open says what people report, and no verdict', async () => {
    expect(await get('/providers/gmail/citation')).toMatchObject({
      incident: null,
      voices: 7,
      from: '2023-01-22T09:00:00.000Z',
      it: expect.stringMatching(
        /su Brusio sono arrivate 7 segnalazioni di problemi con GMAIL; le segnalazioni non sono/,
      ),
      en: expect.stringMatching(/7 reports of problems with GMAIL were sent to Brusio; reports are not affected users/),
      url: 'http://localhost/p/gmail',
    })
  })

  it('is of the minutes that were asked for', async () => {
    const between = (from: number, to: number) =>
      get(`/providers/gmail/citation?from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`)
    expect(await between(EIGHT + 90_000, NOW + DAY_MS)).toMatchObject({
      voices: 4,
      from: '2023-01-23T08:01:00.000Z',
      to: '2023-01-23T09:00:00.000Z',
      not_cited: null,
    })
    expect(await between(EIGHT, EIGHT + MINUTE_MS)).toMatchObject({ voices: 3 })
    expect(await between(EIGHT + 2 * MINUTE_MS, NOW)).toMatchObject({
      voices: 0,
      it: null,
      en: null,
      not_cited: 'quiet',
    })
  })

  it.each([
    ['what follows others', () => `/incidents/${ids['tiscali']}/citation`, 'collateral'],
    ['a time in which it followed others', () => '/providers/tiscali/citation?from=2023-01-23T08:30:00Z', 'collateral'],
    ['what was withdrawn', () => `/incidents/${ids['withdrawn']}/citation`, 'withdrawn'],
    ['what nobody has reported', () => `/incidents/${ids['silent']}/citation`, 'silent'],
  ])('of %s is not given, and why', async (_name, path, not_cited) => {
    expect(await get(path())).toMatchObject({ status: 200, it: null, en: null, not_cited })
  })

  it('is not given of a replay', async () => {
    const clock = createReplayClock({ startAt: NOW, speed: 1 })
    const replay = await anApi(test.db, clock)
    expect(await get('/providers/gmail/citation', replay)).toMatchObject({
      mode: 'replay',
      it: null,
      not_cited: 'replay',
    })
  })

  it.each([
    ['/providers/gmail/citation?to=2023-01-23T08:00:00Z', 'from'],
    ['/providers/gmail/citation?from=2023-01-23T10:00:00Z', 'from'],
    ['/providers/gmail/citation?from=2023-01-10T10:00:00Z', 'from'],
    ['/providers/gmail/citation?from=yesterday', 'from'],
    ['/providers/gmail/citation?since=2023-01-10T10:00:00Z', 'since'],
    ['/incidents/7/citation', 'id'],
  ])('is refused at %s', async (path, field) => {
    expect(await get(path)).toMatchObject({ status: 400, field })
  })

  it('of nobody is not there', async () => {
    expect(await get('/providers/nobody/citation')).toMatchObject({ status: 404 })
    expect(await get('/incidents/0197d2c0-0000-7000-8000-000000000001/citation')).toMatchObject({ status: 404 })
  })
})
