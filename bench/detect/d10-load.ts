import { type Load, type LoadJob, measureLoad } from './load-run.ts'
import { spread } from './spread.ts'
import type { Result, Size, Yardstick } from './yardstick.ts'

const BEHIND_S = 1
/** Ten times the providers with the same voices may cost this many times as much, not ten; ten times the voices at least so many. */
const PROVIDERS_RATIO = 2
const VOICES_RATIO = 3
const SIZES = {
  quick: { warmMinutes: 2, minutes: 4 },
  full: { warmMinutes: 60, minutes: 30 },
}
const RUNS = [
  { name: 'all', providers: 10_000, perMinute: 60_000 },
  { name: 'a tenth of the providers', providers: 1_000, perMinute: 60_000 },
  { name: 'a tenth of the voices', providers: 10_000, perMinute: 6_000 },
  { name: 'hardly a voice', providers: 10_000, perMinute: 60 },
]

export const d10: Yardstick = {
  name: 'D10',
  title: '10,000 providers, 20 facet values, 60,000 voices a minute, one core',
  goal: `at most ${BEHIND_S} s behind; the cost grows with the voices, not with the providers`,
  run,
}

async function run(size: Size): Promise<Result> {
  const module = new URL('./load-run.ts', import.meta.url).href
  const loads: Load[] = []
  // One after another, each in a process of its own: none pays for the memory of the one before.
  for (const [i, { providers, perMinute }] of RUNS.entries()) {
    const job: LoadJob = { providers, perMinute, ...SIZES[size], seed: 1_001 + i }
    loads.push(...(await spread<Load>(module, measureLoad.name, [job])))
  }
  return toResult(loads, SIZES[size].minutes)
}

export function toResult(loads: Load[], minutes: number): Result {
  const [all, fewProviders, fewVoices, idle] = loads as [Load, Load, Load, Load]
  const figures = {
    behind_most_s: all.behindMost,
    behind_mean_s: all.behindMean,
    core_share: all.seconds / (60 * minutes),
    microseconds_a_voice: (1e6 * all.seconds) / all.voices,
    ten_times_providers: all.seconds / fewProviders.seconds,
    ten_times_voices: all.seconds / fewVoices.seconds,
    idle_core_share: idle.seconds / (60 * minutes),
    megabytes: all.megabytes,
  }
  return {
    figures,
    table: {
      head: ['run', 'providers', 'voices', 'core s a minute', 'µs a voice', 'behind most s', 'mean s', 'changes', 'MB'],
      rows: RUNS.map(({ name, providers }, i) => {
        const { voices, seconds, behindMost, behindMean, changes, megabytes } = loads[i]!
        const perVoice = (1e6 * seconds) / voices
        return [name, providers, voices, seconds / minutes, perVoice, behindMost, behindMean, changes, megabytes]
      }),
    },
    met:
      figures.behind_most_s <= BEHIND_S &&
      figures.ten_times_providers <= PROVIDERS_RATIO &&
      figures.ten_times_voices >= VOICES_RATIO,
    notes: [
      'Processor time of one core, over a full hour, when all that is hourly happens at once; half of the voices are the usual ones, half come ' +
        'from 30 outages at a time. The goal holds for the first row; ten times the providers may cost at most ' +
        `${PROVIDERS_RATIO} times as much, ten times the voices at least ${VOICES_RATIO}.`,
    ],
  }
}
