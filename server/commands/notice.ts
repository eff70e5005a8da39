import { createHash } from 'node:crypto'
import { pathToFileURL } from 'node:url'
import { NOTICE_BY } from '../../shared/notice.ts'
import type { NoticeBy } from '../../shared/notice.ts'
import { createDirectory } from '../catalogue/directory.ts'
import type { DirectoryEntry } from '../catalogue/directory.ts'
import { systemClock } from '../clock.ts'
import type { Database } from '../store/db.ts'
import { readNoticeSources } from '../store/notice-sources.ts'
import { readNotices, readWithdrawnNotices, withdrawNotice, writeNotices } from '../store/notices.ts'
import type { NewNotice, NoticeRow } from '../store/notice-row.ts'
import { readProviders } from '../store/providers.ts'
import { withCommandDatabase } from './command-database.ts'
import {
  OptionError,
  SAYING_OPTIONS,
  blamingOptions,
  readSaid,
  readSaying,
  readZone,
  required,
  splitArgs,
} from './notice-options.ts'

const USAGE = `npm run notice -- add PROVIDER --by WHO --author NAME --text "…" --lang it --said WHEN [--topics A,B] [--source URL]
                    [--within 24h/48h | --due WHEN] [--component C] [--device D] [--zone Europe/Rome]
npm run notice -- list PROVIDER
npm run notice -- withdraw ID --reason "…"

  WHO    provider, operator, consumer_association, authority; only what the first two say moves a clock or a verdict
  topics problem, cause, attack_denied, data_safe, forecast, restored, compensation
  WHEN   2023-01-25 (the whole day), 2023-01-25T10:00 (in the zone), 2023-01-25T10:00+01:00, A/B (from A to B); --said also: unknown
  the text is kept and shown word for word, at most 4,000 characters`

/** What a list shows at most. */
const LISTED = 200

export type CommandDeps = { db: Database; now: number; print: (line: string) => void }

/** One act on what was said of a provider. Throws OptionError with a message fit to show. */
export async function notice(args: readonly string[], deps: CommandDeps): Promise<void> {
  const names = [...Object.keys(SAYING_OPTIONS), 'by', 'reason']
  const { words, options } = splitArgs(args, names, USAGE)
  const [act, subject, ...more] = words
  const given = Object.keys(options)
  if (subject === undefined || more.length > 0) throw new OptionError(USAGE)
  if (act === 'add' && !given.includes('reason')) await add(subject, options, deps)
  else if (act === 'list' && given.length === 0) await list(subject, deps)
  else if (act === 'withdraw' && given.every((name) => name === 'reason')) await withdraw(subject, options, deps)
  else throw new OptionError(USAGE)
}

type Options = ReturnType<typeof splitArgs>['options']

async function add(slug: string, options: Options, { db, now, print }: CommandDeps): Promise<void> {
  const provider = await findProvider(db, slug)
  const zone = readZone(options)
  const said = readSaid(required(options, 'said'), zone, now)
  const saying = readSaying(options, { components: provider.components, said, zone })
  const told = { by: readBy(required(options, 'by')), author: required(options, 'author'), domain: null, ...saying }
  const id = await keep(db, { providerId: provider.id, key: keyOf('by-hand', options), seenAt: now, ...told })
  print(`${provider.name}: notice ${id} is kept. Take it back with: npm run notice -- withdraw ${id} --reason "…"`)
  for (const { dueFrom, dueTo } of told.forecasts) print(`  announced for ${span(dueFrom, dueTo)}`)
}

/** The same options given again are the same notice. */
export function keyOf(kind: string, options: Options): string {
  const told = Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `${kind}:${createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 40)}`
}

/** Writes one; gives its id. Throws OptionError. */
export async function keep(db: Database, told: NewNotice): Promise<string> {
  const { ids } = await blamingOptions(writeNotices(db, [told]))
  const [id] = ids
  if (id === undefined) throw new OptionError('This very notice is there already, or was withdrawn.')
  return id
}

function readBy(text: string): NoticeBy {
  const found = NOTICE_BY.find((by) => by === text)
  if (found === undefined) throw new OptionError(`--by: "${text}" is none of ${NOTICE_BY.join(', ')}`)
  return found
}

async function list(slug: string, { db, now, print }: CommandDeps): Promise<void> {
  const { id: providerId } = await findProvider(db, slug)
  const rows = await readNotices(db, { providerId, from: 0, to: now, limit: LISTED, newest: true })
  if (rows.length === 0) print('Nothing is known to have been said.')
  for (const row of rows) {
    print(
      `${row.id}  ${when(row)}  ${row.by}  ${row.author}${row.domain === null ? '' : ` (${row.domain})`}  ${row.topics.join(',') || '-'}`,
    )
    for (const { dueFrom, dueTo } of row.forecasts) print(`  announced for ${span(dueFrom, dueTo)}`)
    print(`  ${row.text.replaceAll('\n', '\n  ')}`)
  }
  for (const { id, at, reason } of await readWithdrawnNotices(db, providerId, LISTED))
    print(`${id}  withdrawn ${iso(at)}: ${reason}`)
  for (const { url, kind, lookedAt, readAt, failure } of await readNoticeSources(db, providerId)) {
    const look = lookedAt === null ? 'never looked at' : `looked at ${iso(lookedAt)}`
    const read = readAt === null ? 'never read' : `read ${iso(readAt)}`
    print(`${kind} ${url}: ${look}, ${read}${failure === null ? '' : `, ${failure}`}`)
  }
}

async function withdraw(id: string, options: Options, { db, now, print }: CommandDeps): Promise<void> {
  const reason = required(options, 'reason').trim()
  if (reason.length > 500 || /\p{Cc}/u.test(reason))
    throw new OptionError('--reason: must be one line of at most 500 characters')
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
  if (!isId || !(await withdrawNotice(db, id, { now, reason })))
    throw new OptionError(`There is no notice ${id}, or it was withdrawn already.`)
  print(`The notice ${id} is shown no more.`)
}

export async function findProvider(db: Database, slug: string): Promise<DirectoryEntry> {
  const found = createDirectory(await readProviders(db)).bySlug(slug)
  if (!found) throw new OptionError(`There is no provider "${slug}".`)
  return found
}

const iso = (at: number) => new Date(at).toISOString()
const span = (from: number, to: number) => (from === to ? iso(from) : `${iso(from)} … ${iso(to)}`)
const when = ({ saidFrom, saidTo }: NoticeRow) =>
  saidFrom === null || saidTo === null ? 'said nobody knows when' : `said ${span(saidFrom, saidTo)}`

async function main(): Promise<void> {
  const args = process.argv.slice(2)
  await withCommandDatabase((db) => notice(args, { db, now: systemClock.now(), print: (line) => console.log(line) }))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
}
