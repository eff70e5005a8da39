import { describe, expect, it } from 'vitest'
import { isTest, readSources, valueImports } from './source-files.ts'
import type { SourceFile } from './source-files.ts'

const sources = readSources('server', 'web', 'shared', 'bench').filter((s) => !isTest(s.file))
const inside = (...tops: string[]) => sources.filter((s) => tops.some((top) => s.file.startsWith(top)))

/** Which file imports what it may not, as readable lines. */
function offences(
  files: SourceFile[],
  forbidden: (target: string) => boolean,
  of = (s: SourceFile) => s.imports,
): string[] {
  return files.flatMap((s) =>
    of(s)
      .filter(forbidden)
      .map((target) => `${s.file} imports ${target}`),
  )
}

const isPackage = (...names: string[]) => {
  return (target: string) => names.some((name) => target === name || target.startsWith(`${name}/`))
}

describe('who may import whom', () => {
  it('finds the files it speaks of', () => {
    for (const folder of ['server/store/', 'server/detect/', 'server/live/', 'web/chart/', 'shared/']) {
      expect(inside(folder).length, folder).toBeGreaterThan(0)
    }
  })

  it('keeps shared/ to zod', () => {
    expect(offences(inside('shared/'), (t) => t !== 'zod' && !t.startsWith('shared/'))).toEqual([])
  })

  it('keeps the database in store/', () => {
    const files = sources.filter((s) => !s.file.startsWith('server/store/') && !s.file.startsWith('bench/'))
    expect(offences(files, isPackage('drizzle-orm', 'postgres', 'drizzle-kit'))).toEqual([])
  })

  it('keeps detect/ pure', () => {
    expect(
      offences(inside('server/detect/'), (t) => !t.startsWith('server/detect/') && !t.startsWith('shared/')),
    ).toEqual([])
    const clocks = inside('server/detect/').filter((s) =>
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\./.test(s.text),
    )
    expect(clocks.map((s) => s.file)).toEqual([])
  })

  const STAGES = ['ingest', 'probe', 'store', 'detect', 'live']
  it.each(STAGES)('lets %s know no other stage', (stage) => {
    const others = STAGES.filter((s) => s !== stage).map((s) => `server/${s}/`)
    const reach = (t: string) =>
      others.some((o) => t.startsWith(o)) || t.startsWith('server/routes/') || t.startsWith('server/jobs/')
    expect(offences(inside(`server/${stage}/`), reach)).toEqual([])
  })

  it('keeps Hono to main, routes, app, errors and the views', () => {
    const mayKnow = (file: string) =>
      /^server\/(main|app|errors)\.ts$/.test(file) ||
      file.startsWith('server/routes/') ||
      /^web\/.*\.tsx$/.test(file) ||
      file.startsWith('bench/')
    expect(
      offences(
        sources.filter((s) => !mayKnow(s.file)),
        isPackage('hono', '@hono/node-server', '@hono/zod-openapi'),
      ),
    ).toEqual([])
  })

  it('keeps ws to live/socket.ts and main, chart.js to web/chart', () => {
    const noWs = sources.filter(
      (s) => !/^server\/(main|live\/socket)\.ts$/.test(s.file) && !s.file.startsWith('bench/'),
    )
    expect(offences(noWs, isPackage('ws'))).toEqual([])
    expect(
      offences(
        sources.filter((s) => !s.file.startsWith('web/chart/')),
        isPackage('chart.js'),
      ),
    ).toEqual([])
  })

  it('lets only config.ts read the environment', () => {
    const readers = sources.filter(
      (s) => s.file !== 'server/config.ts' && !s.file.startsWith('bench/') && /process\.env\b/.test(s.text),
    )
    expect(readers.map((s) => s.file)).toEqual([])
  })

  it('lets no domain code ask the wall clock or the database for the time', () => {
    const domain = inside('server/store/', 'server/ingest/', 'server/catalogue/')
    expect(
      domain
        .filter((s) => /[^a-z_.]now\(\)\s*(-|<|>|\+|,|\))/i.test(s.text) && /\bnow\(\)::|select now\(\)/i.test(s.text))
        .map((s) => s.file),
    ).toEqual([])
  })

  it('gives the browser types and time.ts of shared, and nothing of the server', () => {
    const browser = inside('web/elements/', 'web/chart/', 'web/widget/')
    expect(
      offences(browser, (t) => t.startsWith('server/') || t.startsWith('web/pages/') || t.startsWith('web/parts/')),
    ).toEqual([])
    expect(offences(browser, (t) => t.startsWith('shared/') && t !== 'shared/time.ts', valueImports)).toEqual([])
  })

  it('has no file that only re-exports', () => {
    const barrels = sources.filter((s) => /\/index\.tsx?$/.test(s.file))
    expect(barrels.map((s) => s.file)).toEqual([])
  })
})

/** Files that may be long, each with its reason. */
const LONG: Record<string, string> = {}

it('keeps files short', () => {
  const long = readSources('server', 'web', 'shared', 'bench').filter(
    (s) => s.lines > 300 && !(s.file in LONG) && !isTest(s.file),
  )
  expect(long.map((s) => `${s.file}: ${s.lines}`)).toEqual([])
})
