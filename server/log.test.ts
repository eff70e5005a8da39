import { DrizzleQueryError } from 'drizzle-orm/errors'
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

const MARK = 'a-reporter-key'
/** What is written of it, at each level at which it could be. */
function written(error: unknown): string[] {
  const lines: string[] = []
  const log = createLog('trace', { write: (line: string) => void lines.push(line) })
  for (const level of ['debug', 'warn', 'error', 'fatal'] as const) {
    log[level]({ err: error }, 'failed')
    if (error instanceof Error) log[level](error)
  }
  return lines
}

const pgError = (code: string, message: string) =>
  Object.assign(new Error(message), { name: 'PostgresError', code, detail: `Key (id)=(${MARK}) already exists.` })
/** Node's own words on a body that is no JSON. */
function unreadable(): unknown {
  try {
    return JSON.parse(`{"key":"${MARK}`)
  } catch (error) {
    return error
  }
}

it.each([
  [
    'a statement of drizzle',
    new DrizzleQueryError('insert into voices values ($1)', [MARK], pgError('23505', 'duplicate')),
  ],
  ['drizzle, with lines in a parameter', new DrizzleQueryError('select $1', [`x\n    at ${MARK}`], new Error('gone'))],
  ['a value of the wrong type', pgError('22P02', `invalid input syntax for type uuid: "${MARK}"`)],
  ['a value with quotes', pgError('22007', `invalid input syntax for type date: "a" ${MARK} "b"`)],
  ['JSON that ends too early', unreadable()],
  ['what carries it beside its message', Object.assign(new Error('no'), { url: MARK, body: { key: MARK } })],
  ['what is no error', { key: MARK }],
])('leaves out what %s repeats of a row', (_, error) => {
  const lines = written(error)
  expect(lines.length).toBeGreaterThan(3)
  expect(lines.filter((line) => line.includes(MARK))).toEqual([])
})

it('says where only of a fault, and of its cause too', () => {
  const lines = written(new Error('outer', { cause: new Error('inner') })).map((line) => JSON.parse(line))
  for (const { level, err } of lines) {
    expect([err.message, err.cause.message]).toEqual(['outer', 'inner'])
    expect([err.stack, err.cause.stack].map((stack) => /\n +at .*log\.test\.ts/.test(stack ?? ''))).toEqual(
      level >= 50 ? [true, true] : [false, false],
    )
  }
})

it('comes to an end with causes in a circle', () => {
  const [one, two] = [new Error('one'), new Error('two')]
  one.cause = two
  two.cause = one
  expect(written(one).every((line) => line.length < 20_000)).toBe(true)
})

it('is one line for one event, whatever is in it', () => {
  const lines = written(new Error('first\nsecond {"level":60}\u2028third'))
  expect(lines.every((line) => line.trimEnd().split('\n').length === 1)).toBe(true)
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
