import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { dayOf, instantsOf, localTime } from './zone.ts'

/** The earliest and the latest deadline that a text may have meant, epoch milliseconds; days were counted in `zone`. */
export type Deadline = { dueFrom: number; dueTo: number; zone: string }

type Told = { from: number; to: number; zone: string | null }

const NUMBERS: Record<string, number> = {
  one: 1, an: 1, a: 1, two: 2, three: 3, four: 4, five: 5, six: 6, twelve: 12, 'twenty-four': 24, 'forty-eight': 48,
  una: 1, "un'": 1, un: 1, due: 2, tre: 3, quattro: 4, cinque: 5, sei: 6, dodici: 12, ventiquattro: 24, quarantotto: 48,
} // prettier-ignore
const NUMBER = `\\d{1,3}|${Object.keys(NUMBERS)
  .toSorted((a, b) => b.length - a.length)
  .join('|')}`
const SPAN = `(${NUMBER})(?: ?(?:-|–|/|to|or|o|a) ?(${NUMBER}))? ?`
const RELATIVE = [
  new RegExp(
    `\\b(?:within|in the next|in the coming)(?: the)?(?: next| coming)? ${SPAN}(minutes?|mins?|hours?|hrs?|h|days?)\\b(?! of\\b)`,
    'g',
  ),
  new RegExp(
    `\\b(?:entro|nelle prossime|nei prossimi|nel giro di|nell'arco di|nell'arco delle prossime)(?: le| i)?(?: prossim[eio])? ${SPAN}(minut[oi]|min|or[ae]|h|giorn[oi])\\b(?! (?:dal|lavorativ))`,
    'g',
  ),
]
/** Longer ones are plans, not forecasts of a repair. */
const LONGEST_MS = 30 * 24 * HOUR_MS

const HOUR = String.raw`(\d{1,2})(?:[:.](\d{2}))?`
const ZONE = '(utc|gmt|cet|cest|bst|est|edt|et|pst|pdt|pt)'
const AT = [
  new RegExp(
    `\\bby (?:(today|tomorrow),?(?: at)? )?${HOUR} ?(am|pm|a\\.m\\.|p\\.m\\.)?(?: ${ZONE})?(?: (today|tomorrow))?(?![\\w:/%])`,
    'g',
  ),
  new RegExp(
    `\\bentro (?:(oggi|domani),? )?(?:alle|le)(?: ore)? ${HOUR}()(?: ${ZONE})?(?: (?:di )?(oggi|domani))?(?![\\w:/%])`,
    'g',
  ),
]
/** Another day, or no time at all. */
const AFTER_AT =
  /^,?\s*(?:(?:on|of|del|di|dell'|d'|this|next)\b|(?:or|-|–|\/|o)\s*\d|(?:hours?|ore|h|giorni|days|monday|tuesday|wednesday|thursday|friday|saturday|sunday|luned|marted|mercoled|gioved|venerd|sabato|domenica)\b|%)/

const TOMORROW =
  /\b(?:by (?:the )?(?:end of )?(?:day )?tomorrow|entro (?:la (?:fine della )?giornata di )?domani)\b(?! (?:at|alle|morning|afternoon|evening|night|mattina|pomeriggio|sera|notte))(?!,? \d)/
const TODAY =
  /\b(?:by (?:the )?end of (?:the day|day|today)(?! tomorrow)|entro (?:la (?:fine della )?giornata(?: di oggi)?|oggi)|in giornata)\b(?! (?:di domani|alle|at))(?!,? \d)/

/** Abbreviations are offsets (hours); who says CET in summer has not said which hour. */
const ABBREVIATIONS: Record<string, [zone: string, offset?: number]> = {
  utc: ['UTC', 0],
  gmt: ['UTC', 0],
  cet: ['Europe/Rome', 1],
  cest: ['Europe/Rome', 2],
  bst: ['Europe/London', 1],
  est: ['America/New_York', -5],
  edt: ['America/New_York', -4],
  et: ['America/New_York'],
  pst: ['America/Los_Angeles', -8],
  pdt: ['America/Los_Angeles', -7],
  pt: ['America/Los_Angeles'],
}

/** It speaks of coming back … */
const REPAIR =
  /\b(restor|resol[vu]|fix|recover|repair|back (?:online|up|to normal)|operational|available again|ripristin|risol|torn(?:er|are|i\b|a\b)|riprend|ripar|regolar|normal|rientr)/
/** … and not of the next message, of money, or of what has been. */
const OTHER =
  /\b(?:updates?|aggiorn\w+|notizie|refund\w*|rimbors\w+|indennizz\w+|contact|contatt\w+|tickets?)\b|\b(?:daremo|faremo) sapere\b/
