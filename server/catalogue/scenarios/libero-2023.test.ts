import { describe, expect, it } from 'vitest'
import { readCatalogue } from '../catalogue.ts'
import { drawLibero, HISTORY_FROM, HIT, type LiberoSettings, STORY_FROM, STORY_TO } from './libero-2023.ts'
import { LIBERO_ASSUMPTIONS } from './libero-assumptions.ts'
import { ANDROID_BACK, FIRST_REPORTS, IOS_BACK, outShare } from './libero-course.ts'
import { FEB, JAN, LIBERO_FACTS } from './libero-facts.ts'
import { liberoNotices } from './libero-notices.ts'

const SETTINGS: LiberoSettings = { seed: 1, volume: 1, nightDepth: 0.8, fatigueHours: 24, probes: 'failing' }
const bySlug = new Map(readCatalogue().providers.map((provider) => [provider.slug, provider]))

describe('the story of January 2023', () => {
  it('brings over 17,000 reports on its first day, hardly any of them before the morning', () => {
    const voices = drawLibero(SETTINGS).voices()
    const day = voices.filter((v) => v.provider in HIT && v.answer === 'problem' && v.at < JAN(24))
    const night = day.filter((v) => v.at >= FIRST_REPORTS && v.at < JAN(23, 6))
    expect(day.length).toBeGreaterThan(17_000)
    expect(night.length).toBeGreaterThan(20)
    expect(night.length).toBeLessThan(day.length / 20)
  })

  it('comes out the same for the same seed, and otherwise for another', () => {
    const of = (seed: number) => {
      const drawn = drawLibero({ ...SETTINGS, seed, volume: 0.02 })
      return [drawn.history(), drawn.voices(), drawn.probes()]
    }
    expect(of(7)).toEqual(of(7))
    expect(of(7)).not.toEqual(of(8))
  })

  it('gives everything in order of time, history before the story', () => {
    const drawn = drawLibero({ ...SETTINGS, volume: 0.1 })
    for (const [list, from, to] of [
      [drawn.history(), HISTORY_FROM, STORY_FROM],
      [drawn.voices(), STORY_FROM, STORY_TO],
      [drawn.probes(), JAN(21), STORY_TO],
    ] as const) {
      expect(list.length).toBeGreaterThan(0)
      expect(list.every(({ at }, i) => at >= from && at < to && (i === 0 || at >= list[i - 1]!.at))).toBe(true)
    }
  })

  it('names providers, parts and problems that the catalogue has', () => {
    const drawn = drawLibero({ ...SETTINGS, volume: 0.1 })
    const unknown = [...drawn.history(), ...drawn.voices()].filter(({ provider, component, problem }) => {
      const entry = bySlug.get(provider)
      const hasPart = component === undefined || entry?.components.some(({ slug }) => slug === component)
      return !entry || !hasPart || (problem !== undefined && !entry.problems.includes(problem))
    })
    expect(unknown).toEqual([])
    for (const { provider } of [...drawn.probes(), ...drawn.notices()])
      expect(bySlug.has(provider), provider).toBe(true)
  })

  it('shrinks with the volume, the usual as well', () => {
    const count = (volume: number) => {
      const drawn = drawLibero({ ...SETTINGS, volume })
      return [drawn.history().length, drawn.voices().length]
    }
    const [full, tenth] = [count(1), count(0.1)]
    for (const i of [0, 1]) expect(tenth[i]! / full[i]!).toBeCloseTo(0.1, 1)
  })

  it('is out for all, then for iOS outside webmail alone, then for nobody', () => {
    const android = { device: 'android', component: 'app', isSender: false } as const
    const phone = { ...android, device: 'ios' } as const
    const inBrowser = { ...phone, component: 'webmail' }
    expect([android, phone, inBrowser].map((one) => outShare(one, JAN(24)))).toEqual([1, 1, 1])
    expect([android, phone, inBrowser].map((one) => outShare(one, ANDROID_BACK))).toEqual([0, 1, 0])
    expect(outShare(phone, JAN(30))).toBe(1)
    expect(outShare(phone, IOS_BACK)).toBe(0)
  })

  it('lets probes see what they test: a mailbox fails, a greeting does not', () => {
    const failing = drawLibero(SETTINGS)
      .probes()
      .filter((probe) => probe.outcome === 'content' || probe.outcome === 'protocol')
    expect(new Set(failing.map(({ component }) => component))).toEqual(new Set(['webmail', 'imap', 'receiving']))
    expect(
      failing.every(({ at, provider }) => provider in HIT && at >= FIRST_REPORTS - 900_000 && at < ANDROID_BACK),
    ).toBe(true)
    const healthy = drawLibero({ ...SETTINGS, probes: 'healthy' }).probes()
    expect(healthy.some(({ outcome }) => outcome === 'content' || outcome === 'protocol')).toBe(false)
    expect(drawLibero({ ...SETTINGS, probes: 'absent' }).probes()).toEqual([])
  })
})

describe('what was said', () => {
  const notices = liberoNotices(['libero-mail'])

  it('is seen when it was surely said, and marked as our summary', () => {
    for (const { said, seenAt, text } of notices) {
      expect(seenAt).toBe(said![1] - 1)
      expect(text).toMatch(/^\(Sintesi\) /)
    }
  })

  it('announces a time once: within 24/48 hours of the 25th or 26th', () => {
    const announced = notices.filter(({ forecasts }) => forecasts.length > 0)
    expect(announced.map(({ key, forecasts }) => [key, forecasts.map(({ due }) => due)])).toEqual([
      ['forecast', [[JAN(26), JAN(29)]]],
    ])
  })

  it('says that it works again of Android and the web on the 28th, of all on 2 February', () => {
    const restored = notices.filter(({ topics }) => topics.includes('restored'))
    expect(restored.map(({ component, device, said }) => [component, device, said![1]])).toEqual([
      ['webmail', null, JAN(29)],
      [null, 'android', JAN(29)],
      [null, null, FEB(3)],
    ])
  })

  it('has a source for every fact and notice, and every text in two languages', () => {
    for (const { sources } of LIBERO_FACTS) expect(sources.length).toBeGreaterThan(0)
    for (const url of [...LIBERO_FACTS.flatMap(({ sources }) => sources), ...notices.map(({ source }) => source)])
      expect(url).toMatch(/^https:\/\/[a-z0-9.-]+\/\S*$/)
    for (const { text } of [...LIBERO_FACTS, ...LIBERO_ASSUMPTIONS]) {
      expect(text.it).not.toBe('')
      expect(text.en).not.toBe('')
    }
  })
})
