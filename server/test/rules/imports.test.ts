import { describe, expect, it } from 'vitest'
import { isTest, readSources } from './source-files.ts'
import type { Import, SourceFile } from './source-files.ts'

const sources = readSources('server', 'web', 'shared', 'bench').filter((s) => !isTest(s.file))
const inside = (...tops: string[]) => sources.filter((s) => tops.some((top) => s.file.startsWith(top)))
const outside = (...tops: string[]) => sources.filter((s) => !tops.some((top) => s.file.startsWith(top)))

/** Which file imports what it may not, as readable lines. */
const offences = (files: SourceFile[], isForbidden: (target: string, imported: Import) => boolean): string[] =>
  files.flatMap((s) =>
    s.imports.filter((i) => isForbidden(i.target, i)).map(({ target }) => `${s.file} imports ${target}`),
  )

const isPackage = (...names: string[]) => {
  return (target: string) => names.some((name) => target === name || target.startsWith(`${name}/`))
}

const matching = (files: SourceFile[], pattern: RegExp): string[] =>
  files.filter((s) => pattern.test(s.text)).map((s) => s.file)

describe('who may import whom', () => {
  it('finds the files it speaks of', () => {
    for (const folder of ['server/store/', 'server/detect/', 'server/live/', 'web/chart/', 'shared/']) {
      expect(inside(folder).length, folder).toBeGreaterThan(0)
    }
    expect(sources.find((s) => s.file === 'server/main.ts')?.imports.length).toBeGreaterThan(20)
  })

  it('keeps shared/ to zod', () => {
    expect(offences(inside('shared/'), (t) => t !== 'zod' && !t.startsWith('shared/'))).toEqual([])
  })

  it('keeps the database, and SQL, in store/', () => {
    expect(offences(outside('server/store/', 'bench/'), isPackage('drizzle-orm', 'postgres', 'drizzle-kit'))).toEqual(
      [],
    )
    expect(matching(outside('server/store/', 'bench/'), /\bsql(<[^`]*>)?`|\.unsafe\(/)).toEqual([])
  })

  it('keeps detect/ pure', () => {
    expect(
      offences(inside('server/detect/'), (t) => !t.startsWith('server/detect/') && !t.startsWith('shared/')),
    ).toEqual([])
    expect(matching(inside('server/detect/'), /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\./)).toEqual([])
  })

  /** What every stage may lean on beside itself and shared/. */
  const GROUND = ['server/bare-answer.ts', 'server/clock.ts', 'server/errors.ts', 'server/handover.ts', 'server/log.ts']
  it.each([
    ['ingest', []],
    ['probe', ['server/outbound.ts']],
    ['official', ['server/outbound.ts']],
    ['notify', ['server/outbound.ts']],
    ['store', []],
    ['live', []],
  ])('lets %s know no other stage', (stage, more) => {
    const known = [`server/${stage}/`, 'shared/', ...GROUND, ...more]
    const isStranger = (t: string) => /^(server|web|bench)\//.test(t) && !known.some((k) => t.startsWith(k))
    expect(offences(inside(`server/${stage}/`), isStranger)).toEqual([])
  })

  it('lets nobody but main know the app, and nobody at all the commands', () => {
    const files = outside('server/commands/', 'bench/').filter((s) => s.file !== 'server/main.ts')
    const isTop = (t: string) => t === 'server/main.ts' || t.startsWith('server/commands/') || t.startsWith('bench/')
    expect(offences(files, isTop)).toEqual([])
  })

  it('keeps Hono to main, routes, app, errors and the views', () => {
    const mayKnow = /^(server\/(main|app|errors)\.ts$|server\/routes\/|web\/.*\.tsx$|bench\/)/
    const others = sources.filter((s) => !mayKnow.test(s.file))
    expect(offences(others, isPackage('hono', '@hono/node-server', '@hono/zod-openapi'))).toEqual([])
  })

  it('keeps ws to live/socket.ts and main, chart.js to web/chart', () => {
    const noWs = sources.filter((s) => !/^(server\/(main|live\/socket)\.ts$|bench\/)/.test(s.file))
    expect(offences(noWs, isPackage('ws'))).toEqual([])
    expect(offences(outside('web/chart/'), isPackage('chart.js'))).toEqual([])
  })

  it('keeps prom-client to metrics/', () => {
    expect(offences(outside('server/metrics/', 'bench/'), isPackage('prom-client'))).toEqual([])
  })

  it('lets only config.ts read the environment', () => {
    const readers = outside('bench/').filter((s) => s.file !== 'server/config.ts')
    expect(matching(readers, /process\.env\b/)).toEqual([])
  })

  it('asks neither the wall clock nor the database for the time', () => {
    const domain = inside(
      'server/store/',
      'server/ingest/',
      'server/catalogue/',
      'server/routes/',
      'web/pages/',
      'web/parts/',
    )
    // `clock.now()` has its dot; a command's own clock is its own affair.
    expect(matching(domain, /\bDate\.now\(|\bnew Date\(\)|\bcurrent_timestamp\b|(?<![.\w#])now\(\)/)).toEqual([])
  })

  it('has no file that only re-exports', () => {
    expect(sources.filter((s) => /\/index\.tsx?$/.test(s.file)).map((s) => s.file)).toEqual([])
  })
})

describe('what reaches the browser', () => {
  /** Everything that the elements bring along, by what they import as values. */
  const bundled = new Map<string, SourceFile>()
  const follow = (file: string) => {
    const source = sources.find((s) => s.file === file)
    if (source === undefined || bundled.has(file)) return
    bundled.set(file, source)
    for (const { target, isType } of source.imports) if (!isType && target.startsWith('web/')) follow(target)
  }
  for (const { file } of inside('web/elements/', 'web/chart/', 'web/widget/')) if (file.endsWith('.ts')) follow(file)
  const files = [...bundled.values()]

  it('follows what is imported', () => {
    expect(bundled.has('web/format.ts')).toBe(true)
  })

  it('is nothing of the server, no view, and of shared only time.ts', () => {
    expect(offences(files, (t, { isType }) => !isType && t.startsWith('server/'))).toEqual([])
    expect(offences(files, (t) => t.startsWith('web/pages/') || t.startsWith('web/parts/'))).toEqual([])
    expect(offences(files, (t, { isType }) => !isType && t.startsWith('shared/') && t !== 'shared/time.ts')).toEqual([])
    expect(offences(files, (t, { isType }) => !isType && isPackage('zod', 'hono')(t))).toEqual([])
  })
})

/** Files that may be long, each with its reason. */
const LONG: Record<string, string> = {
  'web/locales/it.ts': 'every word of a language, and a translator has one file to translate',
  'web/locales/en.ts': 'every word of a language, and a translator has one file to translate',
}

it('keeps files short', () => {
  const long = readSources('server', 'web', 'shared', 'bench').filter(
    (s) => s.lines > 300 && !(s.file in LONG) && !isTest(s.file),
  )
  expect(long.map((s) => `${s.file}: ${s.lines}`)).toEqual([])
})
