import type { Device, ProblemKind } from '../../../shared/provider.ts'
import { pick, type Random } from './draw.ts'
import type { ScenarioVoice } from './scenario.ts'

type Weighted<T> = readonly (readonly [value: T, weight: number])[]

/** Who presses, as far as the story goes: `isSender`: has no mailbox there, and tells of mail that came back. */
export type Person = Required<Pick<ScenarioVoice, 'reporter' | 'address' | 'network' | 'asn' | 'device'>> &
  Pick<ScenarioVoice, 'region'> & { component: string; saysComponent: boolean; isSender: boolean }

/** An assumption: nobody published who reported. */
const DEVICES: Weighted<Device> = [
  ['android', 42],
  ['ios', 22],
  ['web', 24],
  ['desktop', 12],
]
const COMPONENTS: Record<Device, Weighted<string>> = {
  android: [
    ['app', 55],
    ['webmail', 22],
    ['imap', 15],
    ['receiving', 5],
    ['sending', 3],
  ],
  ios: [
    ['app', 50],
    ['webmail', 22],
    ['imap', 20],
    ['receiving', 5],
    ['sending', 3],
  ],
  web: [
    ['webmail', 82],
    ['login', 8],
    ['receiving', 6],
    ['sending', 4],
  ],
  desktop: [
    ['imap', 62],
    ['webmail', 26],
    ['receiving', 7],
    ['sending', 5],
  ],
}
const SAY_COMPONENT = 0.65
const SAY_REGION = 0.8
const SAY_PROBLEM = 0.9
/** Of those who press in the outage, so many write to a mailbox there from elsewhere. */
const SENDERS = 0.06

/** By population (ISTAT), in hundred thousands. */
const REGIONS: Weighted<string> = [
  ['IT-25', 99],
  ['IT-62', 57],
  ['IT-72', 56],
  ['IT-82', 48],
  ['IT-34', 48],
  ['IT-45', 44],
  ['IT-21', 42],
  ['IT-75', 39],
  ['IT-52', 37],
  ['IT-78', 18],
  ['IT-88', 16],
  ['IT-42', 15],
  ['IT-57', 15],
  ['IT-65', 13],
  ['IT-36', 12],
  ['IT-32', 11],
  ['IT-55', 9],
  ['IT-77', 5],
  ['IT-67', 3],
  ['IT-23', 1],
]

/** Access networks in Italy, with some of their address ranges: first address, how many /24 follow, share (an assumption). */
const NETWORKS: Weighted<{ asn: number; first: readonly [number, number]; blocks: number }> = [
  [{ asn: 3269, first: [79, 0], blocks: 16_384 }, 30],
  [{ asn: 30722, first: [5, 88], blocks: 2_048 }, 16],
  [{ asn: 12874, first: [93, 32], blocks: 8_192 }, 14],
  [{ asn: 1267, first: [151, 12], blocks: 16_000 }, 14],
  [{ asn: 16232, first: [2, 192], blocks: 2_048 }, 10],
  [{ asn: 24608, first: [5, 84], blocks: 1_024 }, 7],
  [{ asn: 8612, first: [94, 34], blocks: 512 }, 5],
  [{ asn: 35612, first: [146, 241], blocks: 256 }, 4],
]

const OUTAGE_PROBLEMS: Weighted<ProblemKind> = [
  ['cannot-open', 62],
  ['cannot-receive', 20],
  ['cannot-send', 10],
  ['other', 5],
  ['slow', 3],
]
const USUAL_PROBLEMS: Weighted<ProblemKind> = [
  ['cannot-open', 34],
  ['cannot-receive', 22],
  ['slow', 18],
  ['cannot-send', 14],
  ['other', 8],
  ['bounced', 4],
]
/** At another mail provider, of the mail that does not come through to the one that is out. */
const ECHO_PROBLEMS: Weighted<ProblemKind> = [
  ['bounced', 40],
  ['cannot-send', 30],
  ['cannot-open', 20],
  ['cannot-receive', 10],
]

export function drawPerson(random: Random, isOutage: boolean): Person {
  const device = pick(random, DEVICES)
  const isSender = isOutage && random() < SENDERS
  const { asn, first, blocks } = pick(random, NETWORKS)
  const block = Math.floor(random() * blocks)
  const place = `${first[0]}.${first[1] + (block >> 8)}.${block & 255}`
  const address = `${place}.${1 + Math.floor(random() * 254)}`
  return {
    reporter: `${address} ${device}`,
    address,
    network: `${place}.0/24`,
    asn,
    device,
    component: isSender ? 'receiving' : pick(random, COMPONENTS[device]),
    saysComponent: isSender || random() < SAY_COMPONENT,
    isSender,
    ...(random() < SAY_REGION && { region: pick(random, REGIONS) }),
  }
}

/** `kind`: why that person presses. Of another provider than a mailbox's no part is named. */
export function speak(
  random: Random,
  {
    provider,
    at,
    person,
    kind,
    isMail = true,
  }: { provider: string; at: number; person: Person; kind: 'usual' | 'outage' | 'echo' | 'works'; isMail?: boolean },
): ScenarioVoice {
  const { reporter, address, network, asn, device, region, component, saysComponent, isSender } = person
  const said = random() < SAY_PROBLEM
  const problems = { usual: USUAL_PROBLEMS, outage: OUTAGE_PROBLEMS, echo: ECHO_PROBLEMS }
  const problem = kind === 'works' ? undefined : isSender ? 'bounced' : pick(random, problems[kind])
  return {
    provider,
    at,
    answer: kind === 'works' ? 'works' : 'problem',
    reporter,
    address,
    network,
    asn,
    device,
    ...(region !== undefined && { region }),
    ...(isMail && saysComponent && { component }),
    ...(isMail && said && problem !== undefined && { problem }),
  }
}
