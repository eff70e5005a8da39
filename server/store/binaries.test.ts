import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { silentLog } from '../log.ts'
import { NoEmbeddedPostgres, chooseIdentity, packagedBinaries, usableBinaries } from './binaries.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function aFolder(mode: number): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'brusio-bin-'))
  chmodSync(folder, mode)
  folders.push(folder)
  return folder
}

it('names DATABASE_URL on a platform without binaries', () => {
  expect(() => packagedBinaries('linux-s390x')).toThrow(NoEmbeddedPostgres)
  expect(() => packagedBinaries('linux-s390x')).toThrow(/linux-s390x.*DATABASE_URL/)
})

// What musl does to a program made for glibc: the file is there, its loader is not.
it('names DATABASE_URL where the binaries cannot run', () => {
  const native = path.join(aFolder(0o755), 'native')
  mkdirSync(path.join(native, 'bin'), { recursive: true })
  writeFileSync(path.join(native, 'bin/postgres'), '#!/lib64/no-such-loader.so.2\n', { mode: 0o755 })
  const identity = chooseIdentity(native)
  expect(() => usableBinaries({ native, home: aFolder(0o755), identity, log: silentLog })).toThrow(/DATABASE_URL/)
})

it('makes the links that an install without scripts leaves out', () => {
  const folder = aFolder(0o755)
  const native = path.join(folder, 'native')
  cpSync(packagedBinaries(), native, { recursive: true, verbatimSymlinks: true })
  const list: { target: string }[] = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8'))
  for (const { target } of list) rmSync(path.join(folder, target))
  const options = { native, home: aFolder(0o755), identity: chooseIdentity(path.join(folder, 'none')), log: silentLog }
  expect(usableBinaries(options).postgres).toBe(path.join(native, 'bin/postgres'))
  expect(list.map(({ target }) => existsSync(path.join(folder, target)))).toEqual(list.map(() => true))
})

it.runIf(process.getuid?.() === 0)('copies the binaries, once, from a folder that their user cannot pass', () => {
  const hidden = aFolder(0o700)
  cpSync(path.dirname(packagedBinaries()), hidden, { recursive: true, verbatimSymlinks: true })
  chmodSync(hidden, 0o700)
  const home = aFolder(0o755)
  const options = {
    native: path.join(hidden, 'native'),
    home,
    identity: chooseIdentity(hidden + '/none'),
    log: silentLog,
  }
  const { postgres } = usableBinaries(options)
  expect(postgres.startsWith(`${home}/postgresql-18`)).toBe(true)
  const link = readdirSync(path.resolve(postgres, '../../lib')).find((name) => /^libicuuc\.so\.\d+$/.test(name))!
  expect(lstatSync(path.resolve(postgres, '../../lib', link)).isSymbolicLink()).toBe(true)
  const made = lstatSync(postgres).ino
  expect(usableBinaries(options).postgres).toBe(postgres)
  expect(lstatSync(postgres).ino).toBe(made)
  expect(readdirSync(home)).toHaveLength(1)
})
