import { expect, it } from 'vitest'
import { MINUTE_MS, QUARTER_MS } from '../../../shared/time.ts'
import { createDayKeeper, TOO_OLD_MS } from './day-keeper.ts'

function aKeeper() {
  let real = 0
  const asked: number[] = []
  const answers: { give: (value: string) => void; fail: () => void }[] = []
  const read = (now: number) => {
    asked.push(now)
    return new Promise<string>((resolve, reject) =>
      answers.push({ give: resolve, fail: () => reject(new Error('away')) }),
    )
  }
  const keep = createDayKeeper(read, () => real)
  return { keep, asked, answers, pass: (ms: number) => void (real += ms) }
}

it('reads once for all who come while it is read, and gives it for a minute', async () => {
  const { keep, asked, answers, pass } = aKeeper()
  const both = [keep(0), keep(1)]
  answers[0]?.give('a')
  expect(await Promise.all(both)).toEqual(['a', 'a'])
  pass(MINUTE_MS - 1)
  expect(await keep(MINUTE_MS)).toBe('a')
  expect(asked).toEqual([0])
})

it('gives the old one while it reads anew, after a minute or in another quarter of an hour', async () => {
  const { keep, asked, answers, pass } = aKeeper()
  const first = keep(0)
  answers[0]?.give('a')
  await first
  pass(MINUTE_MS)
  expect(await keep(MINUTE_MS)).toBe('a')
  answers[1]?.give('b')
  await new Promise((resolve) => setImmediate(resolve))
  expect(await keep(MINUTE_MS)).toBe('b')
  expect(await keep(QUARTER_MS)).toBe('b')
  expect(asked).toEqual([0, MINUTE_MS, QUARTER_MS])
})

it('keeps no failure, and what it had while there is one', async () => {
  const { keep, answers, pass } = aKeeper()
  const failing = keep(0)
  answers[0]?.fail()
  await expect(failing).rejects.toThrow('away')
  const next = keep(0)
  answers[1]?.give('a')
  expect(await next).toBe('a')
  pass(MINUTE_MS)
  expect(await keep(MINUTE_MS)).toBe('a')
  answers[2]?.fail()
  await new Promise((resolve) => setImmediate(resolve))
  expect(await keep(MINUTE_MS)).toBe('a')
})

it('gives nobody what was read long ago: after a night without visitors the first waits', async () => {
  const { keep, answers, pass } = aKeeper()
  const evening = keep(0)
  answers[0]?.give('evening')
  await evening
  pass(TOO_OLD_MS)
  const morning = [keep(TOO_OLD_MS), keep(TOO_OLD_MS)]
  answers[1]?.give('morning')
  expect(await Promise.all(morning)).toEqual(['morning', 'morning'])
  expect(answers).toHaveLength(2)
})
