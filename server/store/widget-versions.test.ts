import { expect, it } from 'vitest'
import { useTestDb } from '../test/db.ts'
import { keepWidgetVersion } from './widget-versions.ts'

const test = useTestDb()

it('keeps each version that was served, once, as it was', async () => {
  const { db } = test
  const first = { version: 'aa', body: Buffer.from('a()'), now: Date.UTC(2026, 0, 1) }
  expect(await keepWidgetVersion(db, first)).toEqual([{ version: 'aa', body: first.body }])
  const second = { version: 'bb', body: Buffer.from([0, 255, 10]), now: Date.UTC(2026, 1, 1) }
  await keepWidgetVersion(db, { ...first, body: Buffer.from('other'), now: second.now })
  expect(await keepWidgetVersion(db, second)).toEqual([
    { version: 'bb', body: second.body },
    { version: 'aa', body: first.body },
  ])
})
