import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createAgentReader, FAMILIES, readAgent } from './device.ts'
import { remember } from './lru.ts'

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'
const android =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36'
const windows =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0'
const macos =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15'
const linux = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

it.each([
  ['an iPhone', iphone, 'ios', 'ios', false],
  ['an Android telephone', android, 'android', 'android', false],
  ['Windows', windows, 'windows', 'desktop', false],
  ['a Mac', macos, 'macos', 'desktop', false],
  ['Linux', linux, 'other', 'desktop', false],
  ['a program', 'curl/8.14.1', 'other', null, false],
  ['nothing', '', 'other', null, false],
  ['markup', '<script>alert(1)</script>', 'other', null, false],
  ['Google', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'other', null, true],
  ['Bing', 'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)', 'other', null, true],
])('reads the agent of %s', (_name, userAgent, family, device, crawler) => {
  expect(readAgent(userAgent)).toEqual({ family, device, crawler })
})

it('knows five families, whatever a sender writes', () => {
  const read = createAgentReader()
  fc.assert(
    fc.property(fc.string({ maxLength: 2_000, unit: 'binary' }), (text) => FAMILIES.includes(read(text).family)),
  )
  expect(FAMILIES).toHaveLength(5)
})

it('remembers the last used texts and no more', () => {
  const asked: string[] = []
  const read = remember(4, (text) => asked.push(text))
  for (const text of ['a', 'b', 'c', 'd', 'a', 'e', 'a', 'b']) read(text)
  // e pushed out b, the oldest, for a had been used again.
  expect(asked).toEqual(['a', 'b', 'c', 'd', 'e', 'b'])
})
