import { describe, expect, it } from 'vitest'
import { createRandom } from '../catalogue/recording.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { problem, seasoned, speak, types } from '../test/spoken.ts'
import type { Change } from './change.ts'
import { type Detector, restoreDetector } from './detector.ts'
import type { HeardNotice, HeardProbe, Voice } from './voice.ts'

// What probes, a crowd and the provider's own word make of each other. 14 days at 4 an hour, at ten in the morning.
const CALM = seasoned(14, 4).snapshot()
const START = CALM.at + 10 * HOUR_MS
type Outcome = HeardProbe['outcome']

/** Probes up for half an hour until `START`; then they bring these, a minute apart, by network. */
function probed(networks: readonly string[], more: Partial<HeardProbe> = {}): Detector {
  const detector = restoreDetector(CALM)!
  for (let at = START - 30 * MINUTE_MS; at < START; at += MINUTE_MS) ask(detector, at, 'up', networks, more)
  detector.advance(START)
  return detector
}

function ask(
  detector: Detector,
  at: number,
  outcome: Outcome,
  networks: readonly string[],
  more: Partial<HeardProbe> = {},
): void {
  for (const network of networks) detector.probe({ ...more, at, network, outcome })
}

/** So many different people, one every two seconds. */
function crowd(detector: Detector, from: number, people: number, told: Partial<Voice> = {}): void {
  for (let n = 0; n < people; n += 1) detector.hear({ ...problem(from + n * 2 * SECOND_MS, `n${from} ${n}`), ...told })
}

/** Minute by minute, probes bringing the same. */
function go(
  detector: Detector,
  minutes: number,
  outcome: Outcome,
  networks: readonly string[],
  more: Partial<HeardProbe> = {},
): Change[] {
  const changes: Change[] = []
  for (let i = 0; i < minutes; i += 1) {
    ask(detector, detector.at, outcome, networks, more)
    changes.push(...detector.advance(detector.at + MINUTE_MS))
  }
  return changes
}

describe('probes alone', () => {
  it.each<[string, Record<string, Outcome>, string]>([
    ['one that is answered wrongly', { a: 'failed' }, 'ok'],
    ['two that are answered wrongly', { a: 'failed', b: 'failed' }, 'confirmed'],
    ['many that get no answer', { a: 'silent', b: 'silent', c: 'silent', d: 'silent' }, 'ok'],
    ['one answered wrongly, many silent', { a: 'failed', b: 'silent', c: 'silent', d: 'silent' }, 'ok'],
    ['many that are blocked', { a: 'none', b: 'none', c: 'none' }, 'ok'],
  ])('%s', (_, outcomes, state) => {
    const detector = probed(['a', 'b', 'c', 'd'])
    for (let at = START; at < START + HOUR_MS; at += MINUTE_MS) {
      for (const [network, outcome] of Object.entries(outcomes)) ask(detector, at, outcome, [network])
      detector.advance(at + MINUTE_MS)
    }
    expect(detector.state).toBe(state)
    expect(detector.verified).toBe(state === 'confirmed')
  })

  it('say nothing of a target that was never reached', () => {
    const detector = restoreDetector(CALM)!
    detector.advance(START)
    expect(go(detector, 60, 'failed', ['a', 'b', 'c'])).toEqual([])
  })
})

describe('probes beside a few people', () => {
  const state = (outcomes: Record<string, Outcome>, people: number) => {
    const detector = probed(['a', 'b'])
    for (const [network, outcome] of Object.entries(outcomes)) ask(detector, START, outcome, [network])
    crowd(detector, START, people)
    detector.advance(START + 2 * MINUTE_MS)
    return detector
  }

  it.each<[Record<string, Outcome>, string, boolean]>([
    [{}, 'suspected', false],
    [{ a: 'none', b: 'none' }, 'suspected', false],
    [{ a: 'silent' }, 'confirmed', false],
    [{ a: 'failed' }, 'confirmed', false],
    [{ a: 'silent', b: 'silent' }, 'confirmed', true],
    [{ a: 'failed', b: 'silent' }, 'confirmed', true],
  ])('%j and a dozen: %s, verified %s', (outcomes, said, verified) => {
    const detector = state(outcomes, 12)
    expect([detector.state, detector.verified]).toEqual([said, verified])
  })

  it('who get no answer need people: two are not three', () => {
    expect(state({ a: 'silent', b: 'silent' }, 2).state).toBe('ok')
  })

  it('who have had no answer for a day stand before a wall', () => {
    const detector = probed(['a', 'b'])
    go(detector, 13 * 60, 'silent', ['a', 'b'])
    crowd(detector, detector.at, 12)
    go(detector, 3, 'silent', ['a', 'b'])
    expect([detector.state, detector.verified]).toEqual(['suspected', false])
  })
})

