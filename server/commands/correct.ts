import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Cause } from '../../shared/incident.ts'
import { systemClock } from '../clock.ts'
import { unseen } from '../jobs/detect-archived.ts'
import { correctIncident, withdrawIncident, type NewFacts } from '../store/corrections.ts'
import type { Database } from '../store/db.ts'
import { readIncident, type IncidentRow } from '../store/incidents.ts'
import { readProviders } from '../store/providers.ts'
import { withCommandDatabase } from './command-database.ts'

const USAGE = `npm run correct -- INCIDENT --reason "…" --withdraw
npm run correct -- INCIDENT --reason "…" [--started-at T] [--ended-at T] [--cause own|collateral:SLUG|group:SLUG]
  the reason (3 to 500 characters) is shown to readers with the incident; T is RFC 3339, as in 2026-11-22T14:05:00Z
  one that is open ends when it is withdrawn; its end is otherwise the detector's to find`

export class CorrectError extends Error {
  override name = 'CorrectError'
}

const Reason = z
  .string()
  .trim()
  .min(3)
  .max(500)
  .regex(/^[^\p{Cc}]*$/u)
const Instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))

type Wish = { id: string; reason: string; withdraw: boolean; startedAt?: number; endedAt?: number; cause?: string }

/** One act of a person on an incident. Throws CorrectError with a message fit to show. */
export async function correct(
  args: readonly string[],
  { db, now, print }: { db: Database; now: number; print: (line: string) => void },
): Promise<void> {
  const wish = readWish(args)
  const row = await readIncident(db, wish.id)
  if (!row) throw new CorrectError(`There is no incident ${wish.id}.`)
  const act = { at: now, reason: wish.reason, evidence: unseen('by hand') }
  if (wish.withdraw) {
    if (!(await withdrawIncident(db, row.id, act))) throw new CorrectError('It was withdrawn already.')
    print(
      `${row.name}: incident ${row.id} is withdrawn. ${row.resolvedAt === null ? 'The detector lets go of it.' : ''}`.trim(),
    )
    return
  }
  const facts = await toFacts(db, wish, row, now)
  if (!(await correctIncident(db, row, facts, act)))
    throw new CorrectError('It was withdrawn, or has changed at this very moment: look at it again.')
  print(`${row.name}: incident ${row.id} is corrected.`)
}

function readWish(args: readonly string[]): Wish {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        reason: { type: 'string' },
        withdraw: { type: 'boolean', default: false },
        'started-at': { type: 'string' },
        'ended-at': { type: 'string' },
        cause: { type: 'string' },
      },
    })
    const { withdraw, cause, 'started-at': startedAt, 'ended-at': endedAt } = values
    const [id] = z.tuple([z.uuid()]).parse(positionals)
    const facts = {
      ...(startedAt === undefined ? {} : { startedAt: Instant.parse(startedAt) }),
      ...(endedAt === undefined ? {} : { endedAt: Instant.parse(endedAt) }),
      ...(cause === undefined ? {} : { cause }),
    }
    if (withdraw === Object.keys(facts).length > 0) throw new Error('either withdrawn or corrected')
    return { id, reason: Reason.parse(values.reason), withdraw, ...facts }
  } catch (cause) {
    throw new CorrectError(USAGE, { cause })
  }
}

async function toFacts(db: Database, wish: Wish, row: IncidentRow, now: number): Promise<NewFacts> {
  const { startedAt, endedAt } = wish
  if (endedAt !== undefined && row.resolvedAt === null)
    throw new CorrectError('It is still open: the detector finds its end. Withdraw it if there was nothing.')
  const from = startedAt ?? row.startedAt
  const to = endedAt ?? row.resolvedAt ?? now
  if (from > to) throw new CorrectError('It would end before it began.')
  if (to > now) throw new CorrectError('That is in the future.')
  const cause = wish.cause === undefined ? {} : { cause: await toCause(db, wish.cause, row) }
  return {
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...cause,
  }
}

async function toCause(db: Database, text: string, row: IncidentRow): Promise<Cause> {
  if (text === 'own') return { kind: 'own', of: [], share: null }
  const [, kind, slug = ''] = /^(collateral|group):(.+)$/.exec(text) ?? []
  if (kind !== 'collateral' && kind !== 'group') throw new CorrectError(USAGE)
  const known = (await readProviders(db)).some((provider) => provider.slug === slug)
  if (!known || slug === row.slug) throw new CorrectError(`There is no other provider "${slug}".`)
  return { kind, of: [slug], share: null }
}

async function main(): Promise<void> {
  const args = process.argv.slice(2)
  readWish(args) // Before a database is started for nothing.
  await withCommandDatabase((db) => correct(args, { db, now: systemClock.now(), print: (line) => console.log(line) }))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
}
