import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { checkArchive, readArguments, USAGE } from './archive.ts'

it('reads what it is asked for', () => {
  expect(readArguments([], '/own')).toEqual({})
  expect(readArguments(['--verify'], '/own')).toEqual({ verify: '/own' })
  expect(readArguments(['--verify', '/other', '--jwks', 'keys.json'], '/own')).toEqual({
    verify: '/other',
    jwks: 'keys.json',
  })
  expect(readArguments(['--load', '/other'], '/own')).toEqual({ load: '/other' })
})

it.each([['dir'], ['--load'], ['--load', '--verify', 'dir'], ['--verify', 'a', 'b'], ['--jwks', 'x'], ['--what']])(
  'says how it is used where it cannot be meant: %s',
  (...args) => {
    expect(() => readArguments(args, '/own')).toThrow(USAGE)
  },
)

it('says that there is no archive where there is none, and that a file holds no keys', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'brusio-archive-'))
  await expect(checkArchive(dir, undefined)).rejects.toThrow(`There is no archive in ${dir}.`)
  const file = path.join(dir, 'keys.json')
  writeFileSync(file, '{"keys":[{}]}')
  await expect(checkArchive(dir, file)).rejects.toThrow('is no set of keys')
  rmSync(dir, { recursive: true })
})
