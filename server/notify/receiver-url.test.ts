import { expect, it } from 'vitest'
import { faultOfUrl } from './receiver-url.ts'

it.each([
  'https://example.com/',
  'https://example.com:443/hook?of=us',
  'https://example.com:1024/',
  'https://example.com:65535/',
])('sees nothing wrong with %s', (url) => {
  expect(faultOfUrl(url, false)).toBeUndefined()
})

const PORTS = [0, 22, 25, 80, 445, 465, 853, 993, 1023]

it.each<[url: string, why: RegExp]>([
  ['example.com', /no address/],
  ['https://example.com:65536/', /no address/],
  ['http://example.com/', /https/],
  ['ftp://example.com/', /https/],
  ['https://me@example.com/', /password/],
  ['https://:secret@example.com/', /password/],
  ['https://example.com/#here', /fragment/],
  ...PORTS.map((port): [string, RegExp] => [`https://example.com:${port}/`, /port/]),
])('refuses %s', (url, why) => {
  expect(faultOfUrl(url, false)).toMatch(why)
})

it('takes any port, with or without TLS, in a network of one’s own', () => {
  for (const url of ['http://127.0.0.1/', 'http://10.0.0.1:9/', 'https://10.0.0.1:8443/'])
    expect(faultOfUrl(url, true)).toBeUndefined()
  expect(faultOfUrl('ftp://10.0.0.1/', true)).toMatch(/https/)
})
