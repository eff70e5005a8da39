import { expect, it } from 'vitest'
import { z } from 'zod'
import { CATEGORIES } from '../../shared/provider.ts'
import { ADVICE } from './advice.ts'

const sentence = z
  .string()
  .min(30)
  .max(150)
  .regex(/^\p{Lu}/u)
  .regex(/[.]$/)
  .refine((text) => text === text.trim() && !/ {2}/.test(text))
const Line = z.strictObject({
  text: z.strictObject({ it: sentence, en: sentence }),
  of: z.string().min(3).max(40),
  source: z.url({ protocol: /^https$/ }).refine((url) => new URL(url).port === '' && new URL(url).username === ''),
})

it.each(CATEGORIES)('has four lines for %s, each in both languages and with where it is written', (category) => {
  const lines = z.array(Line).length(4).parse(ADVICE[category])
  expect(new Set(lines.map(({ text }) => text.it)).size).toBe(4)
  expect(new Set(lines.map(({ text }) => text.en)).size).toBe(4)
})

it('names a source always by the same name', () => {
  const names = new Map<string, string>()
  for (const { of, source } of Object.values(ADVICE).flat()) {
    const host = new URL(source).href
    expect(names.get(host) ?? of, source).toBe(of)
    names.set(host, of)
  }
})

it('never says of anybody that he is down, nor "incidente"', () => {
  for (const { text } of Object.values(ADVICE).flat()) {
    expect(text.it).not.toMatch(/incident|è giù/i)
    expect(text.en).not.toMatch(/\bis down\b/i)
  }
})
