import { beforeEach, describe, expect, it } from 'vitest'
import { DAY_MS } from '../../shared/time.ts'
import { createOutbound } from '../outbound.ts'
import { PROOF_LASTS_MS } from '../store/domain-proofs.ts'
import { readNotices } from '../store/notices.ts'
import { useTestDb } from '../test/db.ts'
import { aProvider } from '../test/factories.ts'
import { startNameServer } from '../test/probe-servers/dns-server.ts'
import type { Reply } from '../test/probe-servers/dns-server.ts'
import { closeAfterEach } from '../test/probe-servers/sockets.ts'
import { OptionError } from './notice-options.ts'
import { reply } from './reply.ts'

const NOW = Date.UTC(2023, 0, 25, 12)
const world = useTestDb()
const outbound = createOutbound({ allowPrivate: true })
let slug = ''
let providerId = 0
let now = NOW
beforeEach(async () => {
  now = NOW
  await world.db.sql`truncate notices, forecasts, domain_proofs cascade`
  const provider = await aProvider(world.db, {
    name: 'Libero Mail',
    homepage: 'https://www.libero.example/',
    domains: ['libero.example', 'inwind.example'],
  })
  slug = provider.slug
  providerId = provider.id
})
closeAfterEach()

type Via = Parameters<typeof reply>[1]['outbound']
async function run(args: string[], via: Via = outbound): Promise<string[]> {
  const lines: string[] = []
  await reply(args, { db: world.db, now, print: (line) => lines.push(line), outbound: via, timeoutMs: 500 })
  return lines
}
const tokenOf = (lines: string[]) => /"brusio-reply=([0-9a-f]{32})"$/.exec(lines[0] ?? '')?.[1] ?? ''
const ask = async (domain = 'libero.example') => tokenOf(await run(['ask', slug, domain]))

/** A name server on loopback with this TXT record of `_brusio.libero.example`, in these parts. */
async function serving(...records: (string | string[])[]) {
  const answer = ({ name, type }: { name: string; type: string }): Reply =>
    name === '_brusio.libero.example' && type === 'TXT'
      ? { answers: records.map((data) => ({ name, type: 'TXT', class: 'IN', ttl: 60, data })) }
      : { rcode: 'NXDOMAIN' }
  return `127.0.0.1:${(await startNameServer(answer)).port}`
}
const check = (resolvers: string, domain = 'libero.example') => run(['check', slug, domain, '--resolvers', resolvers])
const STATEMENT = ['--text', 'Nessun attacco.\nI dati sono al sicuro.', '--lang', 'it']
const say = (...more: string[]) => run(['say', slug, '--domain', 'libero.example', ...STATEMENT, ...more])
const kept = () => readNotices(world.db, { providerId, from: 0, to: now, limit: 100 })

describe('npm run reply -- ask', () => {
  it('prints the record, the same one until it is proven, and after 400 days another', async () => {
    const [line] = await run(['ask', slug, 'libero.example'])
    expect(line).toMatch(/^_brusio\.libero\.example\. {2}TXT {2}"brusio-reply=[0-9a-f]{32}"$/)
    const token = await ask()
    expect(line).toContain(token)
    expect(await ask('inwind.example')).not.toBe(token)
    now += PROOF_LASTS_MS
    expect(await ask()).not.toBe(token)
  })

  it('asks of their own domains only', async () => {
    for (const domain of ['www.libero.example', 'LIBERO.example.', 'inwind.example'])
      expect(await ask(domain)).toMatch(/./)
    for (const domain of [
      'example',
      'mail.libero.example',
      'notlibero.example',
      'gmail.example',
      '',
      'x y',
      '127.0.0.1',
    ])
      await expect(ask(domain), domain).rejects.toThrow('none of the domains of Libero Mail')
  })
})