describe('healthy probes', () => {
  const confirmedAfter = (more: Partial<HeardProbe> | null, told: Partial<Voice>) => {
    const networks = more ? ['a', 'b', 'c'] : []
    const detector = probed(networks, more ?? {})
    // Slow enough for probes to have asked meanwhile.
    for (let n = 0; n < 400; n += 1) detector.hear({ ...problem(START + n * 10 * SECOND_MS, `n${n}`), ...told })
    const changes = go(detector, 60, 'up', networks, more ?? {})
    return changes.find(({ type }) => type === 'confirmed')!
  }
  const mail = { component: 'receiving', problem: 'cannot-receive' }
  const plain = confirmedAfter(null, mail)

  it('hold a crowd back where they test what it complains about, and not for long', () => {
    const held = confirmedAfter({ component: 'receiving' }, mail)
    expect(held.at).toBeGreaterThan(plain.at)
    expect(held.at - plain.at).toBeLessThan(10 * MINUTE_MS)
    expect(held.evidence.probe_nats).toBeCloseTo(-2 * Math.log(10), 1)
  })

  it.each<[string, Partial<HeardProbe>]>([
    ['a front page', {}],
    ['another part', { component: 'webmail' }],
  ])('of %s hold back nothing', (_, more) => {
    expect(confirmedAfter(more, mail).at).toBe(plain.at)
  })

  it('of a front page hold back where people name nothing', () => {
    expect(confirmedAfter({}, {}).at).toBeGreaterThan(confirmedAfter(null, {}).at)
  })

  it('do not keep a suspicion from being said: that many report is true whatever they bring', () => {
    const suspectedAt = (networks: string[]) => {
      const detector = probed(networks, { component: 'receiving' })
      crowd(detector, START, 12, mail)
      return go(detector, 5, 'up', networks, { component: 'receiving' })[0]!.at
    }
    expect(suspectedAt(['a', 'b', 'c'])).toBe(suspectedAt([]))
  })
})

describe('the official word', () => {
  it('alone opens nothing, and makes a suspicion more', () => {
    const detector = probed([])
    detector.notice({ at: START, says: 'problem' })
    expect(detector.advance(START + HOUR_MS)).toEqual([])
    expect(detector.testimony().official).toBe('problem')
    crowd(detector, detector.at, 12)
    expect(types(detector.advance(detector.at + 2 * MINUTE_MS))).toEqual(['suspected', 'confirmed'])
    expect(detector.verified).toBe(true)
  })

  it('of last week is no word on what begins today', () => {
    const detector = probed([])
    detector.notice({ at: START - 30 * HOUR_MS, says: 'problem' })
    crowd(detector, START, 12)
    expect(types(detector.advance(START + 2 * MINUTE_MS))).toEqual(['suspected'])
    expect([detector.verified, detector.testimony().official]).toEqual([false, 'none'])
  })

  it('that it works again, while people go on: disputed, and the state stays', () => {
    const detector = probed([])
    crowd(detector, START, 600)
    detector.advance(START + 20 * MINUTE_MS)
    detector.notice({ at: detector.at, says: 'restored' })
    crowd(detector, detector.at, 1800)
    detector.advance(detector.at + 10 * MINUTE_MS)
    expect(detector.testimony()).toEqual({ crowd: 'problem', probes: 'none', official: 'restored', disputed: false })
    detector.advance(detector.at + 30 * MINUTE_MS)
    expect(detector.state).toBe('confirmed')
    expect(detector.testimony()).toMatchObject({ official: 'restored', disputed: true })
    speak(detector, detector.at, detector.at + 6 * HOUR_MS, () => 4)
    expect([detector.state, detector.testimony().disputed]).toEqual(['ok', false])
  })

  it('of one device is disputed by nobody', () => {
    const detector = probed([])
    crowd(detector, START, 1800)
    detector.notice({ at: START, says: 'restored', device: 'android' })
    detector.advance(START + 50 * MINUTE_MS)
    expect(detector.state).toBe('confirmed')
    expect(detector.testimony().disputed).toBe(false)
  })

  it('is disputed by a probe that fails, too', () => {
    const detector = probed(['a', 'b'])
    go(detector, 5, 'failed', ['a', 'b'])
    detector.notice({ at: detector.at, says: 'restored' })
    go(detector, 40, 'failed', ['a', 'b'])
    expect(detector.testimony()).toEqual({ crowd: 'quiet', probes: 'failing', official: 'restored', disputed: true })
  })
})

describe('probes that get no answer, once it is quiet', () => {
  const quiet = () => {
    const detector = probed(['a'])
    crowd(detector, START, 600)
    go(detector, 20, 'silent', ['a'])
    go(detector, 180, 'silent', ['a'])
    return detector
  }

  it('keep an incident open', () => {
    expect(quiet().state).toBe('confirmed')
  })

  it('stand before a wall when they say that it works', () => {
    const detector = quiet()
    detector.notice({ at: detector.at, says: 'restored' })
    expect(types(go(detector, 120, 'silent', ['a']))).toEqual(['recovering', 'resolved'])
  })
})

