import { expect, it } from 'vitest'
import { isForgottenQuery } from './forgotten-query.ts'

it('knows the query of the driver itself, and takes no other failure for it', () => {
  const failure = (code: string, query: string) =>
    Object.assign(new Error('write CONNECTION_DESTROYED'), { code, query })
  expect(isForgottenQuery(failure('CONNECTION_DESTROYED', 'select b.oid, b.typarray from pg_catalog.pg_type a'))).toBe(
    true,
  )
  expect(isForgottenQuery(failure('CONNECTION_DESTROYED', 'select 1'))).toBe(false)
  expect(isForgottenQuery(failure('42P01', 'select b.oid, b.typarray'))).toBe(false)
  expect(isForgottenQuery('CONNECTION_DESTROYED')).toBe(false)
})
