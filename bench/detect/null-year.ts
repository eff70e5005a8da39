import { DAY_MS } from '../../shared/time.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import type { Change } from '../../server/detect/change.ts'
import { createDetector } from '../../server/detect/detector.ts'
import { LEARN_DAYS, MONDAY } from './learnt.ts'
import { createNull, NULLS } from './nulls.ts'

export const YEAR_DAYS = 365
/** Within so long after a lasting doubling its one alarm must have come; what comes beside it is too many. */
const DOUBLING_DAYS = 28

export type YearJob = { world: string; perHour: number; seed: number }
/** `seconds` of a processor. `doubling`: alarms in the four weeks after the usual doubled; null in all other worlds. */
export type Year = { suspected: number; confirmed: number; doubling: number | null; voices: number; seconds: number }

/** Lets a new detector learn 28 days of such a world, and counts what it says of the year that follows. */
export function judgeYear({ world: name, perHour, seed }: YearJob): Year {
  const world = NULLS.find((one) => one.name === name)!
  const random = createRandom(seed)
  const from = MONDAY + LEARN_DAYS * DAY_MS
  const to = from + YEAR_DAYS * DAY_MS
  const doublesAt = world.doubles ? from + Math.floor((0.1 + 0.7 * random()) * YEAR_DAYS * DAY_MS) : Infinity
  const dayOf = createNull(world, perHour, random, doublesAt)
  const detector = createDetector({ startAt: MONDAY })
  const changes: Change[] = []
  let voices = 0
  const begin = process.cpuUsage()
  for (let day = MONDAY; day < to; day += DAY_MS) {
    const heard = dayOf(day)
    for (const [start, end] of heard.missing) detector.missing(start, end)
    for (const voice of heard.voices) detector.hear(voice)
    voices += heard.voices.length
    const said = detector.advance(day + DAY_MS)
    if (day >= from) changes.push(...said)
  }
  const { user, system } = process.cpuUsage(begin)
  const soon = changes.filter((change) => change.at >= doublesAt && change.at < doublesAt + DOUBLING_DAYS * DAY_MS)
  return {
    ...countAlarms(changes),
    doubling: world.doubles ? countAlarms(soon).suspected : null,
    voices,
    seconds: (user + system) / 1e6,
  }
}

/** Alarms begin where nothing was wrong before; a relapse while recovering is part of the one before it. */
export function countAlarms(changes: Change[]): { suspected: number; confirmed: number } {
  const isCalm = (state: string) => state === 'ok' || state === 'unknown'
  return {
    suspected: changes.filter(({ from, to }) => isCalm(from) && !isCalm(to)).length,
    confirmed: changes.filter(({ type }) => type === 'confirmed' || type === 'reopened').length,
  }
}
