import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { compactVerify, CompactSign, createLocalJWKSet, exportJWK, generateKeyPair, importJWK } from 'jose'
import { v7 } from 'uuid'
import { MINUTE_MS } from '../../shared/time.ts'
import { createDirectory } from '../catalogue/directory.ts'
import { readProviders } from '../store/providers.ts'
import { readSigningKeys } from '../store/signing-keys.ts'
import { useTestDb } from '../test/db.ts'
import { aProvider, aReport, somePartitions } from '../test/factories.ts'
import { createManualClock } from '../test/manual-clock.ts'
import { createReceipts, MAX_RECEIPT_CHARS } from './receipts.ts'

const NOW = Date.UTC(2026, 10, 21, 12)
const test = useTestDb()
let providerId: number
let deps: Parameters<typeof createReceipts>[0]

beforeAll(async () => {
  await somePartitions(test.db, NOW)
  providerId = (await aProvider(test.db, { slug: 'tim', name: 'TIM' })).id
  const directory = createDirectory(await readProviders(test.db))
  const config = { publicUrl: 'https://brusio.example' }
  deps = { db: test.db, clock: createManualClock(NOW), directory, config }
})
beforeEach(() => test.db.sql`truncate signing_keys`)

const aPress = (more: object = {}) =>
  aReport(test.db, { providerId, observedAt: new Date(NOW - MINUTE_MS), receivedAt: new Date(NOW), ...more })
const issued = async (id: string) => (await createReceipts(deps).issue(id))!
const encode = (value: object) => new TextEncoder().encode(JSON.stringify(value))

