import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ProbeTarget } from '../../shared/probe.ts'
import { ConfigError } from '../config.ts'
import { PROBES } from '../probe/probe.ts'
import { checkCatalogue, readCatalogue } from './catalogue.ts'
import { MAX_OWN_TARGETS, probeTargets, readOwnTargets } from './probe-targets.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'brusio-targets-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = path.join(folder, 'targets.json')

const catalogue = checkCatalogue([
  {
    slug: 'one-mail',
    name: 'One Mail',
    category: 'mail',
    homepage: 'https://one.example/',
    probes: [
      { kind: 'http', target: 'https://one.example/', keyword: 'Posta' },
      { kind: 'smtp', target: 'smtp://mx.one.example:25', component: 'receiving' },
    ],
  },
])
const given = { provider: 'one-mail', kind: 'imap', target: 'imaps://imap.one.example:993' }

function own(entries: unknown): ProbeTarget[] {
  writeFileSync(file, typeof entries === 'string' ? entries : JSON.stringify(entries))
  return readOwnTargets(file, catalogue)
}
function faultOf(entries: unknown): string {
  try {
    own(entries)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  throw new Error('nothing was refused')
}

it('has every target of the catalogue that ships in a kind that runs', () => {
  const targets = probeTargets(readCatalogue())
  expect(targets.length).toBeGreaterThan(60)
  for (const target of targets) {
    expect(ProbeTarget.parse(target)).toEqual(target)
    expect(PROBES).toHaveProperty(target.kind)
  }
  expect(targets).toContainEqual({
    provider: 'libero-mail',
    component: 'imap',
    kind: 'imap',
    target: 'imaps://imapmail.libero.it:993',
    every_ms: 60_000,
  })
})

it('adds those of the instance, and lets one of the same address take the place of the listed one', () => {
  const mailbox = { from: 'probe@brusio.example', to: 'us@one.example' }
  const receiving = { provider: 'one-mail', kind: 'smtp', target: 'smtp://mx.one.example:25', component: 'receiving' }
  const targets = probeTargets(catalogue, own([given, { ...receiving, mailbox, every_ms: 300_000 }]))
  expect(targets).toEqual([
    { provider: 'one-mail', kind: 'http', target: 'https://one.example/', keyword: 'Posta', every_ms: 60_000 },
    { ...receiving, mailbox, every_ms: 300_000 },
    { ...given, every_ms: 60_000 },
  ])
})

it('needs no list', () => {
  expect(readOwnTargets(undefined, catalogue)).toEqual([])
  expect(own([])).toEqual([])
})

describe('a wrong list ends the start, naming the variable, the entry and the field', () => {
  it.each<[string, RegExp, unknown]>([
    ['no JSON', /^PROBE_TARGETS: .*targets\.json cannot be read/, '[{'],
    ['no list', /^PROBE_TARGETS: .* must be a list/, given],
    ['too many', /^PROBE_TARGETS: .* at most 500/, Array.from({ length: MAX_OWN_TARGETS + 1 }, () => given)],
    ['no object', /^PROBE_TARGETS: entry 1: /, [null]],
    [
      'a provider nobody knows',
      /^PROBE_TARGETS: entry 2, provider: there is no "two"/,
      [given, { ...given, provider: 'two' }],
    ],
    ['no target', /^PROBE_TARGETS: entry 1, target: /, [{ provider: 'one-mail', kind: 'imap' }]],
    ['a target of another kind', /^PROBE_TARGETS: entry 1, target: must be written/, [{ ...given, kind: 'smtp' }]],
    ['a password', /^PROBE_TARGETS: entry 1, target: /, [{ ...given, target: 'imaps://a:b@imap.one.example' }]],
    ['a part it does not have', /^PROBE_TARGETS: entry 1, component: "git" is not/, [{ ...given, component: 'git' }]],
    ['too often', /^PROBE_TARGETS: entry 1, every_ms: /, [{ ...given, every_ms: 1_000 }]],
    [
      'a mailbox that is none',
      /^PROBE_TARGETS: entry 1, mailbox\.to: /,
      [{ ...given, mailbox: { from: 'a@b', to: 'x' } }],
    ],
    [
      'a mailbox for IMAP',
      /^PROBE_TARGETS: entry 1, mailbox: is for smtp/,
      [{ ...given, mailbox: { from: 'a@b', to: 'a@b' } }],
    ],
    ['a keyword for IMAP', /^PROBE_TARGETS: entry 1, keyword: is for http/, [{ ...given, keyword: 'x' }]],
    ['an unknown field', /^PROBE_TARGETS: entry 1, url: /, [{ ...given, url: 'x' }]],
    ['one said twice', /^PROBE_TARGETS: entry 2, target: is there twice/, [given, given]],
  ])('%s', (_, message, entries) => {
    expect(faultOf(entries)).toMatch(message)
  })

  it('no file', () => {
    expect(() => readOwnTargets(path.join(folder, 'none.json'), catalogue)).toThrow(/^PROBE_TARGETS: .*none\.json/)
  })
})