describe('npm run reply -- check', () => {
  it('believes what all the name servers see that it was told to ask', async () => {
    const record = `brusio-reply=${await ask()}`
    const one = await serving('v=spf1 -all', record)
    const other = await serving([record.slice(0, 20), record.slice(20)])
    expect(await check(`${one},${other}`)).toEqual([`Libero Mail has proven libero.example: seen by ${one}, ${other}.`])
    expect((await run(['ask', slug, 'libero.example']))[1]).toBe('It was seen there on 2023-01-25T12:00:00.000Z.')
  })

  it('else believes two of its own list, not one: an answer can be forged', async () => {
    const record = `brusio-reply=${await ask()}`
    const [good, bad] = [await serving(record), await serving('brusio-reply=00000000000000000000000000000000')]
    const through = (seeing: (string | undefined)[]): Via => ({
      resolver: (address, options) => outbound.resolver(seeing.includes(address) ? good : bad, options),
    })
    const lines = ['check', slug, 'libero.example']
    await expect(run(lines, through(['1.1.1.1']))).rejects.toThrow('seen by 1 of 4 resolvers, and 2 must see it')
    await expect(say()).rejects.toThrow('is not proven')
    expect(await run(lines, through([undefined, '9.9.9.9']))).toEqual([
      '1.1.1.1: another record',
      '8.8.8.8: another record',
      'Libero Mail has proven libero.example: seen by own, 9.9.9.9.',
    ])
  })

  it.each<[string, () => Promise<string>]>([
    ['another token', () => serving('brusio-reply=00000000000000000000000000000000')],
    ['a token with more behind it', async () => serving(`brusio-reply=${await ask()}0`)],
    ['a token by itself', async () => serving(await ask())],
    ['no record', () => serving()],
    ['no such name', async () => `127.0.0.1:${(await startNameServer(() => ({ rcode: 'NXDOMAIN' }))).port}`],
    ['a fault', async () => `127.0.0.1:${(await startNameServer(() => ({ rcode: 'SERVFAIL' }))).port}`],
    ['rubbish', async () => `127.0.0.1:${(await startNameServer(() => Buffer.from('hello'))).port}`],
    ['nothing', async () => `127.0.0.1:${(await startNameServer(() => undefined)).port}`],
  ])('believes nothing where there is %s', async (_, serve) => {
    await ask()
    const resolver = await serve()
    await expect(check(resolver)).rejects.toThrow('seen by 0 of 1 resolvers')
    await expect(say()).rejects.toThrow('is not proven')
  })

  it('does not take the token of one domain, or of one provider, for another', async () => {
    const token = await ask('inwind.example')
    await ask()
    await expect(check(await serving(`brusio-reply=${token}`))).rejects.toThrow('seen by 0')
    const other = await aProvider(world.db, { homepage: 'https://libero.example/' })
    const resolver = await serving(`brusio-reply=${token}`)
    await run(['ask', other.slug, 'libero.example'])
    await expect(run(['check', other.slug, 'libero.example', '--resolvers', resolver])).rejects.toThrow('seen by 0')
  })

  it('asks nobody that it may not ask, nor before the provider was asked', async () => {
    await expect(check('127.0.0.1')).rejects.toThrow('Nobody was asked')
    await ask()
    for (const resolvers of ['', ' , ', 'x', Array.from({ length: 9 }, (_, i) => `192.0.2.${i}`).join(',')])
      await expect(check(resolvers), resolvers).rejects.toThrow(/^--resolvers: /)
    const closed = createOutbound()
    const args = ['check', slug, 'libero.example', '--resolvers', '127.0.0.1']
    await expect(run(args, closed)).rejects.toThrow('--resolvers: 127.0.0.1 must be an IP address, and a public one')
  })
})

describe('npm run reply -- say', () => {
  const prove = async () => check(await serving(`brusio-reply=${await ask()}`))

  it("stands beside the verdict word for word, as the provider's own", async () => {
    await prove()
    await say('--topics', 'attack_denied,data_safe', '--source', 'https://libero.example/note', '--within', '24h')
    expect(await kept()).toMatchObject([
      {
        by: 'provider',
        author: 'Libero Mail',
        domain: 'libero.example',
        text: 'Nessun attacco.\nI dati sono al sicuro.',
        topics: ['attack_denied', 'data_safe', 'forecast'],
        source: 'https://libero.example/note',
        saidFrom: NOW,
        saidTo: NOW,
        forecasts: [{ dueFrom: NOW + DAY_MS, dueTo: NOW + DAY_MS, zone: 'Europe/Rome' }],
      },
    ])
    await expect(
      say('--topics', 'attack_denied,data_safe', '--source', 'https://libero.example/note', '--within', '24h'),
    ).rejects.toThrow('there already')
  })

  it('is for who has proven the domain, for 400 days', async () => {
    await expect(say()).rejects.toThrow('libero.example is not proven')
    await prove()
    await expect(run(['say', slug, '--domain', 'inwind.example', ...STATEMENT])).rejects.toThrow(
      'inwind.example is not proven',
    )
    now += PROOF_LASTS_MS - 1
    await say()
    now += 1
    await expect(say('--said', 'unknown')).rejects.toThrow('libero.example is not proven')
    expect(await kept()).toHaveLength(1)
  })

  it('says which option is wrong', async () => {
    await prove()
    const texts = ['--lang', 'it', '--domain', 'libero.example']
    await expect(run(['say', slug, ...texts])).rejects.toThrow('--text: is missing')
    await expect(run(['say', slug, ...texts, '--text', 'x'.repeat(4001)])).rejects.toThrow(/^--text: must have at most/)
    await expect(run(['say', slug, ...STATEMENT])).rejects.toThrow('--domain: is missing')
    await expect(say('--topics', 'weather')).rejects.toThrow('--topics: ')
  })
})

it.each([
  [],
  ['ask'],
  ['ask', 'a'],
  ['ask', 'a', 'b', 'c'],
  ['check', 'a'],
  ['say', 'a', 'b'],
  ['say', 'a', '--by', 'operator'],
  ['burn', 'a', 'b'],
])('makes nothing of %j', async (...args) => {
  await expect(run(args)).rejects.toThrow(OptionError)
})
