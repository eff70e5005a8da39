import { bucketStart } from '../../../shared/time.ts'
import type { Device } from '../../../shared/provider.ts'
import type { Directory } from '../../catalogue/directory.ts'
import {
  drawLibero,
  HISTORY_FROM,
  STORY_FROM,
  STORY_TO,
  type LiberoSettings,
} from '../../catalogue/scenarios/libero-2023.ts'
import { LIBERO_FACTS } from '../../catalogue/scenarios/libero-facts.ts'
import { LIBERO_ASSUMPTIONS } from '../../catalogue/scenarios/libero-assumptions.ts'
import type { ScenarioVoice } from '../../catalogue/scenarios/scenario.ts'
import { importMinutes, type ImportedMinute } from '../../store/import.ts'
import { tellNotices, tellProbes } from './libero-told.ts'
import { findings } from './findings.ts'
import type { DemoVoice } from './reporters.ts'
import type { Story } from './story.ts'
import { changeLine } from './words.ts'

/** One telling of many; `npm run bench libero` judges them all. */
const SETTINGS: LiberoSettings = { seed: 2023, volume: 1, nightDepth: 0.85, fatigueHours: 24, probes: 'failing' }

export const TITLE = {
  it: 'Libero Mail e Virgilio Mail, gennaio 2023',
  en: 'Libero Mail and Virgilio Mail, January 2023',
}

/** January 2023, told again: what was printed is fact, everything else is drawn and listed as an assumption. */
export function libero2023(): Story {
  const scenario = drawLibero(SETTINGS)
  return {
    name: 'libero-2023',
    mode: 'simulation',
    range: { from: STORY_FROM, to: STORY_TO },
    from: STORY_FROM,
    until: STORY_TO,
    speed: 2_400,
    maxSpeed: 7_200,
    title: 'SIMULATION of Libero Mail and Virgilio Mail, January 2023: reports, probes and addresses are invented.',
    background: { title: TITLE, facts: LIBERO_FACTS, assumptions: LIBERO_ASSUMPTIONS },
    prepare: async (db, directory, from) => {
      const before = [...scenario.history(), ...scenario.voices().filter(({ at }) => at < from)]
      await importMinutes(db, minutesOf(before, directory), HISTORY_FROM, from)
      await tellNotices(db, directory, scenario.notices(), { from: -Infinity, to: from })
    },
    *voices({ from, to }) {
      for (const voice of scenario.voices()) if (voice.at >= from && voice.at < to) yield toDemoVoice(voice)
    },
    async extra(play, range) {
      await Promise.all([
        tellProbes(play, scenario.probes(), range),
        tellNotices(play.server.db, play.server.directory, scenario.notices(), range, play),
      ])
    },
    describe: changeLine,
    summarise: (server, from) => findings(server.url, from),
  }
}

export function minutesOf(voices: readonly ScenarioVoice[], directory: Directory): ImportedMinute[] {
  const minutes = new Map<string, ImportedMinute & { of: Record<string, number> }>()
  for (const { provider, at, answer, component = '-', device } of voices) {
    const providerId = directory.bySlug(provider)?.id
    if (providerId === undefined || answer !== 'problem') continue
    const minute = bucketStart(at)
    const key = `${providerId} ${minute}`
    const found = minutes.get(key) ?? { providerId, minute, problems: 0, of: {} }
    minutes.set(key, found)
    found.problems += 1
    const value = `${component}/${device}`
    found.of[value] = (found.of[value] ?? 0) + 1
  }
  return [...minutes.values()]
}

/** Who reports is known by address and kind of device. */
const USER_AGENTS: Record<Device, string> = {
  ios: 'Mozilla/5.0 (iPhone; CPU iPhone OS 16_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.2 Mobile/15E148 Safari/604.1',
  android:
    'Mozilla/5.0 (Linux; Android 13; SM-A536B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Mobile Safari/537.36',
  web: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36',
  desktop:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.2 Safari/605.1.15',
}

function toDemoVoice(voice: ScenarioVoice): DemoVoice {
  const { provider, at, answer, address, device, problem, component, region } = voice
  const body = { provider, answer, device, problem, component, region }
  return { at, address, userAgent: USER_AGENTS[device], body }
}
