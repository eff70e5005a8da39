import { expect, it } from 'vitest'
import { withFormula, withoutFormula } from './spreadsheet.ts'

const DANGEROUS = [
  '=1+1',
  '+39',
  '-1',
  '@sum',
  '\t=1',
  '\r=1',
  '\n=1',
  '＝1',
  '＋1',
  '－1',
  '＠1',
  '=cmd|"x"',
  "'=1",
  "''+1",
]
const HARMLESS = ['', 'Libero Mail', "'tis", 'a=b', '1-1', "'"]

it.each(DANGEROUS)('lets no spreadsheet run %j, and gives it back as it was', (text) => {
  expect(withoutFormula(text)).toBe(`'${text}`)
  expect(withFormula(withoutFormula(text))).toBe(text)
})

it.each(HARMLESS)('leaves %j as it is', (text) => {
  expect(withoutFormula(text)).toBe(text)
  expect(withFormula(text)).toBe(text)
})
