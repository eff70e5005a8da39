import { createHash } from 'node:crypto'
import { v7 } from 'uuid'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import type { Directory } from '../catalogue/directory.ts'
import { createRandom } from '../catalogue/recording.ts'
import { instants } from '../catalogue/scenarios/draw.ts'
import { JAN } from '../catalogue/scenarios/libero-facts.ts'
import { drawPerson } from '../catalogue/scenarios/libero-people.ts'
import type { ScenarioVoice } from '../catalogue/scenarios/scenario.ts'
import type { AcceptedReport } from '../handover.ts'
import { MISTAKEN, OVER } from './story-catalogue.ts'

/** Smaller outages, before the big one begins: one that is over, one that was none. Reports an hour at volume 1. */
export const SMALL = { provider: OVER, from: JAN(22, 9), to: JAN(22, 12), perHour: 420 }
export const MISTAKE = {
  provider: MISTAKEN,
  from: JAN(22, 15),
  to: JAN(22, 15) + 40 * MINUTE_MS,
  perHour: 600,
}
const ITS_NETWORK = 3269
/** Nobody says where he comes from but a few, from pages that speak of it. */
const REFERRERS = ['www.newspaper.example', 'news.example.org', 'forum.example.net']
const REFERRED = 0.12

/** Who presses in the smaller ones; in the first mostly from one network. */
export function smallOutages(volume: number): ScenarioVoice[] {
  return [SMALL, MISTAKE].flatMap(({ provider, from, to, perHour }, i) => {
    const random = createRandom(4_100 + i)
    const times = instants(random, { from, to }, () => perHour * volume, { dispersion: 1.3 })
    return Array.from(times, (at): ScenarioVoice => {
      const drawn = Array.from({ length: 3 }, () => drawPerson(random, true))
      const isCustomer = ({ asn }: { asn: number }) => provider !== OVER || asn === ITS_NETWORK
      const person = drawn.find(isCustomer) ?? drawn[0]!
      const { reporter, address, network, asn, device, region } = person
      const who = { reporter, address, network, asn, device, ...(region !== undefined && { region }) }
      const problem = random() < 0.8 ? 'cannot-open' : 'slow'
      return { provider, at, answer: random() < 0.03 ? 'works' : 'problem', ...who, ...(random() < 0.9 && { problem }) }
    })
  })
}

/** Somebody who has just pressed: a page may tell him what became of it. */
export function lastVoice(until: number): ScenarioVoice {
  const person = drawPerson(createRandom(4_200), true)
  const about = {
    provider: 'libero-mail',
    at: until - 20 * SECOND_MS,
    answer: 'problem',
    problem: 'cannot-open',
  } as const
  const { reporter, address, network, asn } = person
  return { ...about, reporter, address, network, asn, device: 'ios', component: 'app', region: 'IT-25' }
}

const key = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32)

/** As the ingest would hand it to the store; what the provider does not have is left out. */
export function toReport(voice: ScenarioVoice, directory: Directory): AcceptedReport | undefined {
  const { provider, at, answer, reporter, network, asn, device, problem, component, region } = voice
  const entry = directory.bySlug(provider)
  if (entry === undefined) return undefined
  const [day, drawn] = [Math.floor(at / (24 * HOUR_MS)), Number.parseInt(key(`${reporter} ${at}`).slice(0, 8), 16)]
  const referred = drawn % 1_000 < REFERRED * 1_000
  return {
    id: v7({ msecs: at }),
    providerId: entry.id,
    answer,
    problem: answer === 'problem' && problem && entry.problems.includes(problem) ? problem : null,
    component: entry.components.some(({ slug }) => slug === component) ? component! : null,
    device,
    isDeviceSaid: false,
    country: 'IT',
    region: region ?? null,
    network: asn,
    began: null,
    reporterKey: key(`${day} ${provider} ${reporter}`),
    networkKey: key(`${day} ${network}`),
    via: 'site',
    referrerHost: referred ? REFERRERS[drawn % REFERRERS.length]! : null,
    observedAt: at,
    receivedAt: at,
  }
}
