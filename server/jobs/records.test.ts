import { expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import type { SiteView } from '../detect/site-view.ts'
import { unpack } from '../store/dossiers.ts'
import { DOSSIER_BYTES, DossierWriter, type Part } from './dossier.ts'
import { SiteAnswers } from './site-answers.ts'
import { isAnswer, Tape, type Entry } from './tape.ts'

const NOON = Date.UTC(2024, 4, 20, 12)
const partOf = (written: { data: string }) => unpack(Buffer.from(written.data, 'base64')) as Part
const heard = (at: number, who: string): Entry => ({ hear: { at, answer: 'problem', reporter: who, network: who } })

it('asked once more, gives the answers that were given, whatever they were and however often it was cut', () => {
  const view: SiteView = {
    common: (at) => (at < NOON + 5 * MINUTE_MS ? 1 : at < NOON + 9 * MINUTE_MS ? 1.5 : 1),
    shownNats: (at) => (at >= NOON + 7 * MINUTE_MS ? 3 : 0),
    kin: (at) => at >= NOON + 4 * MINUTE_MS,
    spill: (at) => (at >= NOON + 10 * MINUTE_MS ? 2.5 : 0),
    broken: (at) => new Set(at >= NOON + 8 * MINUTE_MS ? ['n1'] : []),
    cause: ({ at }) => (at > NOON + 6 * MINUTE_MS ? { kind: 'collateral', of: ['other'], share: 0.1 } : undefined),
  }
  const tape = new Tape({ checkpoint: {}, told: [], entries: [] })
  const ask = (of: SiteView, minute: number) => {
    const at = NOON + minute * MINUTE_MS
    return [
      of.common(at),
      of.shownNats(at),
      [...of.broken(at)],
      of.kin(at),
      of.spill(at),
      of.cause({ at, startedAt: NOON, excess: 1 }),
    ]
  }
  const pieces: Entry[][] = []
  const given: unknown[] = []
  for (let minute = 0; minute < 15; minute += 1) {
    // As a restart would, now and then.
    const goesOn = new Tape(structuredClone(tape.state()))
    given.push(ask(goesOn.noting(view), minute))
    expect(ask(tape.noting(view), minute)).toEqual(given.at(-1))
    tape.advanced(NOON + (minute + 1) * MINUTE_MS)
    if (minute % 4 === 3) pieces.push(tape.cut().entries)
  }
  pieces.push(tape.cut().entries)
  expect(pieces.flat().filter(isAnswer)).toHaveLength(7)
  const again = new SiteAnswers()
  const entries = pieces.flat()
  const told = Array.from({ length: 15 }, (_, minute) => {
    const until = NOON + (minute + 1) * MINUTE_MS
    while (entries[0] && (!('advance' in entries[0]) || entries[0].advance < until)) {
      const entry = entries.shift()!
      if (isAnswer(entry)) again.add(entry)
    }
    return ask(again, minute)
  })
  expect(told).toEqual(given)
})

it('notes the detector as it is when an hour begins and something was heard, and keeps what is heard in a suspicion', () => {
  const tape = new Tape({ checkpoint: {}, told: [], entries: [] })
  expect(tape.isDue(NOON, true, HOUR_MS)).toBe(false)
  tape.add(heard(NOON, 'a'))
  expect(tape.isDue(NOON + HOUR_MS, true, HOUR_MS)).toBe(true)
  expect(tape.isDue(NOON + HOUR_MS, false, HOUR_MS)).toBe(false)
  expect(tape.isDue(NOON + MINUTE_MS, true, HOUR_MS)).toBe(false)
  for (let n = 0; n < 2_000; n += 1) tape.add(heard(NOON + n, 'a'))
  expect(tape.isDue(NOON + MINUTE_MS, true, HOUR_MS)).toBe(true)
  expect(tape.isDue(NOON + MINUTE_MS + 1, true, HOUR_MS)).toBe(false)
})

it('gives reporters and networks small numbers, the same in all parts, also after a restart', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((letter) => letter.repeat(16)) as [string, string, string]
  const recorded = (...who: string[]) => ({ checkpoint: null, told: [], entries: who.map((w) => heard(NOON, w)) })
  const names = (part: Part) => part.entries.map((entry) => ('hear' in entry ? entry.hear.reporter : ''))
  const writer = new DossierWriter({ incidentId: 'i', bytes: 0, isCut: false, named: 0 })
  const first = writer.write({ ...recorded(a, b), checkpoint: { recent: [[b, 5]], [a]: 1 } }, NOON)
  expect(partOf(first)).toMatchObject({ checkpoint: { recent: [['n1', 5]], n2: 1 } })
  expect(names(partOf(first))).toEqual(['n2', 'n1'])
  const kept = Buffer.from(first.names, 'base64').toString('hex')
  expect(kept).toBe(b + a)
  const next = new DossierWriter(writer.state, [b, a])
  expect(names(partOf(next.write(recorded(c, a), NOON)))).toEqual(['n3', 'n2'])
})

it('counts voices by the minute when a dossier is full', () => {
  const writer = new DossierWriter({ incidentId: 'i', bytes: DOSSIER_BYTES - 20, isCut: false, named: 0 })
  const entries = [heard(NOON, 'x'), heard(NOON + 1, 'y'), heard(NOON + MINUTE_MS, 'z'), { advance: NOON + HOUR_MS }]
  const part = writer.write({ checkpoint: { some: 'thing' }, told: [], entries }, NOON + HOUR_MS)
  expect(part.isCut).toBe(true)
  expect(partOf(part)).toEqual({
    checkpoint: null,
    told: [],
    entries: [],
    minutes: [
      [NOON, 2, 0],
      [NOON + MINUTE_MS, 1, 0],
    ],
  })
  const next = writer.write({ checkpoint: null, told: [], entries }, NOON + 2 * HOUR_MS)
  expect([next.isCut, writer.state.isCut, partOf(next).minutes.length]).toEqual([false, true, 2])
})
