import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createLog } from '../log.ts'
import type { RunningServer } from '../main.ts'
import { createManualClock } from './manual-clock.ts'
import { useTestDb } from './db.ts'
import { anIncident } from './factories.ts'
import { aRunningServer, press } from './running-server.ts'

// What the page for a legal office promises: who reads an article with an embed is written down nowhere.

const NOW = Date.UTC(2023, 0, 23, 12)
const INCIDENT = '0197d2c0-0000-7000-8000-00000000000b'
/** Of a block that nobody has (RFC 5737), so that it can come from nowhere else. */
const ADDRESS = '198.51.100.147'
const AGENT = 'Mozilla/5.0 marked-agent-7f3a'
const ARTICLE = 'https://marked-newspaper.example/marked-article'
const MARKS = [ADDRESS, 'marked-agent', 'marked-newspaper', 'marked-article']

const test = useTestDb()
const lines: string[] = []
let server: RunningServer
beforeAll(async () => {
  server = await aRunningServer(test.connection, {
    clock: createManualClock(NOW, 'live'),
    log: createLog('trace', { write: (line: string) => void lines.push(line) }),
    async begun(db, directory) {
      const providerId = directory.bySlug('libero-mail')!.id
      await anIncident(db, { id: INCIDENT, providerId, startedAt: new Date(NOW - 3_600_000) })
    },
  })
})
afterAll(() => server?.close())

const SUBJECTS = ['libero-mail', 'libero-mail,gmail', 'o/italiaonline', `i/${INCIDENT}`]
const LIVE = [
  '/widget.js',
  ...SUBJECTS.flatMap((subject) => [
    `/embed/${subject}`,
    `/embed/${subject}.json`,
    `/chart/${subject}.svg`,
    `/chart/${subject}.png`,
    `/og/${subject}.svg`,
    `/og/${subject}.png`,
  ]),
  '/badge/libero-mail.svg',
  '/badge/libero-mail.json',
  '/oembed?url=/it/p/libero-mail',
  '/feed.atom',
  '/feed.rss',
  '/it/p/libero-mail/feed.atom',
  '/en/o/italiaonline/feed.rss',
]
const AS_OF = 'as_of=2023-01-23T09:15Z&lang=en'
const FAILING = [
  '/embed/nobody',
  '/embed/nobody.json',
  '/embed/libero-mail?as_of=x',
  '/chart/nobody.png',
  '/badge/nobody.svg',
  '/oembed',
  '/widget-0.js',
]

const ask = async (path: string) => {
  const headers = { 'x-forwarded-for': ADDRESS, 'user-agent': AGENT, referer: ARTICLE, origin: new URL(ARTICLE).origin }
  const answer = await fetch(server.url + path, { headers })
  await answer.arrayBuffer()
  return { path, status: answer.status, cookie: answer.headers.get('set-cookie') }
}

/** Every row of every table, as text. */
async function readDatabase(): Promise<string> {
  const { sql } = server.db
  const tables = await sql<{ name: string }[]>`
    select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'`
  expect(tables.length).toBeGreaterThan(10)
  const rows: string[] = []
  for (const { name } of tables) {
    const found = await sql<{ row: string }[]>`select t::text as row from ${sql.unsafe(name)} t`
    rows.push(...found.map(({ row }) => row))
  }
  return rows.join('\n')
}

const found = (text: string) => MARKS.filter((mark) => text.includes(mark))

it('writes down no address, agent or article of who is shown an embed, in no log and no table', async () => {
  expect(lines.join('\n')).toContain('listening')
  const paths = [...LIVE, ...LIVE.filter((path) => /embed|chart|og\//.test(path)).map((path) => `${path}?${AS_OF}`)]
  const answers = []
  for (const path of paths) answers.push(await ask(path))
  expect(answers.filter(({ status }) => status >= 400)).toEqual([])
  const refused = []
  for (const path of FAILING) refused.push(await ask(path))
  expect(refused.filter(({ status }) => status < 400 || status >= 500)).toEqual([])
  expect([...answers, ...refused].filter(({ cookie }) => cookie !== null)).toEqual([])
  expect(found(lines.join('\n'))).toEqual([])
  expect(found(await readDatabase())).toEqual([])
})

it('asks every address that is mounted for embeds', () => {
  const kinds = /^\/(?:(?:it|en)\/)?(embed|chart|og|badge|oembed|widget|:file|feed|p\/:slug\/feed|o\/:slug\/feed)\b/
  const mounted = new Set(
    server.routes.flatMap(({ method, path }) => (method === 'GET' && kinds.exec(path)?.[1]) || []),
  )
  expect([...mounted].toSorted()).toEqual([
    ':file',
    'badge',
    'chart',
    'embed',
    'feed',
    'o/:slug/feed',
    'oembed',
    'og',
    'p/:slug/feed',
    'widget',
  ])
})

it('nor of a live line that was open for as long as it was seen', async () => {
  const headers = { 'x-forwarded-for': ADDRESS, 'user-agent': AGENT, origin: new URL(ARTICLE).origin }
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/v1/live`, { headers })
  const heard = await new Promise<string>((resolve, reject) => {
    socket.on('open', () => socket.send(JSON.stringify({ type: 'subscribe', topics: ['embed:it:libero-mail'] })))
    socket.on('message', (data: Buffer) => resolve(data.toString()))
    socket.on('error', reject)
  })
  expect(heard).not.toBe('')
  socket.close()
  await new Promise((resolve) => socket.on('close', resolve))
  expect(found(lines.join('\n'))).toEqual([])
  expect(found(await readDatabase())).toEqual([])
})

it('keeps of who presses there the name of the site, and neither address nor agent', async () => {
  const body = {
    provider: 'libero-mail',
    answer: 'problem',
    problem: 'cannot-open',
    via: 'widget',
    host: 'marked-newspaper.example',
  }
  const { status } = await press(server.url, ADDRESS, body)
  expect(status).toBeLessThan(300)
  await expect.poll(async () => found(await readDatabase())).toEqual(['marked-newspaper'])
  expect(found(lines.join('\n'))).toEqual([])
})
