import type { Cause, ScopeCell, State } from '../../shared/incident.ts'
import { HOUR_MS } from '../../shared/time.ts'
import { readCatalogue } from '../../server/catalogue/catalogue.ts'
import {
  drawLibero,
  HISTORY_FROM,
  HIT,
  type LiberoSettings,
  STORY_TO,
} from '../../server/catalogue/scenarios/libero-2023.ts'
import { JAN } from '../../server/catalogue/scenarios/libero-facts.ts'
import type { Change } from '../../server/detect/change.ts'
import { createDetector, type Detector } from '../../server/detect/detector.ts'
import { createSite } from '../../server/detect/site.ts'
import type { Voice } from '../../server/detect/voice.ts'
import { toHeardProbe } from '../../server/jobs/heard.ts'
import { relationsOf } from '../../server/jobs/site.ts'
import { toHeardNotice } from '../../server/jobs/testimonies.ts'
import { type Heard, Player } from './player.ts'

/** What became of one provider in the whole story. */
export type History = {
  changes: Pick<Change, 'at' | 'type' | 'from' | 'to'>[]
  /** The cause that was said last of an incident. */
  cause: Cause | null
  /** State and who is affected at each hour of 30 January. */
  hours: { at: number; state: State; scope: ScopeCell[] }[]
}
export type Histories = Record<string, History>

const DAY_30 = { from: JAN(30), to: JAN(31) }

/** One telling, through the detectors and the site as the server drives them. */
export function playLibero(settings: LiberoSettings): Histories {
  const drawn = drawLibero(settings)
  const heard = new Map<string, Heard[]>(drawn.providers.map((slug) => [slug, []]))
  const add = (slug: string, one: Heard) => heard.get(slug)?.push(one)
  for (const voices of [drawn.history(), drawn.voices()])
    for (const voice of voices) add(voice.provider, { at: voice.at, voice: voice satisfies Voice })
  for (const probe of drawn.probes()) add(probe.provider, { at: probe.at, probe: heardProbe(probe) })
  for (const notice of drawn.notices()) {
    const told = heardNotice(notice)
    if (told) add(notice.provider, { at: notice.seenAt, notice: told })
  }
  const histories: Histories = {}
  const members = drawn.providers.map((slug) => {
    const detector = createDetector({ startAt: HISTORY_FROM })
    histories[slug] = { changes: [], cause: null, hours: [] }
    return new Player(
      slug,
      detector,
      heard.get(slug)!.toSorted((a, b) => a.at - b.at),
      noting(histories[slug], detector),
    )
  })
  const site = createSite({ relations: relations() })
  // By the hour, so that scope can be asked on it.
  for (let to = HISTORY_FROM + HOUR_MS; to <= STORY_TO; to += HOUR_MS) {
    site.advance(to, members)
    if (to < DAY_30.from || to > DAY_30.to) continue
    for (const { key, real } of members) {
      // A suspicion that comes after the end is another story.
      if (key in HIT && real.state !== 'suspected')
        histories[key]!.hours.push({ at: to, state: real.state, scope: devices(real) })
    }
  }
  return histories
}

function noting(history: History, detector: Detector) {
  return (changes: Change[]): void => {
    for (const { at, type, from, to } of changes) history.changes.push({ at, type, from, to })
    if (detector.state !== 'suspected' && detector.cause) history.cause = detector.cause
  }
}

const devices = (detector: Detector) => detector.scope().filter(({ facet }) => facet === 'device')

function heardProbe({
  at,
  component,
  outcome,
  target,
  network,
}: ReturnType<ReturnType<typeof drawLibero>['probes']>[number]) {
  const { target: _id, ...probe } = toHeardProbe(
    { at, component: component ?? null, outcome, probeId: 0 } as Parameters<typeof toHeardProbe>[0],
    network,
  )
  return { ...probe, target }
}

function heardNotice(notice: ReturnType<ReturnType<typeof drawLibero>['notices']>[number]) {
  // What consumers' associations say moves no verdict.
  if (notice.by !== 'provider' && notice.by !== 'operator') return undefined
  const { topics, component, device, said, seenAt, key } = notice
  return toHeardNotice({
    id: key,
    providerId: 0,
    topics: [...topics],
    component,
    device,
    saidFrom: said?.[0] ?? null,
    saidTo: said?.[1] ?? null,
    seenAt,
    isWithdrawn: false,
  })
}

/** Who runs whom, by the catalogue. */
function relations(): ReturnType<typeof relationsOf> {
  const { providers } = readCatalogue()
  const all = providers.map((provider, id) => ({ ...provider, id }))
  const ids = new Map(all.map(({ slug, id }) => [slug, id]))
  const depends = all.flatMap(({ id, dependencies }) =>
    dependencies.map(({ slug, source }) => ({ providerId: id, dependsOnId: ids.get(slug)!, source })),
  )
  return relationsOf({ all: () => all } as unknown as Parameters<typeof relationsOf>[0], depends)
}
