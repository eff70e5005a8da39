import { createSecretKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { NewReport } from '../../shared/report.ts'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createManualClock } from '../test/manual-clock.ts'
import { silentLog as log } from '../log.ts'
import { createIngest, type Submission } from './ingest.ts'
import type { AcceptedReport } from '../handover.ts'

const noon = Date.UTC(2026, 10, 21, 12)
const at = (ms: number) => new Date(ms).toISOString()
const provider = {
  id: 7,
  slug: 'libero-mail',
  components: [{ slug: 'webmail' }, { slug: 'app' }],
  problems: ['cannot-open', 'bounced'],
}
const agents = {
  iphone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1',
  windows: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/138.0.0.0 Safari/537.36',
}

function anIngest(options: { reportsPerMinute?: number; publicUrl?: string } = {}) {
  const clock = createManualClock(noon)
  const written: AcceptedReport[] = []
  let day = 'a'
  const ingest = createIngest({
    clock,
    log,
    reportsPerMinute: options.reportsPerMinute ?? 1_000,
    publicUrl: options.publicUrl,
    providers: { bySlug: (slug) => [provider, { ...provider, id: 8, slug: 'tim' }].find((p) => p.slug === slug) },
    country: ({ text }) => (text === '198.51.100.7' ? 'IT' : null),
    network: ({ text }) => (text === '198.51.100.7' ? 3269 : null),
    dayKey: () => ({ day, key: createSecretKey(Buffer.from(day)) }),
    write: async (batch) => {
      written.push(...batch)
      return batch.map(() => 'counted' as const)
    },
  })
  const submit = (body: Partial<NewReport>, sender: Partial<Submission> = {}) =>
    ingest.submit({
      body: { provider: 'libero-mail', answer: 'problem', ...body },
      address: '198.51.100.7',
      userAgent: agents.iphone,
      via: 'site',
      ...sender,
    })
  return { clock, written, submit, ingest, nextDay: () => void (day += 'b') }
}

describe('a report', () => {
  it('is stored with what the steps found, and without its address', async () => {
    const { submit, written } = anIngest()
    const id = v7({ msecs: noon - MINUTE_MS })
    const body = {
      id,
      problem: 'bounced',
      component: 'webmail',
      region: 'IT-25',
      began: 'today',
      observed_at: at(noon - MINUTE_MS),
    } as const
    const result = await submit(body, { referrer: 'https://Giornale.example:8443/cronaca?reader=me#x' })
    expect(result).toEqual({
      receipt: {
        id,
        provider: 'libero-mail',
        outcome: 'counted',
        counted: true,
        country: 'IT',
        received_at: at(noon),
        counts_from: null, // Its half hour is over: the next one can count at once.
      },
    })
    expect(written).toEqual([
      {
        id,
        providerId: 7,
        answer: 'problem',
        problem: 'bounced',
        component: 'webmail',
        device: 'ios',
        isDeviceSaid: false,
        country: 'IT',
        region: 'IT-25',
        network: 3269,
        began: 'today',
        reporterKey: expect.stringMatching(/^[0-9a-f]{32}$/),
        networkKey: expect.stringMatching(/^[0-9a-f]{32}$/),
        via: 'site',
        referrerHost: 'giornale.example',
        observedAt: noon - MINUTE_MS,
        receivedAt: noon,
      },
    ])
    expect(JSON.stringify(written)).not.toContain('198.51')
  })

  it('without an id gets one of its time, and what the reporter says of the device goes before the agent', async () => {
    const { submit, written } = anIngest()
    const result = await submit({ device: 'web' }, { address: 'nonsense', referrer: 'javascript:alert(1)' })
    expect(written).toMatchObject([
      {
        device: 'web',
        isDeviceSaid: true,
        began: null,
        country: null,
        network: null,
        referrerHost: null,
        observedAt: noon,
      },
    ])
    expect(result).toMatchObject({ receipt: { id: written[0]!.id, counts_from: at(noon + 30 * MINUTE_MS) } })
    expect(parseInt(written[0]!.id.replace('-', '').slice(0, 12), 16)).toBe(noon)
  })

  it('of a clock that runs ahead was observed now', async () => {
    const { submit, written } = anIngest()
    await submit({ observed_at: at(noon + 4 * MINUTE_MS) })
    expect(written).toMatchObject([{ observedAt: noon }])
  })
})

