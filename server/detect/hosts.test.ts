import { expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../shared/time.ts'
import { HOST_LIMIT, HOST_YOUNG_MS, Hosts } from './hosts.ts'

const start = Date.UTC(2026, 0, 1)

it('lets voices without a host open an incident at once', () => {
  expect(new Hosts().hear({ at: start })).toBe(true)
})

it('lets those of a host do so once it is four weeks old', () => {
  const hosts = new Hosts()
  expect(hosts.hear({ at: start, host: 'news.example' })).toBe(false)
  expect(hosts.hear({ at: start + HOST_YOUNG_MS - 1, host: 'news.example' })).toBe(false)
  const again = new Hosts(JSON.parse(JSON.stringify(hosts.state())))
  expect(again.hear({ at: start + HOST_YOUNG_MS, host: 'news.example' })).toBe(true)
  expect(again.hear({ at: start + HOST_YOUNG_MS, host: 'other.example' })).toBe(false)
})

it('takes a host that was away for a season as new', () => {
  const hosts = new Hosts()
  hosts.hear({ at: start, host: 'news.example' })
  expect(hosts.hear({ at: start + 91 * DAY_MS, host: 'news.example' })).toBe(false)
  expect(hosts.hear({ at: start + 92 * DAY_MS, host: 'news.example' })).toBe(false)
})

it('is not made to forget an old host by however many invented ones', () => {
  const hosts = new Hosts()
  hosts.hear({ at: start, host: 'news.example' })
  const later = start + HOST_YOUNG_MS
  expect(hosts.hear({ at: later, host: 'news.example' })).toBe(true)
  for (let i = 0; i < 5 * HOST_LIMIT; i += 1) hosts.hear({ at: later + i, host: `invented-${i}.example` })
  expect(hosts.state().hosts.length).toBe(HOST_LIMIT)
  expect(hosts.hear({ at: later + HOUR_MS, host: 'news.example' })).toBe(true)
})
