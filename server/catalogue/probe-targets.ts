import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { ProbeTarget } from '../../shared/probe.ts'
import { ConfigError } from '../config.ts'
import type { CatalogueProvider } from './catalogue.ts'
import { findFault } from './probe-fault.ts'

type Providers = { providers: readonly CatalogueProvider[] }

/** What an instance may add: one process asks each of them again and again. */
export const MAX_OWN_TARGETS = 500
const SETTING = 'PROBE_TARGETS'

/** What the catalogue wants to have probed, and what this instance adds; of the same provider, kind and address its own counts. */
export function probeTargets(catalogue: Providers, own: readonly ProbeTarget[] = []): ProbeTarget[] {
  const listed = catalogue.providers.flatMap(({ slug, probes }) =>
    probes.map((probe) => ProbeTarget.parse({ provider: slug, ...probe })),
  )
  return [...new Map([...listed, ...own].map((target) => [targetKey(target), target])).values()]
}

/** What makes two targets the same one. */
export function targetKey({ provider, kind, target }: Pick<ProbeTarget, 'provider' | 'kind' | 'target'>): string {
  return `${provider} ${kind} ${target}`
}

/** The list that PROBE_TARGETS names: JSON, an array of ProbeTarget. Throws ConfigError naming the entry and its field. */
export function readOwnTargets(file: string | undefined, catalogue: Providers): ProbeTarget[] {
  if (file === undefined) return []
  const entries = parseList(file)
  const providers = new Map(catalogue.providers.map((provider) => [provider.slug, provider]))
  const seen = new Set<string>()
  return entries.map((entry, i) => {
    const wrong = (field: string, detail: string) =>
      new ConfigError(`${SETTING}: entry ${i + 1}${field === '' ? '' : `, ${field}`}: ${detail}`)
    const parsed = ProbeTarget.safeParse(entry)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
      throw wrong([...(issue?.path ?? []), ...unknown].join('.'), issue?.message ?? 'is not a target')
    }
    const target = parsed.data
    const provider = providers.get(target.provider)
    if (provider === undefined) throw wrong('provider', `there is no "${target.provider}"`)
    const fault = findFault(
      target,
      provider.components.map(({ slug }) => slug),
    )
    if (fault) throw wrong(fault.field, fault.detail)
    if (seen.has(targetKey(target))) throw wrong('target', 'is there twice')
    seen.add(targetKey(target))
    return target
  })
}

function parseList(file: string): unknown[] {
  let read: unknown
  try {
    read = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new ConfigError(`${SETTING}: ${file} cannot be read: ${why}`, { cause })
  }
  const list = z.array(z.unknown()).max(MAX_OWN_TARGETS).safeParse(read)
  if (!list.success) throw new ConfigError(`${SETTING}: ${file} must be a list of at most ${MAX_OWN_TARGETS} targets`)
  return list.data
}