describe('a drop', () => {
  const cases: [name: string, body: Partial<NewReport>, sender: Partial<Submission>, dropped: object][] = [
    ['of an unknown provider', { provider: 'nobody' }, {}, { dropped: 'unknown-provider', field: 'provider' }],
    ['of an unknown component', { component: 'imap' }, {}, { dropped: 'unknown-component', field: 'component' }],
    [
      'of a problem its category does not know',
      { problem: 'cannot-play' },
      {},
      { dropped: 'unfit-problem', field: 'problem' },
    ],
    [
      'of something that works and has a problem',
      { answer: 'works', problem: 'bounced' },
      {},
      { dropped: 'unfit-problem', field: 'problem' },
    ],
    [
      'of something that works and began to fail',
      { answer: 'works', began: 'now' },
      {},
      { dropped: 'unfit-began', field: 'began' },
    ],
    [
      'of a page that no widget stands in',
      { host: 'giornale.example' },
      { via: 'site' },
      { dropped: 'unfit-host', field: 'host' },
    ],
    [
      'of an id that is too old',
      { id: v7({ msecs: noon - 72 * HOUR_MS - 1 }) },
      {},
      { dropped: 'id-out-of-range', field: 'id' },
    ],
    [
      'of an id from the future',
      { id: v7({ msecs: noon + 5 * MINUTE_MS + 1 }) },
      {},
      { dropped: 'id-out-of-range', field: 'id' },
    ],
    [
      'of something seen too long ago',
      { observed_at: at(noon - 48 * HOUR_MS - 1) },
      {},
      { dropped: 'observed-out-of-range', field: 'observed_at' },
    ],
    [
      'of something not seen yet',
      { observed_at: at(noon + 5 * MINUTE_MS + 1) },
      {},
      { dropped: 'observed-out-of-range', field: 'observed_at' },
    ],
    ['of a crawler', {}, { userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1)' }, { dropped: 'crawler' }],
  ]
  it.each(cases)('%s says why, and nothing is stored', async (_name, body, sender, dropped) => {
    const { submit, written } = anIngest()
    expect(await submit(body, sender)).toEqual(dropped)
    expect(written).toEqual([])
  })

  it.each([
    { id: v7({ msecs: noon - 72 * HOUR_MS }) },
    { id: v7({ msecs: noon + 5 * MINUTE_MS }) },
    { observed_at: at(noon - 48 * HOUR_MS) },
    { observed_at: at(noon + 5 * MINUTE_MS) },
    { answer: 'works' as const },
  ])('is not for the edge of the range: %o', async (body) => {
    expect(await anIngest().submit(body)).toHaveProperty('receipt')
  })

  it('of an address that presses too often says when to come back; an IPv6 address is its /64', async () => {
    const { submit } = anIngest({ reportsPerMinute: 2 })
    const from = (address: string) => submit({}, { address })
    await from('2001:db8:1:2::1')
    await from('2001:db8:1:2::2')
    expect(await from('2001:db8:1:2:ffff::3')).toMatchObject({
      dropped: 'rate-limited',
      retryAfterS: expect.any(Number),
    })
    expect(await from('2001:db8:1:3::1')).toHaveProperty('receipt')
  })
})

describe('the page that a press comes from', () => {
  const paper = 'https://giornale.example'
  const us = 'https://brusio.example'
  const cases: [name: string, body: Partial<NewReport>, sender: Partial<Submission>, host: string | null][] = [
    ['of an element: by Origin', {}, { origin: `${paper}:8443` }, 'giornale.example'],
    ['Origin goes before Referer', {}, { origin: paper, referrer: 'https://altro.example/a' }, 'giornale.example'],
    ['and both before the body', { host: 'altro.example' }, { origin: paper }, 'giornale.example'],
    ['of a link to us: by Referer', {}, { origin: us, referrer: `${paper}/cronaca` }, 'giornale.example'],
    [
      'of a frame: by the body',
      { host: 'giornale.example' },
      { origin: us, referrer: `${us}/embed/tim` },
      'giornale.example',
    ],
    [
      'of a frame in a sandbox',
      { host: 'giornale.example' },
      { origin: 'null', referrer: `${us}/` },
      'giornale.example',
    ],
    ['of a program', { host: 'giornale.example.' }, {}, 'giornale.example'],
    ['of our own page', { host: 'brusio.example' }, { origin: us, referrer: `${us}/it/newsroom` }, null],
    [
      'of us by another name',
      { host: '127.0.0.1' },
      { origin: 'http://127.0.0.1:3000', ownHost: '127.0.0.1:3000' },
      null,
    ],
    ['of another port of ours', {}, { origin: 'http://127.0.0.1:3001', ownHost: '127.0.0.1:3000' }, '127.0.0.1'],
    ['of nonsense', {}, { origin: 'null', referrer: `https://${'a'.repeat(254)}/` }, null],
  ]
  it.each(cases)('%s', async (_name, body, sender, host) => {
    const { submit, written } = anIngest({ publicUrl: `${us}/` })
    await submit(body, { via: 'widget', ...sender })
    expect(written.map(({ referrerHost }) => referrerHost)).toEqual([host])
  })
})

describe('a reporter key', () => {
  it('is one of five for an address and provider, whatever agent is claimed', async () => {
    const { submit, written } = anIngest()
    const systems = [
      'iPhone OS 18_5',
      'Android 10',
      'Windows NT 10.0',
      'Intel Mac OS X 10_15_7',
      'X11; Linux x86_64',
      'Tizen 9',
      'PlayStation',
    ]
    for (const system of systems)
      for (const version of [1, 2, 3])
        await submit({}, { userAgent: `Mozilla/5.0 (${system}) AppleWebKit/537.36 Chrome/${version}.0 Safari/537.36` })
    expect(written).toHaveLength(21)
    expect(new Set(written.map(({ reporterKey }) => reporterKey)).size).toBeLessThanOrEqual(5)
    expect(new Set(written.map(({ networkKey }) => networkKey)).size).toBe(1)
  })

  it('differs by address, provider and day; the network key by neighbourhood and day', async () => {
    const { submit, written, nextDay } = anIngest()
    await submit({})
    await submit({}, { address: '198.51.100.8' })
    await submit({ provider: 'tim' })
    nextDay()
    await submit({})
    await submit({}, { address: '198.51.101.7' })
    expect(new Set(written.map(({ reporterKey }) => reporterKey)).size).toBe(5)
    expect(written.map(({ networkKey }) => networkKey).map((key, _i, all) => all.indexOf(key))).toEqual([0, 0, 0, 3, 4])
  })
})
