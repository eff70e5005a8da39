import { expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../shared/time.ts'
import { createRandom } from '../catalogue/recording.ts'
import { ADMITTED_BEFORE_MS, NOTICE_LIMIT, Notices, STANDS_MS } from './notices.ts'
import type { HeardNotice } from './voice.ts'

const BEGAN = Date.UTC(2026, 0, 5)
const NOW = BEGAN + 2 * DAY_MS
const HOUR = HOUR_MS
type Said = [hours: number, says: HeardNotice['says'], of?: Pick<HeardNotice, 'component' | 'device' | 'of'>]
const android = { device: 'android' }
const ios = { device: 'ios' }

function heard(said: readonly Said[]): Notices {
  const notices = new Notices()
  for (const [hours, says, of] of said) notices.hear({ at: BEGAN + hours * HOUR, says, ...of })
  return notices
}

it.each<[string, Said[], { admitted: boolean; restored: boolean; says: string }]>([
  ['nothing said', [], { admitted: false, restored: false, says: 'none' }],
  ['a problem', [[1, 'problem']], { admitted: true, restored: false, says: 'problem' }],
  ['the day before', [[-23, 'problem']], { admitted: true, restored: false, says: 'problem' }],
  ['days before', [[-25, 'problem']], { admitted: false, restored: false, says: 'none' }],
  ['later than now', [[50, 'problem']], { admitted: false, restored: false, says: 'none' }],
  [
    'restored',
    [
      [1, 'problem'],
      [9, 'restored'],
    ],
    { admitted: false, restored: true, says: 'restored' },
  ],
  [
    'restored before it began',
    [
      [-2, 'problem'],
      [-1, 'restored'],
    ],
    { admitted: false, restored: false, says: 'restored' },
  ],
  [
    'restored, and a problem again',
    [
      [1, 'problem'],
      [9, 'restored'],
      [10, 'problem'],
    ],
    { admitted: true, restored: false, says: 'problem' },
  ],
  [
    'one device restored of all',
    [
      [1, 'problem'],
      [9, 'restored', android],
    ],
    { admitted: true, restored: false, says: 'problem' },
  ],
  [
    'one device restored, which was the problem',
    [
      [1, 'problem', android],
      [9, 'restored', android],
    ],
    { admitted: false, restored: false, says: 'restored' },
  ],
  [
    'one device of two',
    [
      [1, 'problem', android],
      [1, 'problem', ios],
      [9, 'restored', android],
    ],
    { admitted: true, restored: false, says: 'problem' },
  ],
  [
    'all restored, devices with it',
    [
      [1, 'problem', android],
      [1, 'problem', ios],
      [9, 'restored'],
    ],
    { admitted: false, restored: true, says: 'restored' },
  ],
  [
    'all restored, but a device after it',
    [
      [9, 'restored'],
      [10, 'problem', ios],
    ],
    { admitted: true, restored: false, says: 'problem' },
  ],
  [
    'a problem that was put in by mistake',
    [
      [1, 'problem'],
      [1, 'nothing'],
    ],
    { admitted: false, restored: false, says: 'none' },
  ],
  [
    'a restored that was put in by mistake: the problem stands again',
    [
      [1, 'problem'],
      [9, 'restored'],
      [9, 'nothing'],
    ],
    { admitted: true, restored: false, says: 'problem' },
  ],
  [
    'one of two of the same instant that was put in by mistake',
    [
      [1, 'problem'],
      [9, 'problem'],
      [9, 'restored'],
      [9, 'nothing', { of: 'problem' }],
    ],
    { admitted: false, restored: true, says: 'restored' },
  ],
])('%s', (_, said, { admitted, restored, says }) => {
  const notices = heard(said)
  expect(notices.admitted(NOW, BEGAN)).toBe(admitted)
  expect(notices.restoredAt(NOW, BEGAN) !== undefined).toBe(restored)
  expect(notices.says(NOW, BEGAN)).toBe(says)
})

it('takes a problem that was admitted up to a day before a rise for its cause', () => {
  const notices = heard([[0, 'problem']])
  expect(notices.admitted(NOW, BEGAN + ADMITTED_BEFORE_MS)).toBe(true)
  expect(notices.admitted(NOW, BEGAN + ADMITTED_BEFORE_MS + 1)).toBe(false)
})

it('lets a problem stand for a week, if they do not take it back', () => {
  const notices = heard([[1, 'problem', ios]])
  expect(notices.stands(BEGAN + HOUR + STANDS_MS, BEGAN)).toBe(true)
  expect(notices.stands(BEGAN + HOUR + STANDS_MS + 1, BEGAN)).toBe(false)
  // Of something that was before.
  expect(notices.stands(BEGAN + 3 * DAY_MS, BEGAN + 2 * DAY_MS)).toBe(false)
  notices.hear({ at: BEGAN + 5 * HOUR, says: 'restored', ...ios })
  expect(notices.stands(NOW, BEGAN)).toBe(false)
})

it('says the same in whatever order it is told, and after a restart', () => {
  const random = createRandom(4)
  for (let n = 0; n < 100; n += 1) {
    const said = Array.from({ length: 8 }, (): Said => {
      const of = [{}, android, ios, { component: 'imap' }][Math.floor(random() * 4)]!
      return [Math.floor(random() * 5), random() < 0.5 ? 'problem' : 'restored', of]
    })
    const one = heard(said)
    const other = heard(
      said
        .map((s) => ({ s, key: random() }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ s }) => s),
    )
    expect(other.state()).toEqual(one.state())
    const again = new Notices(JSON.parse(JSON.stringify(one.state())) as HeardNotice[])
    expect(again.says(NOW, BEGAN)).toBe(one.says(NOW, BEGAN))
    expect(again.state()).toEqual(one.state())
  }
})

it('remembers a bounded number of parts, the newest', () => {
  const notices = heard(Array.from({ length: 500 }, (_, i): Said => [i / 100, 'problem', { component: `c${i}` }]))
  expect(notices.state()).toHaveLength(NOTICE_LIMIT)
  expect(notices.state().some(({ component }) => component === 'c499')).toBe(true)
})

it('knows the parts of which they say that something is wrong, until they take it back', () => {
  const of = (said: Said[]) => heard(said).troubled(NOW, BEGAN)
  expect(of([[1, 'problem']])).toEqual([])
  expect(of([[1, 'problem', ios]])).toMatchObject([ios])
  expect(
    of([
      [1, 'problem', ios],
      [2, 'restored', android],
    ]),
  ).toMatchObject([ios])
  expect(
    of([
      [1, 'problem', ios],
      [2, 'restored', ios],
    ]),
  ).toEqual([])
  expect(
    of([
      [1, 'problem', ios],
      [2, 'restored'],
    ]),
  ).toEqual([])
  expect(of([[-25, 'problem', ios]])).toEqual([])
})
