import { expect, it } from 'vitest'
import { nodeVersionWarning } from './node-version.ts'

it.each([
  ['20.19.0', '20.20.2'],
  ['22.23.3', '22.23.4'],
  ['25.9.0', 'no security fixes'],
  ['26.10.0', '26.12.1'],
])('says of Node %s what is missing: %s', (version, words) => {
  expect(nodeVersionWarning(version)).toContain(words)
})

it.each(['20.20.2', '24.22.1', '27.0.0'])('has nothing to say of Node %s', (version) => {
  expect(nodeVersionWarning(version)).toBeUndefined()
})
