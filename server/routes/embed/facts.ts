import type { EmbedFacts } from '../../../shared/embed.ts'
import { SECOND_MS } from '../../../shared/time.ts'
import { formatClock, formatMoment, formatZone, type Reader } from '../../../web/format.ts'
import { embedTexts } from '../../../web/locales/embed.ts'
import { texts } from '../../../web/locales/texts.ts'
import type { Directory } from '../../catalogue/directory.ts'
import type { Clock } from '../../clock.ts'
import { isDatabaseAway } from '../../errors.ts'
import type { Database } from '../../store/db.ts'
import { within } from '../within.ts'
import type { Asked } from './asked.ts'
import { embedCurve } from './facts-curve.ts'
import { tellIncidentThen, tellListThen, tellProviderThen } from './facts-frozen.ts'
import { tellIncident } from './facts-incident.ts'
import { tellList, tellProvider } from './facts-live.ts'
import { modeNotes } from './facts-notes.ts'
import { embedReport } from './facts-report.ts'
import type { Told } from './facts-told.ts'
import { createFrozen } from './frozen.ts'
import { createGate } from './gate.ts'
import { createKept } from './kept.ts'
import { createReadings, type Readings } from './readings.ts'

export type FactsDeps = { db: Database; clock: Clock; directory: Directory; real?: () => number; readings?: Readings }

/** Real time: a copy that is older says so. */
export const STALE_MS = 180_000
/** Real time for which words are used again, whoever asks. */
const WORDS_MS = SECOND_MS
const MOST_WORDS = 300
/** Facts from before the database went away. */
const MOST_LAST = 300
/** Real time that one waits for a database that did not answer the one before him, where there are facts from before. */
const PATIENCE_MS = 300
/** Anybody can think of moments that nobody has asked for, and each is a few statements. */
const MOMENTS_AT_ONCE = 3
const MOMENTS_WAITING = 200

export type EmbedSource = {
  /** Undefined: there is no such incident. The same object for as long as the same is to be said, so that what is made of it can be kept beside it. */
  read(asked: Asked): Promise<EmbedFacts | undefined>
}

/** What embeds show. While the database is away, what was last known, and it is stale. */
export function createEmbedFacts(deps: FactsDeps): EmbedSource {
  const { clock, directory, real } = deps
  const readings = deps.readings ?? createReadings(deps)
  const frozen = createFrozen(deps)
  const gate = createGate(MOMENTS_AT_ONCE, MOMENTS_WAITING)
  const words = createKept<EmbedFacts | undefined>(MOST_WORDS, real)
  const last = new Map<string, EmbedFacts>()
  let isAway = false

  async function tell(asked: Asked): Promise<Told | undefined> {
    const { subject, asOf } = asked
    if (asOf !== null) return await gate(() => tellThen(asked, asOf))
    const now = clock.now()
    if (subject.kind === 'provider') return await tellProvider(readings, subject.entry, asked, now)
    if (subject.kind !== 'incident') return await tellList(readings, subject, asked, now)
    const row = await readings.incident(subject.id)
    return row && (await tellIncident(readings, directory, row, asked, now))
  }

  async function tellThen(asked: Asked, at: number): Promise<Told | undefined> {
    const { subject } = asked
    if (subject.kind === 'provider') return await tellProviderThen(frozen, subject.entry, asked, at)
    if (subject.kind !== 'incident') return await tellListThen(frozen, subject, asked, at)
    const told = await tellIncidentThen(frozen, directory, subject.id, asked, at)
    if (told !== undefined) return told
    // Nobody had spoken of it yet: its service is what there was to tell of.
    const row = await readings.incident(subject.id)
    const entry = row && directory.byId(row.providerId)
    return entry && (await tellProviderThen(frozen, entry, asked, at))
  }

  function keepLast(key: string, facts: EmbedFacts): void {
    last.delete(key)
    last.set(key, facts)
    const [oldest] = last.keys()
    if (last.size > MOST_LAST && oldest !== undefined) last.delete(oldest)
  }

  return {
    async read(asked) {
      const key = JSON.stringify([asked.name, asked.lang, asked.zone, asked.range, asked.asOf, asked.report])
      const reading = words.get(key, WORDS_MS, async () => {
        const told = await tell(asked)
        const facts = told && toFacts(told, asked, clock)
        if (facts !== undefined) keepLast(key, facts)
        return facts
      })
      const before = last.get(key)
      try {
        const facts = await (isAway && before !== undefined ? within(PATIENCE_MS, reading) : reading)
        if (facts === undefined && before !== undefined && isAway) return aged(before)
        isAway = false
        return facts
      } catch (error) {
        if (!isDatabaseAway(error)) throw error
        isAway = true
        if (before === undefined) throw error
        return aged(before)
      }
    },
  }
}

const old = new WeakMap<EmbedFacts, EmbedFacts>()

/** The same, but nothing that could be taken for the present. */
function aged(facts: EmbedFacts): EmbedFacts {
  if (facts.stale_after === null) return facts
  const made = old.get(facts) ?? { ...facts, stale_after: facts.generated_at }
  old.set(facts, made)
  return made
}

function toFacts(told: Told, { lang, zone, asOf, report }: Asked, clock: Clock): EmbedFacts {
  const reader: Reader = { lang, zone }
  const t = embedTexts[lang]
  const { now, ended } = told
  const isFrozen = asOf !== null || ended
  const moment = `${formatMoment(reader, now)} ${formatZone(reader, now)}`
  return {
    generated_at: new Date(isFrozen ? clock.now() : now).toISOString(),
    stale_after: isFrozen ? null : new Date(now + STALE_MS * clock.speed).toISOString(),
    mode: clock.mode,
    lang,
    zone,
    as_of: asOf === null ? null : new Date(asOf).toISOString(),
    ended,
    title: told.title,
    path: told.path,
    lines: told.lines,
    curve: told.model && embedCurve(reader, told.model),
    notes: [...modeNotes(reader, clock, now), ...(asOf === null ? [] : [t.embedFrozen(moment)]), ...told.notes],
    time:
      isFrozen || clock.mode !== 'live' ? moment : t.embedAt(`${formatClock(reader, now)} ${formatZone(reader, now)}`),
    words: {
      source: t.embedSource,
      usual:
        told.model === null
          ? ''
          : t.embedUsual(
              told.model.widthMs,
              told.model.points.some(({ upper }) => upper !== null),
            ),
      old: texts[lang].oldNumbers,
      open: t.embedOpen,
    },
    report: report && !isFrozen && told.report !== null ? embedReport(lang, told.report) : null,
  }
}
