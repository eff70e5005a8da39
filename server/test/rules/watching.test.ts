import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parser } from '@prometheus-io/lezer-promql'
import parse, { type Family } from 'parse-prometheus-text-format'
import { beforeAll, describe, expect, it } from 'vitest'
import { createMetrics } from '../../metrics/metrics.ts'
import { ROOT } from './source-files.ts'

// What is told to whoever runs an instance, and what there is: settings, metrics, alerts.

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8')
const guide = read('docs/self-hosting.md')

let families: Map<string, Family>
beforeAll(async () => {
  const metrics = createMetrics()
  const none = () => 0
  const standing = { waiting: none, sockets: none, topics: none, messages: none, judgedUntil: none }
  metrics.show({ ...standing, deliveries: async () => 0, clock: { now: none, speed: 1 } })
  const outbound = metrics.outbound({ get: async () => ({}) } as never, 'webhooks')
  await outbound.get('https://receiver.example/')
  for (const status of [200, 503]) metrics.onAnswer('/', 'GET', status, 1)
  metrics.onTurn('archive', 'ok', 1)
  families = new Map(parse(await metrics.text()).map((family) => [family.name, family]))
})

it('tells of every setting', () => {
  const settings = [...read('server/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name!)
  expect(settings.length).toBeGreaterThan(20)
  expect(settings.filter((name) => !guide.includes(`\`${name}\``))).toEqual([])
})

it('tells of every metric of our own, and of no other', () => {
  const own = [...families.keys()].filter((name) => name.startsWith('brusio_'))
  const told = new Set(guide.match(/\bbrusio_\w+/g))
  expect(own.length).toBeGreaterThan(15)
  expect(new Set(own)).toEqual(told)
})

/** The metrics of an expression with what is asked of their labels; throws where it cannot be read. */
function selectorsOf(expr: string) {
  const found: { name: string; labels: [name: string, value: string][] }[] = []
  const faults: string[] = []
  let label = ''
  parser.parse(expr).iterate({
    enter({ type, from, to }) {
      const text = expr.slice(from, to)
      if (type.isError) faults.push(`${expr} at ${from}`)
      if (type.name === 'VectorSelector') found.push({ name: /^\w+/.exec(text)?.[0] ?? '', labels: [] })
      if (type.name === 'LabelName') label = text
      if (type.name === 'StringLiteral')
        for (const value of text.slice(1, -1).split('|')) found.at(-1)?.labels.push([label, value])
    },
  })
  if (faults.length > 0) throw new Error(faults.join())
  return found
}

describe('the example of alerts', () => {
  const lines = read('docs/examples/alerts.yml').split('\n')
  const rules = lines.flatMap((line, i) =>
    line.trim().startsWith('- alert: ') ? [[line.trim().slice(9), lines[i + 1]!.trim().slice(6)] as const] : [],
  )

  it.each(rules)('%s asks for what there is', (_, expr) => {
    const selectors = selectorsOf(expr)
    expect(selectors.length).toBeGreaterThan(0)
    // Prometheus' own, of each target.
    for (const { name, labels } of selectors.filter((selector) => selector.name !== 'up')) {
      const family = families.get(name) ?? families.get(name.replace(/_(bucket|sum|count)$/, ''))
      expect(family?.name, name).toBeDefined()
      for (const [label, value] of labels)
        expect(family!.metrics.map((sample) => sample.labels?.[label])).toContain(value)
    }
  })

  it('has a summary and a name of its own for each', () => {
    expect(rules.length).toBeGreaterThan(8)
    expect(new Set(rules.map(([name]) => name)).size).toBe(rules.length)
    expect(lines.filter((line) => line.trim().startsWith('summary: '))).toHaveLength(rules.length)
  })

  it('is not taken for good whatever it says', () => {
    expect(() => selectorsOf('sum(rate(brusio_reports_total[5m])')).toThrow(/at \d+/)
    expect(selectorsOf('a_total{b=~"c|d"} > 0')).toEqual([
      {
        name: 'a_total',
        labels: [
          ['b', 'c'],
          ['b', 'd'],
        ],
      },
    ])
  })
})