describe('a receipt', () => {
  it('says what was pressed, when, and what became of it, and nothing of who it was', async () => {
    const person = { device: 'ios', country: 'IT', region: 'IT-25', network: 3269, referrerHost: 'giornale.example' }
    const { id } = await aPress({ ...person, problem: 'no-signal', component: 'app', began: 'hour', outcome: 'repeat' })
    const { receipt, payload } = await issued(id)
    expect(payload).toEqual({
      iss: 'https://brusio.example',
      id,
      provider: 'tim',
      name: 'TIM',
      answer: 'problem',
      problem: 'no-signal',
      outcome: 'repeat',
      pressed_at: '2026-11-21T11:59:00.000Z',
      received_at: '2026-11-21T12:00:00.000Z',
      mode: 'live',
    })
    expect(JSON.parse(Buffer.from(receipt.split('.')[1]!, 'base64url').toString())).toEqual(payload)
  })

  it('is checked by anybody with the published keys, which have nothing private in them', async () => {
    const { id } = await aPress()
    const { receipt } = await issued(id)
    const keys = await createReceipts(deps).publicKeys()
    expect(Object.keys(keys.keys[0]!).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
    const { protectedHeader } = await compactVerify(receipt, createLocalJWKSet(keys))
    expect(protectedHeader).toEqual({ alg: 'EdDSA', kid: keys.keys[0]!.kid, typ: 'brusio-receipt' })
  })

  it('is the same each time, also from another process', async () => {
    const { id } = await aPress()
    expect(await issued(id)).toEqual(await issued(id))
  })

  it('of a play says that it is one', async () => {
    const { id } = await aPress()
    const clock = { ...createManualClock(NOW), now: () => NOW, mode: 'simulation' as const }
    expect((await createReceipts({ ...deps, clock }).issue(id))!.payload.mode).toBe('simulation')
  })

  it('of a report that nobody sent, or that is gone, there is none', async () => {
    expect(await createReceipts(deps).issue(v7({ msecs: NOW }))).toBeUndefined()
    expect(await createReceipts(deps).issue(v7({ msecs: 0 }))).toBeUndefined()
  })
})

describe('checking', () => {
  it('takes what we signed, also as a mail breaks it into lines', async () => {
    const { receipt, payload } = await issued((await aPress()).id)
    const broken = ` ${receipt.slice(0, 70)}\r\n${receipt.slice(70)}\n`
    expect(await createReceipts(deps).check(broken)).toEqual({ payload })
  })

  it('takes what an older key has signed', async () => {
    const { receipt, payload } = await issued((await aPress()).id)
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true })
    await test.db.sql`insert into signing_keys (kid, private_jwk, created_at)
      values ('newer', ${JSON.stringify(await exportJWK(privateKey))}::text::jsonb, ${NOW + 1}::timestamptz)`
    expect(await createReceipts(deps).check(receipt)).toEqual({ payload })
    expect((await readSigningKeys(test.db)).map(({ kid }) => kid)[0]).toBe('newer')
  })

  it('finds out who changed a letter, or signed with his own key under our name', async () => {
    const { receipt, payload } = await issued((await aPress({ outcome: 'repeat' })).id)
    const [header, , signature] = receipt.split('.')
    const forged = Buffer.from(JSON.stringify({ ...payload, outcome: 'counted' })).toString('base64url')
    const { check } = createReceipts(deps)
    expect(await check(`${header}.${forged}.${signature}`)).toEqual({ fault: 'altered' })
    const { privateKey } = await generateKeyPair('EdDSA')
    const sign = (kid: string, alg = 'EdDSA') =>
      new CompactSign(encode(payload)).setProtectedHeader({ alg, kid, typ: 'brusio-receipt' }).sign(privateKey)
    const [{ kid } = { kid: '' }] = await readSigningKeys(test.db)
    expect(await check(await sign(kid))).toEqual({ fault: 'altered' })
    expect(await check(await sign('somebody'))).toEqual({ fault: 'stranger' })
  })

  it('believes no other algorithm, whatever the header says', async () => {
    const { receipt } = await issued((await aPress()).id)
    const [key] = await readSigningKeys(test.db)
    const [, payload] = receipt.split('.')
    const header = (alg: string) =>
      Buffer.from(JSON.stringify({ alg, kid: key!.kid, typ: 'brusio-receipt' })).toString('base64url')
    const { check } = createReceipts(deps)
    expect(await check(`${header('none')}.${payload}.`)).toEqual({ fault: 'altered' })
    const secret = new TextEncoder().encode(key!.privateJwk.x)
    const hmac = await new CompactSign(Buffer.from(payload!, 'base64url'))
      .setProtectedHeader({ alg: 'HS256', kid: key!.kid })
      .sign(secret)
    expect(await check(hmac)).toEqual({ fault: 'altered' })
  })

  it('takes nothing for a receipt that our key has signed for another purpose', async () => {
    await issued((await aPress()).id)
    const [key] = await readSigningKeys(test.db)
    const sign = async (payload: object, typ: string) =>
      new CompactSign(encode(payload))
        .setProtectedHeader({ alg: 'EdDSA', kid: key!.kid, typ })
        .sign(await importJWK(key!.privateJwk, 'EdDSA'))
    const { check } = createReceipts(deps)
    expect(await check(await sign({ hello: 1 }, 'brusio-receipt'))).toEqual({ fault: 'unreadable' })
    expect(await check(await sign({ hello: 1 }, 'JWT'))).toEqual({ fault: 'unreadable' })
  })

  it.each(['', 'hello', '..', 'a.b.c', '<script>', 'e30.e30.e30', 'x'.repeat(MAX_RECEIPT_CHARS + 1), '\u0000.\uD800.'])(
    'says of %j that it cannot be read',
    async (text) => expect(await createReceipts(deps).check(text)).toEqual({ fault: 'unreadable' }),
  )
})

it('publishes every key when several processes make their first one at once', async () => {
  const { id } = await aPress()
  const signed = await Promise.all(Array.from({ length: 8 }, () => issued(id)))
  const { check } = createReceipts(deps)
  for (const { receipt, payload } of signed) expect(await check(receipt)).toEqual({ payload })
  const before = await readSigningKeys(test.db)
  await issued(id)
  expect(await readSigningKeys(test.db)).toEqual(before)
})
