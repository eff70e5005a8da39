import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { useTestDb } from '../test/db.ts'
import { aProvider } from '../test/factories.ts'
import { createApiKey, useApiKey } from './api-keys.ts'
import { TARGETS_PER_PROVIDER, readProbeStandings, uuidTime, writeProbeResults } from './probes.ts'
import type { ProbeResultRow } from './probes.ts'

const NOW = Date.UTC(2023, 0, 23, 9)
const test = useTestDb()

function aResult(providerId: number, fields: Partial<ProbeResultRow> = {}): ProbeResultRow {
  const at = fields.at ?? NOW
  return {
    id: uuidv7({ msecs: at }),
    providerId,
    component: null,
    kind: 'http',
    target: 'https://mail.example/',
    apiKeyId: null,
    at,
    outcome: 'up',
    status: 200,
    timings: { dns: 1, connect: 2.5, tls: null, first_byte: 30 },
    certificateExpiresAt: null,
    ...fields,
  }
}

async function aKey(name: string): Promise<number> {
  const { token } = await createApiKey(test.db, { name, scope: 'probe-results', now: NOW })
  return (await useApiKey(test.db, token, NOW))!.id
}

describe('writeProbeResults', () => {
  it('stores a result once, however often it comes', async () => {
    const { id } = await aProvider(test.db)
    const [a, b] = [aResult(id), aResult(id, { target: 'https://other.example/' })]
    expect(await writeProbeResults(test.db, [a, b, a])).toEqual({ stored: 2, repeated: 1, refused: 0 })
    expect(await writeProbeResults(test.db, [b])).toEqual({ stored: 0, repeated: 1, refused: 0 })
    const [row] = await test.db.sql`select count(*) from probes where provider_id = ${id}`
    expect(row?.count).toBe(2)
  })

  it('makes one target where many write at once', async () => {
    const { id } = await aProvider(test.db)
    const written = await Promise.all(
      Array.from({ length: 8 }, (_, i) => writeProbeResults(test.db, [aResult(id, { at: NOW + i })])),
    )
    expect(written.map((w) => w.stored)).toEqual(Array(8).fill(1))
    const [row] = await test.db.sql`select count(*) from probes where provider_id = ${id}`
    expect(row?.count).toBe(1)
  })

  it('keeps so many targets of a provider and refuses the next, but never one of its own', async () => {
    const { id } = await aProvider(test.db)
    const { token } = await createApiKey(test.db, { name: 'milano', scope: 'probe-results', now: NOW })
    const apiKeyId = (await useApiKey(test.db, token, NOW))!.id
    const rows = Array.from({ length: TARGETS_PER_PROVIDER + 2 }, (_, i) =>
      aResult(id, { target: `https://mail.example/${i}`, apiKeyId }),
    )
    expect(await writeProbeResults(test.db, rows)).toEqual({ stored: TARGETS_PER_PROVIDER, repeated: 0, refused: 2 })
    const late = { target: 'https://late.example/' }
    expect(await writeProbeResults(test.db, [aResult(id, { ...late, apiKeyId })])).toMatchObject({ refused: 1 })
    expect(await writeProbeResults(test.db, [aResult(id, late)])).toMatchObject({ stored: 1, refused: 0 })
    expect(await writeProbeResults(test.db, [aResult(id, { ...late, apiKeyId })])).toMatchObject({ stored: 1 })
  })

  it('believes the server of which part a target is, whatever an agent has said before', async () => {
    const { id } = await aProvider(test.db)
    const { token } = await createApiKey(test.db, { name: 'milano', scope: 'probe-results', now: NOW })
    const apiKeyId = (await useApiKey(test.db, token, NOW))!.id
    const partOf = async (...rows: ProbeResultRow[]) => {
      await writeProbeResults(test.db, rows)
      const [row] = await test.db.sql<
        [{ component: string | null }]
      >`select component from probes where provider_id = ${id}`
      return row.component
    }
    const said = (component: string) => aResult(id, { component, apiKeyId })
    const own = (component: string | null) => aResult(id, { component })
    expect(await partOf(said('imap'))).toBe('imap')
    expect(await partOf(said('sending'))).toBe('imap')
    expect(await partOf(own('webmail'))).toBe('webmail')
    expect(await partOf(said('imap'), own(null), said('imap'))).toBeNull()
  })

  it('keeps one address asked in two ways apart, and until when its certificate holds', async () => {
    const { id } = await aProvider(test.db)
    const target = 'mail.example'
    const certificateExpiresAt = NOW + 30 * DAY_MS
    await writeProbeResults(test.db, [
      aResult(id, { kind: 'tls', target, certificateExpiresAt }),
      aResult(id, { kind: 'external', target, component: 'webmail', outcome: 'unreachable', status: null }),
    ])
    expect(await readProbeStandings(test.db, id, NOW)).toMatchObject([
      { kind: 'external', target, component: 'webmail', outcome: 'unreachable' },
      { kind: 'tls', target, component: null, outcome: 'up' },
    ])
    const rows = await test.db.sql<{ expires: Date | null }[]>`
      select r.certificate_expires_at as expires from probe_results r join probes p on p.id = r.probe_id
      where p.provider_id = ${id} order by p.kind`
    expect(rows.map(({ expires }) => expires?.getTime())).toEqual([undefined, certificateExpiresAt])
  })

  it('makes room for the days of a batch, also where it has made room before', async () => {
    const { id } = await aProvider(test.db)
    const days = [10, 11, 10, 12].map((n) => NOW - n * DAY_MS)
    for (const at of days) expect(await writeProbeResults(test.db, [aResult(id, { at })])).toMatchObject({ stored: 1 })
    const both = [9, 13].map((n) => aResult(id, { at: NOW - n * DAY_MS }))
    expect(await writeProbeResults(test.db, both)).toMatchObject({ stored: 2 })
  })

  it('makes room for results of three days ago', async () => {
    const { id } = await aProvider(test.db)
    expect(await writeProbeResults(test.db, [aResult(id, { at: NOW - 3 * DAY_MS })])).toMatchObject({ stored: 1 })
  })
})

