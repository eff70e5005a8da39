import { expect, it } from 'vitest'
import { createLog, logRequests } from './log.ts'

it('says what failed and why, and nothing of the rows it failed with', () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line: string) => void lines.push(line) })
  const cause = Object.assign(new Error('null value in column "slot"'), {
    code: '23502',
    detail: 'Failing row contains (a-reporter-key)',
    parameters: ['a-reporter-key'],
    query: 'insert into voices',
  })
  log.error({ err: new Error('the batch was not written', { cause }) }, 'ingest')
  expect(lines.join()).not.toContain('a-reporter-key')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    msg: 'ingest',
    err: { message: 'the batch was not written', cause: { code: '23502', message: 'null value in column "slot"' } },
  })
})

it('writes a line for a request, but not for who asks whether we are well', () => {
  const lines: string[] = []
  const tell = logRequests(createLog('info', { write: (line: string) => void lines.push(line) }))
  tell('/healthz', 'GET', 200, 0.1, 'one')
  tell('/readyz', 'GET', 503, 0.1, 'two')
  tell('/p/:slug', 'GET', 200, 12.345, 'three')
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      level: 30,
      time: expect.any(String),
      requestId: 'three',
      method: 'GET',
      route: '/p/:slug',
      status: 200,
      ms: 12.3,
      msg: 'request',
    },
  ])
})
