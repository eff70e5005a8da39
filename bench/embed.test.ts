import { describe, expect, it } from 'vitest'
import { createBare } from './served/bare.ts'
import { compare, type Figures } from './embed/limits.ts'
import { viewsOf } from './embed/mix.ts'
import { createReader, increase, since } from './embed/statements.ts'

const REACHED: Figures = {
  bench: 'embed',
  widgetKb: 6,
  firstPaintMs: 99,
  cls: 0,
  socketsFor20: 1,
  ratio: 0.5,
  queriesPerSecondAt100kPerMinute: 1,
}

it('holds each figure against its limit', () => {
  expect(compare(REACHED).filter(({ holds }) => !holds)).toEqual([])
  const missed: Partial<Figures>[] = [
    { widgetKb: 6.01 },
    { firstPaintMs: 100 },
    { cls: 0.0001 },
    { socketsFor20: 2 },
    { socketsFor20: 0 },
    { ratio: 0.49 },
    { queriesPerSecondAt100kPerMinute: 1.01 },
    { firstPaintMs: Number.NaN },
  ]
  for (const one of missed)
    expect(
      compare({ ...REACHED, ...one }).filter(({ holds }) => !holds),
      JSON.stringify(one),
    ).toHaveLength(1)
})

it('looks at a provider in every form, language, range and zone, each once', () => {
  const views = viewsOf('libero-mail')
  expect(new Set(views).size).toBe(views.length)
  expect(views.filter((one) => one.startsWith('/embed/libero-mail.json?'))).toHaveLength(2 * 5 * 5)
  const named = (name: string) => new Set(views.map((one) => new URL(one, 'http://x').searchParams.get(name)))
  expect(named('tz').size).toBe(6)
  expect(named('range').size).toBe(6)
})

describe('counting on the wire', () => {
  const int = (value: number) => Buffer.from(Uint32Array.of(value).buffer).swap32()
  const said = (kind: string, ...words: string[]) => {
    const body = Buffer.from(words.map((word) => `${word}\0`).join(''))
    return Buffer.concat([Buffer.from(kind), int(body.length + 4), body])
  }
  const hello = Buffer.concat([int(8), int(196_608)])
  const question = Buffer.concat([int(8), int(80_877_103)])
  const talk = Buffer.concat([
    question,
    hello,
    said('P', 'one', 'select  1\n  from a'),
    said('B', '', 'one'),
    said('E', ''),
    said('S'),
    said('B', '', 'one'),
    said('E', ''),
    said('Q', 'select 2'),
  ])

  it.each([1, 7, 10_000])('hears each run of a statement, whatever the pieces it comes in (%i bytes)', (size) => {
    const ran: string[] = []
    const read = createReader((text) => ran.push(text))
    for (let at = 0; at < talk.length; at += size) read(talk.subarray(at, at + size))
    expect(ran).toEqual(['select 1 from a', 'select 1 from a', 'select 2'])
  })

  it('tells what was run more often, and sets off nothing against it', () => {
    const ran = since(
      new Map([['a', 5]]),
      new Map([
        ['a', 8],
        ['b', 4],
      ]),
    )
    expect([...ran]).toEqual([
      ['a', 3],
      ['b', 4],
    ])
    const idle = new Map([
      ['a', 1],
      ['b', 9],
    ])
    expect(increase(idle, ran, 2)).toEqual([{ text: 'a', perSecond: 1 }])
  })
})

it('is compared with the same bytes, and with a 304 for who has them', async () => {
  const bare = createBare(new TextEncoder().encode('{"a":1}'), {
    type: 'application/json',
    etag: 'W/"x"',
    isJson: false,
  })
  const whole = await bare.request('/anything')
  expect([whole.status, whole.headers.get('content-type'), await whole.text()]).toEqual([
    200,
    'application/json',
    '{"a":1}',
  ])
  const known = await bare.request('/', { headers: { 'if-none-match': 'W/"x"' } })
  expect([known.status, await known.text()]).toEqual([304, ''])
})

it('is compared with a handler that writes the same JSON for each', async () => {
  const bare = createBare(new TextEncoder().encode('{"a": 1}'), { type: 'application/json', etag: '', isJson: true })
  const answer = await bare.request('/anything')
  expect([answer.headers.get('content-type'), await answer.text()]).toEqual(['application/json', '{"a":1}'])
})
