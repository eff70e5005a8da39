import { readFileSync } from 'node:fs'
import path from 'node:path'
import semver from 'semver'
import { expect, it } from 'vitest'
import { ROOT } from './source-files.ts'

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8')

type Manifest = Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>
type Lock = { packages: Record<string, { version?: string; license?: string; dev?: boolean; optional?: boolean }> }

const manifest = JSON.parse(read('package.json')) as Manifest
const lock = JSON.parse(read('package-lock.json')) as Lock

const installed = Object.entries(lock.packages)
  .filter(([where]) => where !== '')
  .map(([where, entry]) => ({
    name: where.slice(where.lastIndexOf('node_modules/') + 'node_modules/'.length),
    ...entry,
  }))

/**
 * Versions with a known hole that reach us, or that broke us; each with its reason. `npm audit` asks the network, this does not.
 * A new finding is one line here.
 */
const KNOWN_BAD: [name: string, range: string, why: string][] = [
  ['@hono/node-server', '<2.1.6', 'CVE-2026-73565 (unfinished upgrades kept for ever) and the fixes up to 2.1.6'],
  ['hono', '<4.12.18', 'CVE-2026-44455 to 44458; before 4.12.14 JSX attribute names could inject HTML'],
  [
    'ws',
    '<5.2.4 || >=6.0.0 <6.2.3 || >=7.0.0 <7.5.10 || >=8.0.0 <8.17.1',
    'CVE-2024-37890: many headers crashed the server',
  ],
  ['undici', '<6.21.2 || >=7.0.0 <7.5.0', 'CVE-2025-47279: memory lost on bad certificates'],
  ['vite', '<6.4.1 || >=7.0.0 <7.1.11', 'CVE-2025-62522: the development server read outside its root'],
  ['axios', '<0.30.2 || >=1.0.0 <1.12.0', 'CVE-2025-58754: a data: address of any size was read into memory'],
  ['semver', '<7.5.2', 'CVE-2022-25883: slow regular expression'],
  ['postgres', '<3.4.9', 'older ones lose track of a connection whose backend died'],
  ['playwright-core', '<1.55.1', 'CVE-2025-59288: browser downloaded without checking the certificate'],
]

it.each(KNOWN_BAD)('holds no %s of %s (%s)', (name, range) => {
  const bad = installed.filter((p) => p.name === name && p.version !== undefined && semver.satisfies(p.version, range))
  expect(bad.map((p) => `${p.name}@${p.version}`)).toEqual([])
})

it('pins every direct dependency to one exact version', () => {
  const ranges = (['dependencies', 'devDependencies', 'optionalDependencies'] as const)
    .flatMap((group) => Object.entries(manifest[group]))
    .filter(([, version]) => semver.valid(version) === null)
  expect(ranges).toEqual([])
})

it('ships nothing under a licence that binds our users', () => {
  const bound = installed.filter((p) => p.dev !== true && /\b(A|L)?GPL/i.test(p.license ?? ''))
  expect(bound.map((p) => `${p.name}: ${p.license}`)).toEqual([])
})

it('names no download address', () => {
  expect(read('package-lock.json')).not.toMatch(/"resolved": "http/)
})