describe('readProbeStandings', () => {
  it('tells since when the outcome is the same, and the share of up', async () => {
    //  8:00 up   8:20 timeout   8:40 status   8:50 status   8:55 blocked is its own   now 9:00
    const { id } = await aProvider(test.db)
    await writeProbeResults(test.db, [
      aResult(id, { at: NOW - 60 * MINUTE_MS }),
      aResult(id, { at: NOW - 40 * MINUTE_MS, outcome: 'timeout', status: null }),
      aResult(id, { at: NOW - 20 * MINUTE_MS, outcome: 'status', status: 503 }),
      aResult(id, { at: NOW - 10 * MINUTE_MS, outcome: 'status', status: 502 }),
    ])
    expect(await readProbeStandings(test.db, id, NOW)).toEqual([
      {
        kind: 'http',
        target: 'https://mail.example/',
        component: null,
        vantage: null,
        at: NOW - 10 * MINUTE_MS,
        outcome: 'status',
        status: 502,
        timings: { dns: 1, connect: 2.5, tls: null, first_byte: 30 },
        since: NOW - 20 * MINUTE_MS,
        certificateExpiresAt: null,
        upShare24h: 0.25,
      },
    ])
    await writeProbeResults(test.db, [aResult(id, { at: NOW - 5 * MINUTE_MS, outcome: 'blocked', status: 403 })])
    expect(await readProbeStandings(test.db, id, NOW)).toMatchObject([
      { outcome: 'blocked', since: NOW - 5 * MINUTE_MS, upShare24h: 0.25 },
    ])
  })

  it('takes the later of two results of one instant, whatever they say', async () => {
    const { id } = await aProvider(test.db)
    const [first, second] = [uuidv7({ msecs: NOW, seq: 1 }), uuidv7({ msecs: NOW, seq: 2 })]
    await writeProbeResults(test.db, [
      aResult(id, { id: second, outcome: 'timeout', status: null }),
      aResult(id, { id: first }),
    ])
    expect(await readProbeStandings(test.db, id, NOW)).toMatchObject([
      { at: NOW, outcome: 'timeout', since: NOW, upShare24h: 0.5 },
    ])
  })

  it('keeps vantage points apart and names them by their key', async () => {
    const { id } = await aProvider(test.db)
    const apiKeyId = await aKey('milan-1')
    await writeProbeResults(test.db, [aResult(id), aResult(id, { apiKeyId, outcome: 'refused', status: null })])
    const standings = await readProbeStandings(test.db, id, NOW)
    expect(standings.map(({ vantage, outcome, upShare24h }) => [vantage, outcome, upShare24h])).toEqual([
      [null, 'up', 1],
      ['milan-1', 'refused', 0],
    ])
  })

  it('takes what is older than an hour for history', async () => {
    const { id } = await aProvider(test.db)
    await writeProbeResults(test.db, [aResult(id, { at: NOW - HOUR_MS - 1 })])
    expect(await readProbeStandings(test.db, id, NOW)).toEqual([])
    await writeProbeResults(test.db, [aResult(id, { outcome: 'internal', status: null })])
    expect(await readProbeStandings(test.db, id, NOW)).toMatchObject([{ outcome: 'internal', upShare24h: 1 }])
  })

  it('hears of a late result by its time, not by when it came', async () => {
    const { id } = await aProvider(test.db)
    await writeProbeResults(test.db, [aResult(id)])
    await writeProbeResults(test.db, [aResult(id, { at: NOW - 30 * MINUTE_MS, outcome: 'timeout', status: null })])
    expect(await readProbeStandings(test.db, id, NOW)).toMatchObject([{ outcome: 'up', at: NOW, upShare24h: 0.5 }])
  })
})

it('reads the time in a UUIDv7', () => {
  expect(uuidTime(uuidv7({ msecs: NOW }))).toBe(NOW)
})
