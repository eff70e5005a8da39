import type { ProbeTarget } from '../../shared/probe.ts'
import { checkTarget, toEndpoint, toPage, toQuestion } from '../probe/target.ts'

type Wish = Pick<ProbeTarget, 'kind' | 'target' | 'component' | 'keyword' | 'mailbox'>

/** Which field of a target is wrong and why, in words fit to show. */
export function findFault(wish: Wish, components: readonly string[]): { field: string; detail: string } | undefined {
  const { kind, target, component, keyword, mailbox } = wish
  const detail = checkTarget(kind, target)
  if (detail !== undefined) return { field: 'target', detail }
  if (component !== undefined && !components.includes(component))
    return { field: 'component', detail: `"${component}" is not a part of this provider (${components.join(', ')})` }
  if (keyword !== undefined && kind !== 'http') return { field: 'keyword', detail: 'is for http only' }
  if (mailbox !== undefined && kind !== 'smtp') return { field: 'mailbox', detail: 'is for smtp only' }
  return undefined
}

/** The host, or the name that is asked for. The target has passed `checkTarget`. */
export function hostOf({ kind, target }: Pick<ProbeTarget, 'kind' | 'target'>): string {
  if (kind === 'http') return toPage(target).hostname
  return kind === 'dns' ? toQuestion(target).name : toEndpoint(kind, target).host
}
