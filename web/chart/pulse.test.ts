import { describe, expect, it } from 'vitest'
import { createPulse } from './pulse.ts'

const tail = (...counts: (number | null)[]) => counts.map((problems, i) => ({ t: i * 60_000, problems }))
const lastOf = (counts: (number | null)[], n: number) => counts.slice(-n)

describe('the pulse', () => {
  it('counts what came between two messages, in the second of the later one', () => {
    const pulse = createPulse()
    pulse.hear(tail(5, 2), 10_000)
    pulse.hear(tail(5, 4), 11_000)
    // A late one in an older minute, and a minute that has just begun.
    pulse.hear(tail(6, 4, 3), 13_000)
    expect(lastOf(pulse.read(14_000), 6)).toEqual([null, 0, 2, 0, 4, 0])
  })

  it('takes nothing of the past for new: neither what was there first, nor minutes it had not been told', () => {
    const pulse = createPulse()
    pulse.hear(tail(400, 400).slice(1), 10_000)
    pulse.hear(tail(400, 400), 11_000)
    expect(lastOf(pulse.read(11_000), 2)).toEqual([0, 0])
  })

  it('does not know what came while it heard nothing', () => {
    const pulse = createPulse()
    pulse.hear(tail(0), 10_000)
    pulse.hear(tail(3), 11_000)
    expect(lastOf(pulse.read(16_000), 3)).toEqual([0, 0, 0])
    expect(lastOf(pulse.read(20_000), 11)).toEqual([0, 3, ...Array<null>(9).fill(null)])
    pulse.hear(tail(90), 30_000)
    expect(lastOf(pulse.read(30_000), 3)).toEqual([null, null, 0])
  })
})
