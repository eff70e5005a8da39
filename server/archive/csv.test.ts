import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { readCsv, toCsv, toMember } from './csv.ts'

const dir = mkdtempSync(path.join(tmpdir(), 'brusio-csv-'))
afterAll(() => rmSync(dir, { recursive: true }))

it('reads what it wrote, whatever stands in it', async () => {
  const texts = ['a\n=1', "'=1", '=1', '\r\n', '"', '＝cmd', 'perché, "sì"', '-5', "''+39"]
  const members = texts.map((text, i) => toCsv(['text', 'number'], [{ text, number: -1e-7 }], { header: i === 0 }))
  const file = path.join(dir, 'x.csv.gz')
  writeFileSync(file, Buffer.concat(await Promise.all(members.map(toMember))))
  const read = []
  for await (const row of readCsv(file, true)) read.push(row)
  expect(read).toEqual(texts.map((text) => ({ text, number: '-1e-7' })))
})

it('throws at a file that is cut short', async () => {
  const file = path.join(dir, 'cut.csv.gz')
  const whole = await toMember(toCsv(['text'], [{ text: 'x'.repeat(1000) }], { header: true }))
  writeFileSync(file, whole.subarray(0, -9))
  const all = async () => {
    for await (const _ of readCsv(file, true));
  }
  await expect(all()).rejects.toThrow('unexpected end of file')
})

it('throws at a small file that unpacks to more than it may', async () => {
  const file = path.join(dir, 'bomb.csv.gz')
  const bomb = await toMember(`text\n${'x\n'.repeat(500_000)}`)
  expect(bomb.length).toBeLessThan(5_000)
  writeFileSync(file, bomb)
  let rows = 0
  const all = async () => {
    for await (const _ of readCsv(file, true, 100_000)) rows++
  }
  await expect(all()).rejects.toThrow('bomb.csv.gz unpacks to more than 100000 bytes.')
  expect(rows).toBeLessThan(100_000)
})
