import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { silentLog } from '../log.ts'
import { createResultQueue } from './result-queue.ts'
import type { ResultQueueOptions } from './result-queue.ts'

class Away extends Error {}

let written: number[] = []
let state: 'there' | 'away' | 'refuses' = 'there'
const error = vi.spyOn(silentLog, 'error')
const info = vi.spyOn(silentLog, 'info')
beforeEach(() => {
  written = []
  state = 'there'
})
afterEach(() => vi.clearAllMocks())

function aQueue(options: Partial<ResultQueueOptions<number>> = {}) {
  return createResultQueue<number>({
    write: async (batch) => {
      if (state !== 'there') throw state === 'away' ? new Away('away') : new Error('no such table')
      written.push(...batch)
    },
    mayPass: (failure) => failure instanceof Away,
    log: silentLog,
    name: 'numbers',
    batch: 3,
    retryMs: 1,
    ...options,
  })
}
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i)

it('writes in order, in batches', async () => {
  const sizes: number[] = []
  const queue = aQueue({ write: async (batch) => void sizes.push(batch.length) })
  queue.push(upTo(8))
  await expect.poll(() => sizes).toEqual([3, 3, 2])
})

it('keeps what cannot be written, says so once, and writes it in order when it can', async () => {
  state = 'away'
  const queue = aQueue()
  queue.push([0, 1])
  await expect.poll(() => error.mock.calls.length).toBe(1)
  queue.push([2, 3, 4, 5, 6])
  state = 'there'
  await expect.poll(() => written).toEqual(upTo(7))
  expect(error).toHaveBeenCalledTimes(1)
  expect(info).toHaveBeenCalledWith(expect.objectContaining({ dropped: 0 }), expect.stringContaining('written again'))
})

it('drops the oldest above the limit, and says that and how many', async () => {
  state = 'away'
  const queue = aQueue({ limit: 5 })
  queue.push(upTo(4))
  queue.push([4, 5, 6])
  queue.push([7])
  state = 'there'
  await expect.poll(() => written).toEqual([3, 4, 5, 6, 7])
  expect(error.mock.calls.filter(([, text]) => text?.includes('oldest are dropped'))).toHaveLength(1)
  expect(info).toHaveBeenCalledWith(expect.objectContaining({ dropped: 3 }), expect.anything())
})

it('leaves none out when the oldest are pushed out while they are being written', async () => {
  let finish = () => {}
  const queue = aQueue({
    limit: 4,
    write: (batch) =>
      new Promise<void>((done) => {
        finish = () => {
          written.push(...batch)
          done()
        }
      }),
  })
  queue.push(upTo(4))
  queue.push([4, 5]) // 0 and 1 go, while they are under way.
  finish()
  await expect.poll(() => written).toEqual([0, 1, 2])
  finish()
  await expect.poll(() => written).toEqual(upTo(6))
})

it('lets go of a batch that can never be written, and goes on', async () => {
  state = 'refuses'
  const queue = aQueue()
  queue.push(upTo(3))
  await expect.poll(() => error.mock.calls.length).toBe(1)
  expect(error.mock.calls[0]?.[0]).toMatchObject({ lost: 3 })
  state = 'there'
  queue.push([3])
  await expect.poll(() => written).toEqual([3])
})

it('tries once more at the end, and says what is lost', async () => {
  state = 'away'
  const queue = aQueue({ retryMs: 60_000 })
  queue.push(upTo(2))
  await expect.poll(() => error.mock.calls.length).toBe(1)
  const ended = queue.close()
  await ended
  expect(error).toHaveBeenLastCalledWith({ lost: 2 }, expect.stringContaining('lost'))

  state = 'away'
  const other = aQueue({ retryMs: 60_000 })
  other.push(upTo(2))
  await expect.poll(() => error.mock.calls.length).toBeGreaterThan(2)
  state = 'there'
  await other.close()
  expect(written).toEqual(upTo(2))
})
