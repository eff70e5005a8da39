import type { ScopeCell } from '../../shared/incident.ts'
import { HOUR_MS } from '../../shared/time.ts'
import type { Voice } from '../../server/detect/voice.ts'
import { normal, poisson, type Random } from './draw.ts'

/** Where a voice comes from; a value that its sender did not give is missing. */
export type Person = Required<Pick<Voice, 'device' | 'component' | 'region' | 'problem' | 'asn'>>
type Field = keyof Person
type Facet = ScopeCell['facet']

const zipf = (n: number) => Array.from({ length: n }, (_, i) => 1 / (i + 1.5))
/** Who usually reports: values with their weights, and how many say so at all. */
const PEOPLE: Record<Field, { values: (string | number)[]; weights: number[]; said: number }> = {
  device: { values: ['android', 'ios', 'web', 'desktop'], weights: [45, 30, 20, 5], said: 1 },
  component: { values: ['webmail', 'app', 'imap', 'sending', 'login'], weights: [40, 25, 15, 12, 8], said: 0.8 },
  region: { values: Array.from({ length: 20 }, (_, i) => `IT-${21 + i}`), weights: zipf(20), said: 0.7 },
  problem: { values: ['access', 'slow', 'send', 'receive'], weights: [50, 25, 15, 10], said: 0.9 },
  asn: { values: [3269, 30722, 12874, 1267, 16232, 60294, 5602, 35612], weights: zipf(8), said: 0.95 },
}
const FIELDS = Object.keys(PEOPLE) as Field[]

/** What happens: who is hit, and, where a part of them recovers, who and after which part of the time. */
export type Shape = {
  name: string
  hit: (person: Person) => boolean
  heals?: (person: Person) => boolean
}
export const SHAPES: Shape[] = [
  { name: 'everything', hit: () => true },
  { name: 'one device', hit: (p) => p.device === 'android' },
  { name: 'a rarer device', hit: (p) => p.device === 'web' },
  { name: 'one component', hit: (p) => p.component === 'imap' },
  { name: 'a component on a device', hit: (p) => p.component === 'app' && p.device === 'ios' },
  { name: 'one region', hit: (p) => p.region === 'IT-22' },
  { name: 'five regions', hit: (p) => Number(p.region.slice(3)) < 26 },
  { name: 'one network', hit: (p) => p.asn === 30722 },
  { name: 'everything, one device recovers', hit: () => true, heals: (p) => p.device === 'ios' },
  { name: 'all but one device', hit: (p) => p.device !== 'ios' },
  {
    name: 'two devices, one recovers',
    hit: (p) => p.device === 'ios' || p.device === 'android',
    heals: (p) => p.device === 'ios',
  },
]

/** Of those who press because of it, so many are not hit: they heard of it, or tell something else. */
const ECHO = 0.03
/** How unlike the usual the mix of those who press is, cell by cell (sd of its logarithm). */
const UNLIKE = 0.35

/** The truth is what so many people find: enough for a tenth of a percent of them. */
const TRUTH_PEOPLE = 6_000

export type Outage = {
  shape: Shape
  voices: Voice[]
  /** Mean voices of each cell that the outage brings, and of a usual crowd as large. */
  brought: Map<string, number>
  usual: Map<string, number>
}

/** A quiet stretch: voices of whole `hours` at a rate. */
export function quietVoices(random: Random, from: number, hours: number, perHour: number): Voice[] {
  const n = poisson(random, hours * perHour)
  const at = Array.from({ length: n }, () => from + Math.floor(random() * hours * HOUR_MS)).toSorted((a, b) => a - b)
  return at.map((when) => voiceOf(random, when, drawPerson(random, USUAL)))
}

/** About `size` voices of those who are hit, over `lengthMs`, the usual ones not among them. */
export function outageVoices(
  random: Random,
  shape: Shape,
  { from, lengthMs, size }: { from: number; lengthMs: number; size: number },
): Outage {
  const unlike = Object.fromEntries(
    FIELDS.map((field) => [field, PEOPLE[field].weights.map((w) => w * Math.exp(normal(random, 0, UNLIKE)))]),
  ) as Weights
  const count = poisson(random, size)
  const voices: Voice[] = []
  while (voices.length < count) {
    const at = from + Math.floor(random() * lengthMs)
    const person = drawPerson(random, unlike)
    const echoes = random() < ECHO
    if (!echoes && !isHit(shape, person, (at - from) / lengthMs)) continue
    voices.push(voiceOf(random, at, person))
  }
  const brought = new Map<string, number>()
  const usual = new Map<string, number>()
  // The truth, by a crowd large enough: what each cell brings against what it would, were everybody hit.
  for (let n = 0; n < TRUTH_PEOPLE; n += 1) {
    const person = drawPerson(random, unlike)
    for (const key of keysOf(person)) {
      usual.set(key, (usual.get(key) ?? 0) + 1)
      if (isHit(shape, person, 0)) brought.set(key, (brought.get(key) ?? 0) + 1)
    }
  }
  return { shape, voices: voices.toSorted((a, b) => a.at - b.at), brought, usual }
}

/** All cells a person is in, as `facet value`. */
export function keysOf(person: Person): string[] {
  const { device, component, region, problem, asn } = person
  const cells: [Facet, string][] = [
    ['device', device],
    ['component', component],
    ['component_device', `${component}/${device}`],
    ['region', region],
    ['problem', problem],
    ['network', String(asn)],
  ]
  return cells.map(([facet, value]) => `${facet} ${value}`)
}

/** Recovery comes at half time. */
function isHit(shape: Shape, person: Person, part: number): boolean {
  return shape.hit(person) && !(part >= 0.5 && shape.heals?.(person))
}

type Weights = Record<Field, number[]>
const USUAL = Object.fromEntries(FIELDS.map((field) => [field, PEOPLE[field].weights])) as Weights

function drawPerson(random: Random, weights: Weights): Person {
  const draw = (field: Field) => {
    let left = random() * weights[field].reduce((sum, w) => sum + w, 0)
    return PEOPLE[field].values[weights[field].findIndex((w) => (left -= w) <= 0)] ?? PEOPLE[field].values[0]
  }
  return Object.fromEntries(FIELDS.map((field) => [field, draw(field)])) as Person
}

function voiceOf(random: Random, at: number, person: Person): Voice {
  const said = Object.fromEntries(FIELDS.filter((field) => random() < PEOPLE[field].said).map((f) => [f, person[f]]))
  return { at, answer: 'problem', ...said }
}