it('says which of the three speak while all is well, and before anything is known', () => {
  const calm = { crowd: 'quiet', probes: 'healthy', official: 'none', disputed: false }
  expect(probed(['a']).testimony()).toEqual(calm)
  expect(probed([]).testimony()).toEqual({ ...calm, probes: 'none' })
})

it('does not care in which order probes, and notices, of one instant are told', () => {
  const random = createRandom(3)
  const results = ['a', 'b', 'c'].flatMap((network) =>
    ['t1', 't2'].map((target, i): HeardProbe => ({
      at: START,
      network,
      target,
      outcome: i > 0 ? 'up' : network === 'c' ? 'silent' : 'failed',
    })),
  )
  const tell = (told: readonly HeardProbe[], says: readonly HeardNotice['says'][]) => {
    const detector = restoreDetector(CALM)!
    for (const { network, target } of results) detector.probe({ at: START - MINUTE_MS, network, target, outcome: 'up' })
    detector.advance(START)
    for (const result of told) detector.probe(result)
    for (const one of says) detector.notice({ at: START, says: one })
    return [detector.advance(START + 2 * MINUTE_MS), detector.testimony(), detector.verified]
  }
  const plain = tell(results, ['problem', 'restored'])
  expect(plain[0]).toHaveLength(2)
  for (let n = 0; n < 20; n += 1) {
    const keyed = results.map((result) => ({ result, key: random() })).toSorted((a, b) => a.key - b.key)
    expect(
      tell(
        keyed.map(({ result }) => result),
        ['restored', 'problem'],
      ),
    ).toEqual(plain)
  }
})

it('goes on from its snapshot as if nothing had been, with all three of them', () => {
  const whole = probed(['a', 'b'], { component: 'imap', target: 't' })
  let parts = restoreDetector(JSON.parse(JSON.stringify(whole.snapshot())))!
  for (let i = 0; i < 120; i += 1) {
    for (const detector of [whole, parts]) {
      const { at } = detector
      crowd(detector, at, 20 - Math.floor(i / 6), { component: 'imap', device: i % 3 ? 'ios' : 'web' })
      detector.hear({ at: at + 9, answer: 'works', network: `w${i}`, device: 'web', component: 'imap' })
      ask(detector, at, i % 7 ? 'silent' : 'failed', ['a'], { component: 'imap', target: 't' })
      if (i === 50) detector.notice({ at, says: 'problem', device: 'ios' })
      if (i === 90) detector.notice({ at, says: 'restored' })
    }
    const [one, other] = [whole.advance(whole.at + MINUTE_MS), parts.advance(parts.at + MINUTE_MS)]
    expect(other).toEqual(one)
    expect(parts.testimony()).toEqual(whole.testimony())
    parts = restoreDetector(JSON.parse(JSON.stringify(parts.snapshot())))!
  }
  expect(parts.snapshot()).toEqual(whole.snapshot())
  expect(parts.scope()).toEqual(whole.scope())
})

describe('while the provider itself says that something is wrong', () => {
  /** An outage of so many hours, then as usual, with so many an hour who say that it works; `words` are said at these hours. */
  const play = (words: [hour: number, says: HeardNotice['says']][], outage: number, hours: number, works = 0) => {
    const detector = restoreDetector(CALM)!
    detector.advance(START)
    const changes: Change[] = []
    for (let hour = 0; hour < hours; hour += 1) {
      const from = START + hour * HOUR_MS
      for (const [at, says] of words) if (at === hour) detector.notice({ at: from, says })
      const answers = hour < outage ? 0 : works
      for (let n = 0; n < answers; n += 1) {
        const who = `w${hour} ${n}`
        detector.hear({ at: from + n * MINUTE_MS, answer: 'works', network: who, reporter: who })
      }
      changes.push(...speak(detector, from, from + HOUR_MS, () => (hour < outage ? 800 : 2), hour + 1))
    }
    return changes.filter(({ type }) => type === 'resolved').map(({ at }) => (at - START) / HOUR_MS)
  }

  it('an end takes as much quiet as there was trouble', () => {
    const [alone, admitted] = [play([], 3, 12), play([[1, 'problem']], 3, 12)]
    expect(alone[0]).toBeLessThan(5)
    expect(admitted[0]).toBeGreaterThan(6)
    expect(admitted[0]).toBeLessThan(8)
  })

  it('nobody else ends it once people tire, until a week after that was said or until it is taken back', () => {
    const word: [number, HeardNotice['says']] = [20, 'problem']
    expect(play([], 26, 34, 30)[0]).toBeLessThan(31)
    expect(play([word], 26, 44, 30)).toEqual([])
    expect(play([word, [36, 'restored']], 26, 44, 30)[0]).toBeLessThan(40)
    expect(play([word], 26, 220, 30)[0]).toBeGreaterThan(20 + 7 * 24)
  })
})
