import { expect, it } from 'vitest'
import { Ties } from './relations.ts'

const ties = new Ties({
  families: [
    ['libero', 'virgilio'],
    ['facebook', 'instagram'],
    ['instagram', 'whatsapp'],
  ],
  depends: [
    ['snapchat', 'google-cloud'],
    ['spotify', 'google-cloud'],
    ['libero', 'google-cloud'],
    ['virgilio', 'google-cloud'],
  ],
  category: (key) => (key === 'spotify' ? 'streaming' : 'social'),
})

it.each([
  ['libero', 'virgilio', 'family'],
  ['facebook', 'whatsapp', 'family'],
  ['snapchat', 'google-cloud', 'depends'],
  ['google-cloud', 'snapchat', 'depends'],
  ['snapchat', 'spotify', 'shared'],
  ['snapchat', 'libero', 'shared'],
  ['facebook', 'snapchat', 'none'],
  ['unknown', 'other', 'none'],
])('%s and %s: %s', (key, other, tie) => {
  expect(ties.tie(key, other)).toBe(tie)
  expect(ties.tie(other, key)).toBe(tie)
})

it('names an operator once, also when its providers came in two lists', () => {
  expect(new Set(['facebook', 'instagram', 'whatsapp'].map((key) => ties.operator(key))).size).toBe(1)
  expect(ties.operator('twitter')).toBe('twitter')
})

it('takes providers as of one kind until their kinds are known', () => {
  expect(ties.differ('spotify', 'snapchat')).toBe(true)
  expect(new Ties({ families: [], depends: [] }).differ('spotify', 'snapchat')).toBe(false)
})
