import { State, type Cause } from '../../shared/incident.ts'
import type { Database } from './db.ts'
import { DETECTOR_ROLE } from './leases.ts'
import { isJudged, toTrouble, type Present, type Trouble } from './live.ts'
import { presentOf } from './overview.ts'
import { toFigure } from './figure.ts'

/** A provider in a line. */
export type StateRow = {
  slug: string
  state: State
  verified: boolean
  /** RFC 3339; null while nothing is wrong. */
  since: string | null
  cause: Cause['kind'] | null
  reports15m: number
  expected15m: number | null
}

export type States = {
  /** Up to when the detector has judged, epoch milliseconds; null: never. */
  judgedUntil: number | null
  /** False: it has not kept up, and every state is unknown. */
  isJudged: boolean
  rows: StateRow[]
}

type Read = Omit<Trouble, 'cause'> & {
  slug: string
  state: string | null
  cause: Cause | null
  problems: number
  expected: number | null
}

/** All listed providers by slug, in one statement: nothing is of another moment than the rest. Figures as in `readLive`. */
export async function readStates(db: Database, present: Present): Promise<States> {
  const { sql } = db
  const [row] = await sql<[{ judgedUntil: number | null; isJudged: boolean; rows: Read[] | null }]>`
    with present as (${presentOf(db, present)})
    select (select extract(epoch from at) * 1000 from leases where role = ${DETECTOR_ROLE})::float8 as "judgedUntil",
      ${isJudged(db, present)} as "isJudged",
      (select jsonb_agg(jsonb_build_object('slug', slug, 'state', state, 'since', (extract(epoch from since) * 1000)::float8,
        'startedBetween', "startedBetween", 'verified', verified, 'cause', cause, 'problems', problems, 'expected', expected)
        order by slug) from present) as rows`
  const { rows, ...rest } = row
  return { ...rest, rows: (rows ?? []).map(toStateRow) }
}

function toStateRow(row: Read): StateRow {
  const state = State.catch('unknown').parse(row.state)
  const { verified, since, cause } = toTrouble(state, row)
  const { slug, problems, expected } = row
  return {
    slug,
    state,
    verified,
    since,
    cause: cause?.kind ?? null,
    reports15m: problems,
    expected15m: toFigure(expected),
  }
}
