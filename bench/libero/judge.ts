import { DAY_MS } from '../../shared/time.ts'
import { HIT } from '../../server/catalogue/scenarios/libero-2023.ts'
import { FIRST_REPORTS } from '../../server/catalogue/scenarios/libero-course.ts'
import { FEB, JAN } from '../../server/catalogue/scenarios/libero-facts.ts'
import type { Histories, History } from './play.ts'

const STORY_FROM = JAN(22)
/** The story as it was: who opens, ends and says otherwise is wrong. */
const OPENED_BY = FIRST_REPORTS + DAY_MS
const NOT_ENDED_BEFORE = JAN(28)
const ENDED_BY = FEB(5)
const PEC = 'libero-pec'

/** What came out otherwise than it was, in words; empty: it is right. */
export function faultsOf(histories: Histories): string[] {
  const hit = Object.keys(HIT)
  return Object.entries(histories).flatMap(([provider, history]) => {
    const told = history.changes.filter(({ at }) => at >= STORY_FROM)
    if (hit.includes(provider)) return faultsOfHit(provider, history, told, hit)
    const isRed = told.some(({ to }) => to === 'confirmed')
    if (provider === PEC && told.some(({ to }) => to === 'suspected' || to === 'confirmed'))
      return [`${PEC} ${isRed ? 'red' : 'suspected'}`]
    return isRed ? [`${provider} red`] : []
  })
}

function faultsOfHit(provider: string, { cause, hours }: History, told: History['changes'], hit: string[]): string[] {
  const faults: string[] = []
  const opened = told.filter(({ type }) => type === 'confirmed')
  if (opened.length === 0) return [`${provider} never opened`]
  if (opened.length > 1) faults.push(`${provider} more than one incident`)
  if (opened[0]!.at > OPENED_BY) faults.push(`${provider} opened late`)
  const ended = told.filter(({ type }) => type === 'resolved')
  if (ended.some(({ at }) => at < NOT_ENDED_BEFORE)) faults.push(`${provider} ended too soon`)
  // A suspicion that fades is no incident: the state at the end of it may be any but a red one.
  const last = told.findLast(({ type }) => type !== 'suspected' && type !== 'faded')!
  if (last.type !== 'resolved' || last.to !== 'ok' || last.at > ENDED_BY) faults.push(`${provider} not ended in time`)
  const sisters = hit.filter((other) => other !== provider)
  if (cause?.kind !== 'group' || !sisters.every((sister) => cause.of.includes(sister)))
    faults.push(`${provider} not grouped`)
  const said = (device: string) =>
    hours.map(({ scope }) => scope.find(({ value }) => value === device)?.verdict ?? 'unknown')
  if (said('ios').some((verdict) => verdict !== 'affected' && verdict !== 'unknown'))
    faults.push(`${provider} iOS said to work on 30 January`)
  if (said('android').includes('affected')) faults.push(`${provider} Android affected on 30 January`)
  return faults
}
