import { describe, expect, it, vi } from 'vitest'
import { silentLog as log } from '../log.ts'
import { createWriteBuffer, type WriteBufferOptions } from './write-buffer.ts'

type Item = { id: string }
type Result = { id: string; batch: number }

const item = (id: string): Item => ({ id })

/** A store that writes down its batches; `write` may be replaced to fail. */
function aBuffer(options: Partial<WriteBufferOptions<Item, Result>> = {}) {
  const batches: string[][] = []
  const store = async (batch: Item[]): Promise<Result[]> => {
    batches.push(batch.map(({ id }) => id))
    return batch.map(({ id }) => ({ id, batch: batches.length }))
  }
  const buffer = createWriteBuffer<Item, Result>({
    write: store,
    log,
    tickMs: 1,
    ...options,
  })
  return { buffer, batches, store }
}

const failing = (code: string) => Object.assign(new Error(code), { code })

describe('a batch', () => {
  it('gathers what comes within a tick', async () => {
    const { buffer, batches } = aBuffer()
    await Promise.all(['a', 'b', 'c'].map((id) => buffer.add(item(id))))
    expect(batches).toEqual([['a', 'b', 'c']])
    expect(buffer.size).toBe(0)
  })

  it('leaves at once when it is full, and no fuller', async () => {
    const { buffer, batches } = aBuffer({ maxBatch: 2, tickMs: 60_000 })
    await Promise.all(['a', 'b', 'c', 'd'].map((id) => buffer.add(item(id))))
    expect(batches).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
  })

  it('waits for the one before it, unless it is full: then there is a second connection, and no third', async () => {
    const held: (() => void)[] = []
    const begun: string[] = []
    const write = async (batch: Item[]) => {
      begun.push(batch.map(({ id }) => id).join(''))
      await new Promise<void>((resolve) => held.push(resolve))
      return batch.map(({ id }) => ({ id, batch: 0 }))
    }
    const { buffer } = aBuffer({ write, maxBatch: 2 })
    const all = 'abcdefg'.split('').map((id) => buffer.add(item(id)))
    expect(begun).toEqual(['ab', 'cd'])
    held[1]!()
    await all[2]
    await new Promise(setImmediate)
    expect(begun).toEqual(['ab', 'cd', 'ef'])
    held[2]!()
    await all[4]
    // One is not a full batch; it waits for ab.
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(begun).toEqual(['ab', 'cd', 'ef'])
    held[0]!()
    await vi.waitFor(() => expect(begun).toEqual(['ab', 'cd', 'ef', 'g']))
    held[3]!()
    await Promise.all(all)
  })

  it('does not wait for one that is stuck', async () => {
    let stuck = true
    const { buffer, store } = aBuffer({
      patienceMs: 600,
      write: (batch) => {
        if (!stuck) return store(batch)
        stuck = false
        return new Promise(() => undefined)
      },
    })
    const first = buffer.add(item('a'))
    await vi.waitFor(() => expect(stuck).toBe(false))
    expect(await buffer.add(item('b'))).toEqual({ id: 'b', batch: 1 })
    await expect(first).rejects.toMatchObject({ status: 503 })
  })

  it('answers everybody who sent the same id', async () => {
    const { buffer } = aBuffer()
    expect(await Promise.all([buffer.add(item('a')), buffer.add(item('a'))])).toEqual([
      { id: 'a', batch: 1 },
      { id: 'a', batch: 1 },
    ])
  })
})

describe('a failed batch', () => {
  it('is kept and written again until it succeeds, and nobody hears of it', async () => {
    let tries = 0
    const { buffer, store } = aBuffer({
      write: (batch) => (++tries < 3 ? Promise.reject(failing('CONNECTION_CLOSED')) : store(batch)),
    })
    expect(await Promise.all([buffer.add(item('a')), buffer.add(item('b'))])).toHaveLength(2)
    expect(tries).toBe(3)
  })

  it('answers 503 with Retry-After after the patience, is dropped, and is not written later', async () => {
    const written: string[] = []
    let away = true
    const { buffer } = aBuffer({
      patienceMs: 10,
      write: async (batch) => {
        if (away) throw failing('ECONNREFUSED')
        written.push(...batch.map(({ id }) => id))
        return batch.map(({ id }) => ({ id, batch: 1 }))
      },
    })
    await expect(buffer.add(item('a'))).rejects.toMatchObject({ name: 'Refusal', status: 503, retryAfterS: 5 })
    away = false
    await buffer.add(item('b'))
    expect(written).toEqual(['b'])
  })

  it('does not hold its callers when the database never answers', async () => {
    const { buffer } = aBuffer({ patienceMs: 10, write: () => new Promise(() => undefined) })
    await expect(Promise.all([buffer.add(item('a')), buffer.add(item('b'))])).rejects.toMatchObject({ status: 503 })
    await buffer.close()
    expect(buffer.size).toBe(0)
  })

  it.each(['22P02', '23514'])('loses only the report that no table takes (%s)', async (code) => {
    const write = async (batch: Item[]) => {
      if (batch.some(({ id }) => id === 'poison')) throw failing(code)
      return batch.map(({ id }) => ({ id, batch: 1 }))
    }
    const { buffer } = aBuffer({ write })
    const ids = ['a', 'b', 'poison', 'c', 'd']
    const settled = await Promise.allSettled(ids.map((id) => buffer.add(item(id))))
    expect(settled.map(({ status }) => status)).toEqual(ids.map((id) => (id === 'poison' ? 'rejected' : 'fulfilled')))
    expect(settled[2]).toMatchObject({ reason: { code } })
  })

  it('writes again what the store could not decide yet', async () => {
    let turn = 0
    const { buffer } = aBuffer({
      write: async (batch) => {
        turn += 1
        return batch.map(({ id }) => (turn === 1 && id === 'a' ? undefined : { id, batch: turn }))
      },
    })
    expect(await Promise.all([buffer.add(item('a')), buffer.add(item('b'))])).toEqual([
      { id: 'a', batch: 2 },
      { id: 'b', batch: 1 },
    ])
  })
})

it('refuses at once when it is full', async () => {
  const { buffer } = aBuffer({ maxWaiting: 2, tickMs: 60_000 })
  const waiting = [buffer.add(item('a')), buffer.add(item('b'))]
  await expect(buffer.add(item('c'))).rejects.toMatchObject({ status: 503, retryAfterS: 5 })
  await buffer.close()
  await expect(Promise.all(waiting)).resolves.toHaveLength(2)
})

it('writes what is waiting when it closes, and takes no more', async () => {
  const { buffer, batches } = aBuffer({ tickMs: 60_000, maxBatch: 2 })
  const waiting = ['a', 'b', 'c'].map((id) => buffer.add(item(id)))
  await buffer.close()
  await Promise.all(waiting)
  expect(batches.flat()).toEqual(['a', 'b', 'c'])
  await expect(buffer.add(item('d'))).rejects.toMatchObject({ status: 503 })
  await buffer.close()
})
