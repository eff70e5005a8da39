import { afterAll, beforeAll, expect, it } from 'vitest'
import { createReplayClock } from '../../clock.ts'
import type { RunningServer } from '../../main.ts'
import { useTestDb } from '../../test/db.ts'
import { aRunningServer } from '../../test/running-server.ts'

const test = useTestDb()
let server: RunningServer
beforeAll(async () => {
  const clock = createReplayClock({ startAt: Date.UTC(2026, 0, 20), speed: 1, mode: 'simulation' })
  server = await aRunningServer(test.connection, { clock, config: { archive: true } })
})
afterAll(() => server?.close())

const get = async (path: string) => {
  const answer = await fetch(server.url + path)
  return { status: answer.status, text: await answer.text() }
}

it('says of what is played that nothing is archived, on the page and for a service', async () => {
  for (const path of ['/en/archive', '/en/archive?provider=libero-mail']) {
    const { status, text } = await get(path)
    expect([path, status]).toEqual([path, 200])
    expect(text).toContain('of something that is played nothing is archived')
  }
  expect((await get('/it/archive')).text).toContain('di ciò che è messo in scena non si archivia nulla')
})

it('has no files then, and no page for a service or a month that there is not', async () => {
  for (const path of [
    '/archive/index.json',
    '/archive/SHA256SUMS',
    '/archive/providers.csv',
    '/en/archive?provider=nobody',
    '/en/archive?month=2026-01',
  ])
    expect([path, (await get(path)).status]).toEqual([path, 404])
  expect((await get('/archive/index.json')).text).toContain('a replay or a simulation has none')
})
