import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { finishDay, readIndex, stageDay } from './folder.ts'
import { LICENCE, sha256, type FileEntry } from './manifest.ts'
import { manifestName, parseDataName } from './names.ts'

let dir: string
beforeEach(() => void (dir = mkdtempSync(path.join(tmpdir(), 'brusio-folder-'))))
afterEach(() => rmSync(dir, { recursive: true }))

const NAME = 'uptime/uptime-2026-01.csv.gz'
const text = (name: string) => readFileSync(path.join(dir, name), 'utf8')

/** Not signed: whoever writes a folder looks at no signature. */
function jwsOf(day: string, files: FileEntry[]): string {
  const about = { brusio_archive: 1, instance: null, mode: 'live', ...LICENCE, written_at: `${day}T12:00:00Z` }
  return `e30.${Buffer.from(JSON.stringify({ ...about, day, previous: null, files })).toString('base64url')}.AA`
}

async function writeDay(day: string, content: string) {
  const staging = await stageDay(dir)
  const files = [await staging.put(NAME, Buffer.from(content))]
  return { staging, jws: jwsOf(day, files) }
}

it('has nothing of a day that was cut short before its manifest, and sweeps it up', async () => {
  const first = await writeDay('2026-01-01', 'one')
  expect(await first.staging.commit('2026-01-01', first.jws)).toBe(true)
  await writeDay('2026-01-02', 'two')
  expect(text(NAME)).toBe('one')
  await finishDay(dir)
  expect(await readIndex(dir)).toMatchObject({ last_day: '2026-01-01', files: [{ name: NAME, sha256: sha256('one') }] })
  expect(text(NAME)).toBe('one')
})

it.each(['before any file had its place', 'after a file had, and before the index'])(
  'finishes a day that was cut short %s',
  async (when) => {
    const first = await writeDay('2026-01-01', 'one')
    await first.staging.commit('2026-01-01', first.jws)
    // What `commit` leaves when the process dies just after the manifest has its name.
    const jws = jwsOf('2026-01-02', [{ name: NAME, bytes: 3, sha256: sha256('two') }])
    const staged = path.join(dir, `.staged-2026-01-02-${sha256(jws).slice(0, 16)}`)
    mkdirSync(path.join(staged, 'uptime'), { recursive: true })
    writeFileSync(path.join(staged, NAME), 'two')
    writeFileSync(path.join(dir, manifestName('2026-01-02')), jws)
    if (when.startsWith('after')) await rename(path.join(staged, NAME), path.join(dir, NAME))
    expect(await readIndex(dir)).toMatchObject({ last_day: '2026-01-01' })
    await finishDay(dir)
    expect(await readIndex(dir)).toMatchObject({
      last_day: '2026-01-02',
      files: [{ sha256: sha256('two'), day: '2026-01-02' }],
    })
    expect([text(NAME), existsSync(staged)]).toEqual(['two', false])
    await finishDay(dir)
    expect((await readIndex(dir))!.manifests).toHaveLength(2)
  },
)

it('gives a day to one of two that write it, and the other changes nothing', async () => {
  const [one, other] = [await writeDay('2026-01-01', 'one'), await writeDay('2026-01-01', 'other')]
  expect(await one.staging.commit('2026-01-01', one.jws)).toBe(true)
  expect(await other.staging.commit('2026-01-01', other.jws)).toBe(false)
  await other.staging.discard()
  expect(text(NAME)).toBe('one')
  expect(text(manifestName('2026-01-01'))).toBe(one.jws)
})

it('takes no name but its own', () => {
  for (const name of [
    '../uptime/uptime-2026-01.csv.gz',
    'uptime/../../etc/passwd',
    'uptime/uptime-2026-13.csv.gz',
    'counts/2026-01/libero-mail-2026-02.csv.gz',
    'counts/2026-01/../x-2026-01.csv.gz',
    'counts/2026-01/-2026-01.csv.gz',
    '/providers.csv',
    'providers.csv\n',
    'index.json',
  ])
    expect([name, parseDataName(name)]).toEqual([name, undefined])
  expect(parseDataName('counts/2026-01/libero-mail-2026-01.csv.gz')).toEqual({
    kind: 'counts',
    slug: 'libero-mail',
    month: '2026-01',
  })
})