const PAST =
  /\b(?:was|were|has been|have been|had been)\b.{0,30}\b(?:restored|resolved|fixed|recovered)|\bwe(?:'ve| have)? (?:restored|resolved|fixed)|(?:e'|è|\bsono) stat[oaie] (?:\w+ )?(?:ripristinat|risolt)|\babbiamo (?:ripristinat|risolt)/
const UNSURE = /\b(?:if|unless|whether|not|no|cannot|unable|unlikely|se|qualora|salvo|a meno|non|impossibile)\b|n't\b/

/**
 * The time that a text announces for the repair, in Italian or English; `said`: when that was, epoch milliseconds; `zone`: where its author
 * counts days and hours (null: not known, only zones that the text names count). undefined: none, or it may mean more than one thing.
 */
export function announcedIn(text: string, said: readonly [number, number], zone: string | null): Deadline | undefined {
  const told = { from: said[0], to: said[1], zone }
  const found = text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('’', "'")
    .split(/(?<=[.!?;])\s+|\n+/)
    .filter((s) => REPAIR.test(s) && !OTHER.test(s) && !PAST.test(s) && !UNSURE.test(s))
    .flatMap((sentence) => [...relative(sentence, told), ...atTime(sentence, told), ...onDay(sentence, told)])
  const [first] = found
  const isOne = found.every((f) => f !== null && f.dueFrom === first?.dueFrom && f.dueTo === first.dueTo)
  return isOne ? (first ?? undefined) : undefined
}

/** null among the found: something was announced that cannot be read for sure. */
type Found = (Deadline | null)[]

function relative(sentence: string, { from, to, zone }: Told): Found {
  return RELATIVE.flatMap((pattern) => [...sentence.matchAll(pattern)]).map(([, least = '', most, unit = '']) => {
    const numbers = [least, most ?? least].map((word) => NUMBERS[word] ?? Number(word))
    const unitMs = unit.startsWith('m')
      ? MINUTE_MS
      : unit.startsWith('d') || unit.startsWith('g')
        ? 24 * HOUR_MS
        : HOUR_MS
    const [shortest = NaN, longest = NaN] = numbers.map((n) => n * unitMs)
    if (!(shortest > 0 && shortest <= longest && longest <= LONGEST_MS)) return null
    return { dueFrom: from + shortest, dueTo: to + longest, zone: zone ?? 'UTC' }
  })
}

function atTime(sentence: string, told: Told): Found {
  return AT.flatMap((pattern) => [...sentence.matchAll(pattern)]).map((match) => {
    const [written, before, hours = '', minutes, half = '', abbreviation = '', after] = match
    if (AFTER_AT.test(sentence.slice(match.index + written.length))) return null
    const [zone, offset] = ABBREVIATIONS[abbreviation] ?? [told.zone]
    const hour = hourOf(hours, minutes, half, abbreviation !== '')
    if (zone === null || hour === undefined || (before !== undefined && after !== undefined)) return null
    const today = dayOf(told.from, zone)
    if (told.to >= today[1]) return null
    const day = localTime(today[0] + 12 * HOUR_MS, zone)
    const ahead = /^(?:tomorrow|domani)$/.test(before ?? after ?? '') ? 1 : 0
    const local = { year: day.year, month: day.month, day: day.day + ahead, hour, minute: Number(minutes ?? 0) }
    const [dueFrom, dueTo] = instantsOf(local, zone)
    const isThatOffset =
      offset === undefined || localTime(dueFrom, zone).hour === new Date(dueFrom + offset * HOUR_MS).getUTCHours()
    return dueFrom < told.to || !isThatOffset ? null : { dueFrom, dueTo, zone }
  })
}

/** "By 6" may be morning or evening: undefined. */
function hourOf(hours: string, minutes: string | undefined, half: string, hasZone: boolean): number | undefined {
  const hour = Number(hours)
  if (Number(minutes ?? 0) > 59) return undefined
  if (half !== '') return hour >= 1 && hour <= 12 ? (hour % 12) + (half.startsWith('p') ? 12 : 0) : undefined
  if (hour > 24 || (hour === 24 && Number(minutes ?? 0) > 0)) return undefined
  return hour > 12 || (minutes !== undefined && hours.length === 2) || hasZone ? hour : undefined
}

function onDay(sentence: string, { from, to, zone }: Told): Found {
  const isTomorrow = TOMORROW.test(sentence)
  if (!isTomorrow && !TODAY.test(sentence)) return []
  if (zone === null || to >= dayOf(from, zone)[1]) return [null]
  const [start, end] = dayOf(from, zone, isTomorrow ? 1 : 0)
  return [{ dueFrom: Math.max(from, start), dueTo: end, zone }]
}
