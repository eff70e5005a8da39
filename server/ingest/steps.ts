import { v7 } from 'uuid'
import { hostText } from './address.ts'
import { createAgentReader } from './device.ts'
import type { CountryLookup } from './ip-country.ts'
import type { NetworkLookup } from './ip-network.ts'
import { AHEAD_MS, ID_BACK_MS, MAX_REMEMBERED_TEXTS, OBSERVED_BACK_MS } from './limits.ts'
import { remember } from './lru.ts'
import type { Draft, ReportedProvider, Step } from './pipeline.ts'
import type { RateLimit } from './rate-limit.ts'
import { type DayKey, networkKey, reporterKey } from './reporter-key.ts'

export type StepDeps = {
  rateLimit: RateLimit
  providers: { bySlug(slug: string): ReportedProvider | undefined }
  country: CountryLookup
  network: NetworkLookup
  dayKey: () => DayKey | Promise<DayKey>
  publicUrl?: string | undefined
}

/** What happens to a report, in this order. `drop…` may refuse, `put…` adds what we know. */
export function createSteps(deps: StepDeps): readonly Step[] {
  return [
    dropTooMany(deps.rateLimit),
    putAgent(),
    dropCrawler,
    dropUnknownProvider(deps.providers),
    dropUnknownComponent,
    dropUnfitProblem,
    dropUnfitBegan,
    dropUnfitHost,
    dropOutOfRange,
    putReferrerHost(deps.publicUrl),
    putPlace(deps.country, deps.network),
    putKeysAndForgetAddress(deps.dayKey),
  ]
}

function dropTooMany(rateLimit: RateLimit): Step {
  return async (draft) => {
    const retryAfterS = await rateLimit(hostText(draft.address!))
    return retryAfterS === undefined ? draft : { dropped: 'rate-limited', retryAfterS }
  }
}

function putAgent(): Step {
  const read = createAgentReader()
  return (draft) => {
    draft.agent = read(draft.userAgent)
    return draft
  }
}

/** Machines that say they are machines press nothing; they follow whatever looks like a form. */
const dropCrawler: Step = (draft) => (draft.agent!.crawler ? { dropped: 'crawler' } : draft)

function dropUnknownProvider(providers: StepDeps['providers']): Step {
  return (draft) => {
    const provider = providers.bySlug(draft.body.provider)
    if (!provider) return { dropped: 'unknown-provider', field: 'provider' }
    draft.provider = provider
    return draft
  }
}

const dropUnknownComponent: Step = (draft) => {
  const { component } = draft.body
  const known = component === undefined || draft.provider!.components.some(({ slug }) => slug === component)
  return known ? draft : { dropped: 'unknown-component', field: 'component' }
}

/** The kinds fit the category (nobody's bank "bounces" a letter), and what works has no problem. */
const dropUnfitProblem: Step = (draft) => {
  const { answer, problem } = draft.body
  const fits = problem === undefined || (answer === 'problem' && draft.provider!.problems.includes(problem))
  return fits ? draft : { dropped: 'unfit-problem', field: 'problem' }
}

/** Only a problem has begun. */
const dropUnfitBegan: Step = (draft) => {
  const { answer, began } = draft.body
  return answer === 'works' && began !== undefined ? { dropped: 'unfit-began', field: 'began' } : draft
}

/** Only a widget stands in somebody's page. */
const dropUnfitHost: Step = (draft) =>
  draft.body.host !== undefined && draft.via !== 'widget' ? { dropped: 'unfit-host', field: 'host' } : draft

/** The first 48 bits of a UUIDv7 are milliseconds. */
const idAt = (id: string) => parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

const dropOutOfRange: Step = (draft) => {
  const { body, receivedAt } = draft
  const isIn = (at: number, backMs: number) => at >= receivedAt - backMs && at <= receivedAt + AHEAD_MS
  if (body.id === undefined) draft.id = v7({ msecs: receivedAt })
  else if (isIn(idAt(body.id), ID_BACK_MS)) draft.id = body.id.toLowerCase()
  else return { dropped: 'id-out-of-range', field: 'id' }
  if (body.observed_at !== undefined) {
    const observedAt = Date.parse(body.observed_at)
    if (!isIn(observedAt, OBSERVED_BACK_MS)) return { dropped: 'observed-out-of-range', field: 'observed_at' }
    // A clock that runs ahead is forgiven, but nobody has seen what has not happened yet.
    draft.observedAt = Math.min(observedAt, receivedAt)
  }
  return draft
}

/**
 * The page of another that the press comes from. A widget's script is asked by Origin; a frame is our own page (and of no origin at all in a
 * sandbox), so it says in the body what it stands in.
 */
function putReferrerHost(publicUrl: string | undefined): Step {
  const read = remember(MAX_REMEMBERED_TEXTS, (origin): Page | null => {
    const { host, hostname } = URL.canParse(origin) ? new URL(origin) : { host: '', hostname: '' }
    return hostname === '' || hostname.length > 253 ? null : { host, name: bareName(hostname) }
  })
  const ours = publicUrl === undefined ? undefined : new URL(publicUrl)
  return (draft) => {
    const { ownHost, body } = draft
    const foreign = (header: string | undefined) => {
      // Only the origin is looked at: a path can tell more about a reader than we want to know.
      const origin = header && /^https?:\/\/[^/?#\\]{1,300}/i.exec(header)?.[0]
      const page = origin ? read(origin) : null
      return page === null || page.host === ownHost || page.host === ours?.host ? null : page.name
    }
    draft.referrerHost = foreign(draft.origin) ?? foreign(draft.referrer)
    if (draft.referrerHost === null && body.host !== undefined) {
      const name = bareName(body.host)
      const isOurs = name === ours?.hostname || name === ownHost?.replace(/:\d+$/, '')
      draft.referrerHost = isOurs ? null : name
    }
    return draft
  }
}

type Page = { host: string; name: string }

/** A name may be written with the dot of the root. */
const bareName = (host: string) => (host.endsWith('.') ? host.slice(0, -1) : host)

function putPlace(country: CountryLookup, network: NetworkLookup): Step {
  return (draft) => {
    draft.country = country(draft.address!)
    draft.network = network(draft.address!)
    return draft
  }
}

/** The last step that sees the address. */
function putKeysAndForgetAddress(dayKey: StepDeps['dayKey']): Step {
  return (draft) => {
    const day = dayKey()
    return day instanceof Promise ? day.then((loaded) => putKeys(draft, loaded)) : putKeys(draft, day)
  }
}

function putKeys(draft: Draft, day: DayKey): Draft {
  draft.reporterKey = reporterKey(day, draft.provider!.id, draft.address!, draft.agent!.family)
  draft.networkKey = networkKey(day, draft.address!)
  draft.address = null
  return draft
}
