import { createHash } from 'node:crypto'
import type { Directory, DirectoryEntry } from '../../catalogue/directory.ts'
import { Refusal } from '../../errors.ts'
import type { ProbeResultRow } from '../../store/probes.ts'
import type { ReadOutcome } from './in-outcome.ts'

/** What another tool has told: of one monitor, at one moment. */
export type ToolEvent = ReadOutcome & {
  tool: 'uptime-kuma' | 'gatus' | 'alertmanager'
  /** The monitor, as its owner calls it. */
  name: string
  /** Epoch milliseconds. */
  at: number
  /** What makes it this event and no other of its moment. */
  identity: string
  /** Slugs, as they were given. */
  provider: string | undefined
  component: string | undefined
  /** Where the provider was looked for, for a refusal. */
  field: string
}

/** Longer names are cut. */
const MAX_NAME_CHARS = 200

/** The event as a result of kind `external`. Throws a Refusal where its provider or component is not known. */
export function toExternalResult(
  event: ToolEvent,
  { directory, apiKeyId }: { directory: Directory; apiKeyId: number },
): ProbeResultRow {
  const { tool, at, outcome, status } = event
  const { provider, component } = findPart(event, directory)
  const target = `${tool}:${printable(event.name)}`
  const id = eventId(at, [apiKeyId, provider.slug, target, outcome, event.identity])
  const timings = { dns: null, connect: null, tls: null, first_byte: null }
  const about = { id, providerId: provider.id, component, kind: 'external' as const, target, apiKeyId, at }
  return { ...about, outcome, status, timings, certificateExpiresAt: null }
}

/** What it is about. Throws a Refusal where its provider or component is not known. */
export function findPart(
  { field, ...about }: Pick<ToolEvent, 'provider' | 'component' | 'field'>,
  directory: Directory,
): { provider: DirectoryEntry; component: string | null } {
  const refuse = (name: string, detail: string, code = 400): never => {
    throw new Refusal(code, `${field}${name}: ${detail}`, { field: `${field}${name}` })
  }
  if (about.provider === undefined) return refuse('provider', 'must be said.')
  const provider = directory.bySlug(about.provider) ?? refuse('provider', 'is not known.', 404)
  const component = about.component ?? null
  if (component !== null && !provider.components.some(({ slug }) => slug === component))
    refuse('component', 'is not one of this provider.')
  return { provider, component }
}

/** A UUIDv7 whose random part is drawn from what it is about: the same event told twice is one result. */
export function eventId(at: number, identity: readonly unknown[]): string {
  const hash = createHash('sha256').update(JSON.stringify(identity)).digest('hex')
  const time = at.toString(16).padStart(12, '0')
  const variant = ((Number.parseInt(hash[3]!, 16) & 3) | 8).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 19)}`
}

/** On one line, without what turns or hides what stands beside it, and not longer than it may be. */
function printable(name: string): string {
  const shown = name
    .slice(0, 4 * MAX_NAME_CHARS)
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
  return Array.from(shown).slice(0, MAX_NAME_CHARS).join('').trim() || 'unnamed'
}
