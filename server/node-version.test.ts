import { expect, it } from 'vitest'
import { nodeVersionWarning } from './node-version.ts'

it.each([
  ['20.19.0', /20\.20\.2/],
  ['20.20.2', undefined],
  ['22.23.3', /22\.23\.4/],
  ['24.22.1', undefined],
  ['25.9.0', /no security fixes/],
  ['26.10.0', /26\.12\.1/],
  ['27.0.0', undefined],
])('says of Node %s what is missing', (version, expected) => {
  const warning = nodeVersionWarning(version)
  if (expected === undefined) expect(warning).toBeUndefined()
  else expect(warning).toMatch(expected)
})
