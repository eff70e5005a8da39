import { expect, it } from 'vitest'
import { mailExpiresFrom } from './mail.ts'

const startedAt = Date.UTC(2023, 0, 22, 21)
const day = (date: number) => Date.UTC(2023, 0, date, 21)

it.each([
  ['begins to come back after five days, while it is not over', 'mail', null, day(27)],
  ['came back from an outage of six days', 'mail', day(28), day(27)],
  ['was delivered after one of four', 'mail', day(26), null],
  ['was delivered at the last moment', 'mail', day(27), null],
  ['is of mail only', 'messaging', null, null],
] as const)('mail %s', (_, category, resolvedAt, expected) => {
  expect(mailExpiresFrom(category, { startedAt, resolvedAt })).toBe(expected)
})
