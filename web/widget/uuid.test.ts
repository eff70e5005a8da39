import { validate, version } from 'uuid'
import { expect, it } from 'vitest'
import { NewReport } from '../../shared/report.ts'
import { uuidv7 } from './uuid.ts'

it('is a UUIDv7 of its moment, and never the same', () => {
  const at = Date.UTC(2026, 0, 13, 7, 2, 3) + 0.7
  const ids = Array.from({ length: 1_000 }, () => uuidv7(at))
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) {
    expect([validate(id), version(id)]).toEqual([true, 7])
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Math.floor(at))
    expect(NewReport.safeParse({ id, provider: 'tim', via: 'widget' }).success).toBe(true)
  }
})
