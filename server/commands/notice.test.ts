import { beforeEach, describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../shared/time.ts'
import { noteLook } from '../store/notice-sources.ts'
import { readNotices } from '../store/notices.ts'
import { useTestDb } from '../test/db.ts'
import { aProvider } from '../test/factories.ts'
import { OptionError } from './notice-options.ts'
import { notice } from './notice.ts'

const NOW = Date.UTC(2023, 0, 27, 12)
const world = useTestDb()
let slug = ''
let providerId = 0
beforeEach(async () => {
  await world.db.sql`truncate notices, forecasts, notice_sources cascade`
  const webmail = { slug: 'webmail', name: { it: 'Webmail', en: 'Webmail' } }
  const provider = await aProvider(world.db, { components: [webmail] })
  slug = provider.slug
  providerId = provider.id
})

async function run(...args: string[]): Promise<string[]> {
  const lines: string[] = []
  await notice(args, { db: world.db, now: NOW, print: (line) => lines.push(line) })
  return lines
}
const kept = () => readNotices(world.db, { providerId, from: 0, to: NOW + DAY_MS, limit: 100 })
const WORDS = [
  '--by',
  'operator',
  '--author',
  'Italiaonline',
  '--text',
  'Prevediamo di ripristinare entro 24/48 ore.',
  '--lang',
  'it',
]
const at = (text: string) => Date.parse(text)

describe('npm run notice -- add', () => {
  it('keeps what an operator has said, with what it announced, counted from the days on which it may have been said', async () => {
    const said = ['--said', '2023-01-25/2023-01-26', '--within', '24h/48h', '--topics', 'cause,attack_denied']
    const [line] = await run('add', slug, ...WORDS, ...said, '--source', 'https://example.org/n', '--device', 'ios')
    const [found] = await kept()
    expect(line).toContain(found!.id)
    const [from, to] = [at('2023-01-25T00:00+01:00'), at('2023-01-27T00:00+01:00')]
    expect(found).toMatchObject({
      by: 'operator',
      author: 'Italiaonline',
      domain: null,
      text: 'Prevediamo di ripristinare entro 24/48 ore.',
      lang: 'it',
      topics: ['cause', 'attack_denied', 'forecast'],
      source: 'https://example.org/n',
      component: null,
      device: 'ios',
      saidFrom: from,
      saidTo: to,
      seenAt: NOW,
      forecasts: [
        { dueFrom: from + DAY_MS, dueTo: to + 2 * DAY_MS, zone: 'Europe/Rome', component: null, device: 'ios' },
      ],
    })
  })

  it('keeps a deadline as it was named, in the zone that was named', async () => {
    const due = ['--due', '2023-01-27T18:00/2023-01-28', '--zone', 'America/New_York', '--component', 'webmail']
    await run('add', slug, ...WORDS, '--said', 'unknown', ...due)
    const [found] = await kept()
    expect(found).toMatchObject({
      saidFrom: null,
      saidTo: null,
      topics: ['forecast'],
      forecasts: [
        {
          dueFrom: at('2023-01-27T18:00-05:00'),
          dueTo: at('2023-01-29T00:00-05:00'),
          zone: 'America/New_York',
          component: 'webmail',
        },
      ],
    })
  })

  it('takes a day that is not over: it was said before now', async () => {
    await run('add', slug, ...WORDS, '--said', '2023-01-27')
    expect(await kept()).toMatchObject([{ saidFrom: at('2023-01-27T00:00+01:00'), saidTo: NOW, topics: [] }])
  })

  it('keeps the same only once', async () => {
    await run('add', slug, ...WORDS, '--said', '2023-01-27')
    await expect(run('add', slug, ...WORDS, '--said', '2023-01-27')).rejects.toThrow('there already')
    await run('add', slug, ...WORDS, '--said', '2023-01-26')
    expect(await kept()).toHaveLength(2)
  })

  it.each([
    ['--said', []],
    ['--said', ['--said', 'yesterday']],
    ['--said', ['--said', '2023-01-28']],
    ['--said', ['--said', '2023-01-27T12:01Z']],
    ['--topics', ['--said', 'unknown', '--topics', 'weather']],
    ['--topics', ['--said', 'unknown', '--topics', 'cause,cause']],
    ['--within', ['--said', 'unknown', '--within', '24h']],
    ['--within', ['--said', '2023-01-25', '--within', 'soon']],
    ['--within', ['--said', '2023-01-25', '--within', '24h', '--due', '2023-01-28']],
    ['--due', ['--said', '2023-01-25', '--due', '2023-01-20']],
    ['--due', ['--said', '2023-01-25', '--due', 'x']],
    ['--zone', ['--said', 'unknown', '--zone', 'Mars/Base']],
    ['--component', ['--said', 'unknown', '--component', 'pec']],
    ['--device', ['--said', 'unknown', '--device', 'fridge']],
    ['--source', ['--said', 'unknown', '--source', 'javascript:alert(1)']],
    ['--lang', ['--said', 'unknown', '--lang', 'it']],
  ])('says that %s is wrong: %j', async (option, args) => {
    const run1 = run('add', slug, ...WORDS, ...args)
    await expect(run1).rejects.toThrow(OptionError)
    await expect(run1).rejects.toThrow(option)
    expect(await kept()).toEqual([])
  })

  it.each([
    ['--by', ['--author', 'A', '--text', 'x', '--lang', 'it']],
    ['--by', ['--by', 'me', '--author', 'A', '--text', 'x', '--lang', 'it']],
    ['--author', ['--by', 'provider', '--text', 'x', '--lang', 'it']],
    ['--author', ['--by', 'provider', '--author', 'x'.repeat(101), '--text', 'x', '--lang', 'it']],
    ['--text', ['--by', 'provider', '--author', 'A', '--lang', 'it']],
    ['--text', ['--by', 'provider', '--author', 'A', '--text', 'x'.repeat(4001), '--lang', 'it']],
    ['--lang', ['--by', 'provider', '--author', 'A', '--text', 'x']],
    ['--lang', ['--by', 'provider', '--author', 'A', '--text', 'x', '--lang', 'no such language']],
  ])('says that %s is missing or wrong', async (option, args) => {
    await expect(run('add', slug, '--said', 'unknown', ...args)).rejects.toThrow(new RegExp(`^${option}: `))
  })

  it.each([
    ['add'],
    ['add', 'nobody', ...WORDS, '--said', 'unknown'],
    ['add', 'a', 'b', ...WORDS],
    ['add', 'a', '--colour', 'red'],
    ['list', 'nobody'],
    ['list', 'a', '--by', 'provider'],
    ['withdraw', 'no-id', '--reason', 'x'],
    ['withdraw', '018f4c1e-0000-7000-8000-00000000000a', '--reason', 'x'],
    ['burn', 'a'],
    [],
  ])('makes nothing of %j', async (...args) => {
    await expect(run(...args)).rejects.toThrow(OptionError)
    expect(await kept()).toEqual([])
  })
})

describe('npm run notice -- list and withdraw', () => {
  it('shows what was said, when, and where we look', async () => {
    expect(await run('list', slug)).toEqual(['Nothing is known to have been said.'])
    await run('add', slug, ...WORDS, '--said', '2023-01-25T10:00+01:00', '--within', '24h')
    const url = 'https://status.example/'
    await noteLook(world.db, {
      providerId,
      url,
      kind: 'statuspage',
      at: NOW - HOUR_MS,
      etag: null,
      failure: 'it answers 500',
    })
    const lines = await run('list', slug)
    expect(lines[0]).toMatch(/said 2023-01-25T09:00:00.000Z {2}operator {2}Italiaonline {2}forecast$/)
    expect(lines.slice(1)).toEqual([
      '  announced for 2023-01-26T09:00:00.000Z',
      '  Prevediamo di ripristinare entro 24/48 ore.',
      'statuspage https://status.example/: looked at 2023-01-27T11:00:00.000Z, never read, it answers 500',
    ])
  })

  it('takes back what was put in by mistake, with a reason, once', async () => {
    await run('add', slug, ...WORDS, '--said', 'unknown')
    const [{ id } = { id: '' }] = await kept()
    await expect(run('withdraw', id)).rejects.toThrow('--reason: is missing')
    await run('withdraw', id, '--reason', 'wrong provider')
    expect(await kept()).toEqual([])
    expect((await run('list', slug))[1]).toMatch(/withdrawn 2023-01-27T12:00:00.000Z: wrong provider/)
    await expect(run('withdraw', id, '--reason', 'again')).rejects.toThrow('withdrawn already')
  })
})
