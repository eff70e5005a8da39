import { getParser } from 'bowser'
import type { Device } from '../../shared/provider.ts'
import { MAX_REMEMBERED_TEXTS, MAX_USER_AGENT } from './limits.ts'
import { remember } from './lru.ts'

/** Exactly five, so that one address has at most five voices per provider and slot (docs/decisions/0003). */
export const FAMILIES = ['ios', 'android', 'windows', 'macos', 'other'] as const
export type Family = (typeof FAMILIES)[number]

export type Agent = { family: Family; device: Device | null; crawler: boolean }

const FAMILY_BY_SYSTEM: Record<string, Family> = { iOS: 'ios', Android: 'android', Windows: 'windows', macOS: 'macos' }
const DEVICE_BY_FAMILY: Record<Family, Device | null> = {
  ios: 'ios',
  android: 'android',
  windows: 'desktop',
  macos: 'desktop',
  other: null,
}

/** A device is null where the agent does not say: a program, a television, nothing at all. */
export function readAgent(userAgent: string): Agent {
  if (userAgent === '') return { family: 'other', device: null, crawler: false }
  const parser = getParser(userAgent)
  const platform = parser.getPlatformType()
  const family = FAMILY_BY_SYSTEM[parser.getOSName()] ?? 'other'
  const device = DEVICE_BY_FAMILY[family] ?? (platform === 'desktop' ? 'desktop' : null)
  return { family, device, crawler: platform === 'bot' }
}

/** Reading one takes bowser some 20 microseconds and visitors share few agents. */
export function createAgentReader(): (userAgent: string) => Agent {
  const read = remember(MAX_REMEMBERED_TEXTS, readAgent)
  return (userAgent) => read(userAgent.length > MAX_USER_AGENT ? userAgent.slice(0, MAX_USER_AGENT) : userAgent)
}
