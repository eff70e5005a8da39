import { describe, expect, it } from 'vitest'
import { createRandom } from '../../server/catalogue/recording.ts'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { toResult } from './d9-attacks.ts'
import { crowd, drawWorld, falseWorks, FLOODS, FRIENDS, outage } from './d9-people.ts'
import { calledOf, delay, endsOf, type Trials } from './d9-trial.ts'

const attack = FLOODS[0]!.name
const job = { perHour: 1, seed: 1, repeats: 1 }
const change = (at: number, to: 'suspected' | 'confirmed' | 'recovering' | 'ok') => ({ at, to })

describe('the verdict on attacks', () => {
  it('counts each question by itself', () => {
    const minutes = (n: number) => n * MINUTE_MS
    const trials: Trials = {
      job,
      alone: [
        { attack, suspected: true, confirmed: true, networks: 12 },
        { attack, suspected: true, confirmed: true, networks: 30 },
        { attack, suspected: true, confirmed: false, networks: null },
        { attack, suspected: false, confirmed: false, networks: null },
      ],
      onTop: [
        { attack, perMinute: 3, plain: minutes(4), attacked: minutes(6), early: false },
        { attack, perMinute: 3, plain: minutes(6), attacked: minutes(9), early: false },
        { attack, perMinute: 3, plain: minutes(4), attacked: null, early: false },
        { attack, perMinute: 3, plain: null, attacked: null, early: false },
      ],
      ended: [
        { plain: [minutes(10), minutes(30)], attacked: [minutes(12), minutes(33)] },
        { plain: [minutes(10), minutes(30)], attacked: [minutes(-10), minutes(10)] },
        { plain: [minutes(10), null], attacked: [minutes(10), minutes(40)] },
        { plain: [minutes(10), null], attacked: [minutes(10), null] },
      ],
    }
    const { figures, met } = toResult([trials])
    expect(figures).toMatchObject({
      false_confirmed: 0.5,
      false_suspected: 0.75,
      confirmed_under_20_networks: 1,
      found: 0.667,
      delay_ratio: 1.5,
      end_moved: 0.5,
      outages: 3,
    })
    expect(met).toBe(false)
  })

  it('is reached when nothing is fooled', () => {
    const onTop = [{ attack, perMinute: 3, plain: MINUTE_MS, attacked: MINUTE_MS, early: false }]
    const ended = [{ plain: [0, 1], attacked: [0, 1] }]
    const alone = [{ attack, suspected: true, confirmed: false, networks: null }]
    expect(toResult([{ job, alone, onTop, ended }]).met).toBe(true)
  })
})

describe('what is read from changes of state', () => {
  const changes = [
    change(10, 'suspected'),
    change(60, 'confirmed'),
    change(500, 'recovering'),
    change(700, 'confirmed'),
  ]

  it('is the delay to confirmed, none when it was red already, null when it never was', () => {
    expect(delay(changes, 50)).toBe(10)
    expect(delay(changes, 65)).toBe(0)
    expect(delay(changes.slice(0, 1), 50)).toBeNull()
    expect(delay([change(3 * HOUR_MS, 'confirmed')], 0)).toBeNull()
  })

  it('is the end for good, not one that was taken back', () => {
    expect(endsOf(changes, 400)).toEqual([null, null])
    expect(endsOf([...changes, change(900, 'recovering'), change(950, 'ok')], 800)).toEqual([100, 150])
  })

  it('is the networks of the first confirmed', () => {
    const evidence = { networks: 7 } as Parameters<typeof calledOf>[0][number]['evidence']
    expect(
      calledOf([
        { to: 'suspected', evidence },
        { to: 'confirmed', evidence },
      ]),
    ).toEqual({
      suspected: true,
      confirmed: true,
      networks: 7,
    })
  })
})

describe('who attacks', () => {
  const random = createRandom(4)
  const networksOf = (voices: { network?: string | undefined }[]) => new Set(voices.map((v) => v.network)).size

  it.each([
    [0, 5000, 1],
    [2, 5000, 50],
    [4, 5000, 200],
  ])('brings what its name says (%i)', (i, voices, networks) => {
    const made = FLOODS[i]!.voices(random, 0)
    expect(made).toHaveLength(voices)
    expect(networksOf(made)).toBe(networks)
    expect(new Set(made.map((v) => v.reporter)).size).toBe(voices)
  })

  it('are few friends, again and again', () => {
    const friends = FRIENDS.find(({ name }) => name === '8 friends')!.voices(random, 0)
    expect(friends).toHaveLength(32)
    expect(new Set(friends.map((v) => v.reporter)).size).toBe(8)
  })

  it('say ten times from each network that it works', () => {
    const works = falseWorks(random, 0)
    expect([works.length, networksOf(works)]).toEqual([5000, 500])
    expect(works.every(({ answer }) => answer === 'works')).toBe(true)
  })
})

it('draws real people from nearly as many networks, but for those of carriers', () => {
  const random = createRandom(5)
  const world = drawWorld(random)
  expect(world.carrierShare).toBeGreaterThanOrEqual(0.3)
  const people = crowd(random, world, { from: 0, to: HOUR_MS, perHour: 2000 })
  const homes = people.filter(({ network }) => network?.includes('home'))
  expect(homes.length / people.length).toBeCloseTo(0.99 * (1 - world.carrierShare), 1)
  expect(new Set(homes.map((v) => v.network)).size / homes.length).toBeGreaterThan(0.97)
  const real = outage(random, world, { from: 0, to: HOUR_MS, perMinute: 10 })
  expect(real.length).toBeGreaterThan(480)
  expect(real.length).toBeLessThan(680)
})
