import { createQuarterRule } from '../../../bench/rivals/quarter-rule.ts'
import type { Alarm } from '../../../bench/rivals/quarter-rule.ts'
import { SECOND_MS } from '../../../shared/time.ts'
import { createRandom, readRecording, recordedVoices } from '../../catalogue/recording.ts'
import type { Recording } from '../../catalogue/recording.ts'
import { JULY_2019 } from '../../catalogue/recordings/july-2019.ts'
import { readIncidents } from '../../store/incidents.ts'
import { importRecording } from './recorded-history.ts'
import { drawReporter } from './reporters.ts'
import type { Story } from './story.ts'
import { changeLine } from './words.ts'

const REPORTER_SEED = 20_190_704

/** The outage of 3 July 2019 as it was recorded; who pressed is drawn. */
export function recordedDay(): Story {
  const recording = readRecording()
  const rivals = rivalAlarms(recording)
  const slugs = new Map<string, string>()
  return {
    name: '2019-07-03',
    mode: 'replay',
    range: { from: recording.from, to: recording.to },
    from: Date.UTC(2019, 6, 3, 12),
    until: Date.UTC(2019, 6, 4, 4),
    speed: 60,
    maxSpeed: 600,
    title: 'REPLAY of 3 July 2019: recorded counts of outage.report, addresses drawn at random.',
    background: JULY_2019,
    async prepare(db, directory, from) {
      for (const { name, slug } of directory.all()) slugs.set(name, slug)
      await importRecording(db, directory, recording, from)
    },
    *voices(range, directory) {
      const random = createRandom(REPORTER_SEED)
      for (const { provider, at } of recordedVoices(recording, range)) {
        const kinds = directory.bySlug(provider)?.problems ?? []
        const problem = kinds[Math.floor(random() * kinds.length)]
        yield { at, ...drawReporter(random), body: { provider, ...(problem && { problem }) } }
      }
    },
    describe(provider, change) {
      const line = changeLine(provider, change)
      if (change.type !== 'suspected' && change.type !== 'confirmed') return line
      const alarm = rivals.get(slugs.get(provider) ?? '')?.find(({ until }) => until >= change.startedAt)
      return `${line}  ${alarm === undefined ? 'the 15-minute rule is silent' : lead(alarm.at - change.at)}`
    },
    async summarise({ db }, from) {
      const found = await readIncidents(db, { since: from, limit: 500 })
      const incidents = found
        .filter((incident) => incident.detectedAt >= from)
        .toSorted((a, b) => a.startedAt - b.startedAt)
        .map(({ slug, startedAt, detectedAt, resolvedAt, peak }) => ({
          provider: slug,
          startedAt: new Date(startedAt).toISOString(),
          detectedAt: new Date(detectedAt).toISOString(),
          resolvedAt: resolvedAt === null ? null : new Date(resolvedAt).toISOString(),
          peak,
        }))
      return { incidents }
    },
  }
}

/** What the usual 15-minute rule says of the same reports: it is given the same history, and each bin when it is over. */
function rivalAlarms(recording: Recording): Map<string, readonly Alarm[]> {
  const voices = recordedVoices(recording, { from: recording.from, to: recording.to })
  return new Map(
    recording.providers.map((provider) => {
      const rule = createQuarterRule(recording.from)
      for (const voice of voices) if (voice.provider === provider) rule.hear(voice.at)
      rule.advance(recording.to)
      return [provider, rule.alarms]
    }),
  )
}

function lead(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / SECOND_MS)
  const length = `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
  return `${length} ${ms < 0 ? 'after' : 'ahead of'} the 15-minute rule`
}
