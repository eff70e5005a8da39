import parse, { type Family } from 'parse-prometheus-text-format'
import { expect, it } from 'vitest'
import { readSources } from '../test/rules/source-files.ts'
import { createMetrics, JOBS, type Metrics } from './metrics.ts'

// The text as another program reads it, and by the rules that Prometheus' own checker has for names.

function filled(): Metrics {
  const metrics = createMetrics()
  const none = () => 0
  metrics.show({
    waiting: none,
    sockets: none,
    topics: none,
    messages: () => 3,
    deliveries: async () => 7,
    judgedUntil: none,
    clock: { now: none, speed: 1 },
  })
  for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'x"\\\n'])
    for (const status of [200, 204, 304, 404, 503]) metrics.onAnswer('/p/:slug{[a-z"\\\\]+}', method, status, 12)
  for (const job of JOBS) metrics.onTurn(job, 'ok', 5)
  metrics.onProbe('http', 'up')
  metrics.onReport('counted')
  metrics.onBeat(3)
  return metrics
}
const read = async (metrics: Metrics): Promise<Map<string, Family>> =>
  new Map(parse(await metrics.text()).map((family) => [family.name, family]))

it('is read by a reader of others, each family once, with its help and its type', async () => {
  const text = await filled().text()
  const families = parse(text)
  expect(families.length).toBeGreaterThan(20)
  expect(new Set(families.map(({ name }) => name)).size).toBe(families.length)
  expect(families.filter(({ help, type }) => help === '' || type === 'UNTYPED').map(({ name }) => name)).toEqual([])
  expect(text.endsWith('\n')).toBe(true)
  const plain = families.filter(({ type }) => type !== 'HISTOGRAM').flatMap(({ metrics }) => metrics)
  expect(plain.length).toBeGreaterThan(40)
  // How far the event loop lags is not known at the beginning.
  expect(plain.filter(({ value }) => !/^(-?[\d.]+(e[+-]?\d+)?|nan)$/i.test(value ?? ''))).toEqual([])
})

it('names what it counts as Prometheus wants it: total where it only grows, in base units', async () => {
  const own = [...(await read(filled())).values()].filter(({ name }) => name.startsWith('brusio_'))
  for (const { name, type } of own) {
    expect(name).toMatch(/^[a-z][a-z0-9_]*$/)
    expect([name, name.endsWith('_total')]).toEqual([name, type === 'COUNTER'])
    expect(name).not.toMatch(/_(ms|milliseconds|minutes|kb|percent|count|sum|bucket|info)(_|$)/)
    expect(type !== 'HISTOGRAM' || /_(seconds|reports)$/.test(name)).toBe(true)
  }
})

// That reader takes the labels of a histogram together: here each line is looked at.
it('fills the buckets of a histogram upwards, the last one with all', async () => {
  const text = await filled().text()
  const series = new Map<string, number[]>()
  for (const [, name, labels, n] of text.matchAll(/^(\w+)_bucket\{le="[^"]+",?(.*)\} (\d+)$/gm))
    series.set(`${name} ${labels}`, [...(series.get(`${name} ${labels}`) ?? []), Number(n)])
  expect(series.size).toBeGreaterThan(8)
  for (const [key, counts] of series) {
    const [name, labels] = [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1)]
    const all = labels === '' ? `${name}_count` : `${name}_count{${labels}}`
    expect(text.split('\n')).toContain(`${all} ${counts.at(-1)}`)
    expect(counts.every((n, i) => i === 0 || n >= counts[i - 1]!)).toBe(true)
  }
  const ends = text.match(/_bucket\{le="\+Inf"/g)
  expect(ends).toHaveLength(series.size)
})

it('makes no more series of more requests', async () => {
  const metrics = filled()
  const size = async () => (await metrics.text()).split('\n').length
  const before = await size()
  for (let i = 0; i < 500; i++) metrics.onAnswer('/p/:slug{[a-z"\\\\]+}', `METHOD${i}`, 200 + (i % 5), i)
  // `other` has no more classes of status than it had.
  expect(await size()).toBe(before)
})

it('begins to count failures at nothing, so that the first one is a rise', async () => {
  const families = await read(createMetrics())
  const turns = families.get('brusio_job_turns_total')!.metrics
  for (const job of JOBS) expect(turns).toContainEqual({ value: '0', labels: { job, outcome: 'failed' } })
  for (const name of ['brusio_write_batch_failures_total', 'brusio_database_silent_total'])
    expect(families.get(name)!.metrics).toEqual([{ value: '0' }])
})

it('knows every job that there is', () => {
  const named = readSources('server/jobs').flatMap(({ file, text }) =>
    file.endsWith('.test.ts') || !text.includes('every({')
      ? []
      : [...text.matchAll(/\bname: '([a-z]+)'/g)].map(([, name]) => name!),
  )
  expect(new Set(named)).toEqual(new Set(JOBS))
})

it('says when a job last did well, and leaves that as it is when it fails', async () => {
  const metrics = createMetrics()
  const of = async () =>
    (await read(metrics))
      .get('brusio_job_last_success_timestamp_seconds')!
      .metrics.map(({ labels, value }) => [labels?.['job'], Number(value)])
  expect(await of()).toEqual([])
  const before = Date.now() / 1_000
  metrics.onTurn('archive', 'ok', 1)
  const [[job, at]] = (await of()) as [[string, number]]
  expect([job, at >= before && at <= Date.now() / 1_000]).toEqual(['archive', true])
  metrics.onTurn('archive', 'failed', 1)
  expect(await of()).toEqual([['archive', at]])
})
