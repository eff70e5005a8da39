import { expect, it } from 'vitest'
import { SHARE_WAYS, shareLink } from './share.ts'

const ADDRESS = 'https://brusio.example/i/0197d2c0?a=1&b=2#x'

it.each(SHARE_WAYS)('opens %s with title and address in it, however they are written', (way) => {
  const title = 'Libero "Mail" <b>&amp; c’è?#1\r\nBcc: x@example.org\uD800 100%'
  const link = shareLink(way, title, ADDRESS)
  expect(link).toMatch(way === 'mail' ? /^mailto:\?/ : /^https:\/\//)
  expect(link).not.toMatch(/[\s"<>'’\\]/)
  const { search, hash } = new URL(link)
  const said = new URLSearchParams(way === 'mastodon' ? hash.slice(1) : search)
  const all = [...said.values()].join(' ')
  expect(all).toContain(title.replace('\uD800', '\uFFFD'))
  expect(all).toContain(ADDRESS)
  // Nothing of a title becomes a field of its own.
  expect([...said.keys()].every((key) => ['subject', 'body', 'text', 'url'].includes(key))).toBe(true)
})
