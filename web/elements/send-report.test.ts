import { expect, it } from 'vitest'
import type { NewReport } from '../../shared/report.ts'
import { sendReport } from './send-report.ts'

const report: NewReport = { id: '0197d2c0-0000-7000-8000-000000000001', provider: 'x', answer: 'problem' }
const PRESSED = Date.UTC(2019, 6, 3, 12)

/** A server that answers these in turn; an Error is a line that does not. */
function against(answers: (Response | Error)[], patience = Infinity, given = report) {
  const bodies: NewReport[] = []
  const late: NewReport[] = []
  const mind = new AbortController()
  const waited: number[] = []
  let now = PRESSED
  const sent = sendReport(given, {
    fetch: (_, init) => {
      const text = init?.body
      const body: NewReport = JSON.parse(typeof text === 'string' ? text : '')
      bodies.push(body)
      const answer = answers.shift()
      return answer instanceof Response
        ? Promise.resolve(answer)
        : Promise.reject(answer ?? new Error('no more answers'))
    },
    wait: (ms) => {
      waited.push(ms)
      now += ms
      return Promise.resolve()
    },
    now: () => now,
    random: () => 0.5,
    notYet: (again) => {
      late.push(again)
      if (late.length >= patience) mind.abort()
    },
    signal: mind.signal,
  })
  return sent.then((result) => ({ ...result, bodies, late, waited }))
}
const away = () => new Response(null, { status: 503, headers: { 'Retry-After': '7' } })
const accepted = () => Response.json({ outcome: 'counted', counts_from: null })

it('says what the server says', async () => {
  expect(await against([accepted()])).toMatchObject({ receipt: 'counted', bodies: [report], late: [] })
})

it('tries again with the same id while the line is away, and says when the button was pressed', async () => {
  const { receipt, bodies, late } = await against([new Error('offline'), new Error('offline'), accepted()])
  expect(receipt).toBe('counted')
  expect(late).toEqual([bodies[1], bodies[1]])
  expect(bodies.map((body) => body.id)).toEqual([report.id, report.id, report.id])
  expect(bodies.map((body) => body.observed_at)).toEqual([
    undefined,
    '2019-07-03T12:00:00.000Z',
    '2019-07-03T12:00:00.000Z',
  ])
})

it('is not sent again once its sender thinks better of it', async () => {
  const { receipt, bodies } = await against([new Error('offline'), new Error('offline'), accepted()], 2)
  expect(receipt).toBe('discarded')
  expect(bodies).toHaveLength(2)
})

it('keeps the time of a press that waited for another page', async () => {
  const observed_at = '2019-07-02T12:00:00.000Z'
  const { bodies } = await against([new Error('offline'), accepted()], undefined, { ...report, observed_at })
  expect(bodies.map((body) => body.observed_at)).toEqual([observed_at, observed_at])
})

it('waits as long as the server asks, and gives up when it asks for ever', async () => {
  const { receipt, waited } = await against([away(), away(), away(), away()])
  expect(receipt).toBe('unavailable')
  expect(waited).toEqual([7000, 7000, 7000])
})

it.each([
  ['a page of somebody in between', () => new Response('<!doctype html><p>Accept our terms', { status: 200 })],
  ['a body that was cut', () => new Response('{"outcome":"cou', { status: 200 })],
  ['nothing', () => new Response('', { status: 200 })],
  ['some other JSON', () => Response.json({ ok: true })],
  ['JSON that is no object', () => Response.json(null)],
])('takes %s for no answer, and asks again with the same id', async (_, answer) => {
  const { receipt, late, bodies } = await against([answer(), accepted()])
  expect(receipt).toBe('counted')
  expect(late).toHaveLength(1)
  expect(bodies.map((body) => body.id)).toEqual([report.id, report.id])
})

it.each([
  [429, 'rate-limited'],
  [400, 'refused'],
  [404, 'refused'],
] as const)('does not try again after %i', async (status, receipt) => {
  expect(await against([new Response(null, { status })])).toMatchObject({ receipt, waited: [] })
})
