import type { ScopeCell, State } from '../../shared/incident.ts'
import type { Device } from '../../shared/provider.ts'
import type { WhyTexts } from './why.ts'

const VERDICT: Record<ScopeCell['verdict'], string> = {
  affected: 'affected',
  not_affected: 'not affected',
  recovered: 'recovered',
  unknown: 'unknown',
}

const FACET: Record<ScopeCell['facet'], string> = {
  device: 'Devices',
  component: 'Parts',
  component_device: 'Parts and devices',
  region: 'Regions',
  network: 'Networks',
  problem: 'Problems',
}

const DEVICE: Record<Device, string> = { web: 'Web', ios: 'iPhone', android: 'Android', desktop: 'Desktop' }

const NEXT: Record<State, string> = {
  ok: 'We speak of possible problems only when voices, of different people on different networks, go beyond what this service’s own past allows.',
  suspected:
    'It becomes many problem reports with evidence ten times as strong from many more networks, or when an independent probe fails as well. When the noise goes, it comes to nothing.',
  confirmed:
    'We call it falling when voices come near the usual again, on evidence that is the stronger the longer it has lasted.',
  recovering: 'We call it over when the fall holds for at least a quarter of an hour, or a tenth of its length.',
  unknown: 'No verdict: either we have listened for too short a time, or we are not judging at this moment.',
}
const NEXT_LONG =
  'After a day people tire of reporting, and a fall alone is not enough any more: probes, people who answer “works for me”, or the operator have to say so.'

export const whyEn: WhyTexts = {
  scopeHeading: 'Who is affected',
  scopeVerdict: (verdict) => VERDICT[verdict],
  scopeFigures: (observed, usual) => `(${observed} voices, usually ${usual})`,
  scopeUnknown: 'Too few voices said where they come from: who is affected and who is not is unknown.',
  scopeNote: 'Voices since it began / how many there would usually be. Where they are too few we do not guess.',
  facet: (facet) => FACET[facet],
  device: (device) => DEVICE[device],
  allDevices: 'All',
  allParts: 'The whole service',
  seeVerdict: 'see the status',
  matrixCaption: 'Who is affected, by part of the service and device',

  correction: (type) => (type === 'withdrawn' ? 'Withdrawn' : 'Corrected'),
  correctionsHeading: 'Corrections',
  withdrawnLead: 'Withdrawn: we published this incident, and it stands no longer.',

  whyLink: 'Why this status?',
  whyTitle: (name) => `Why this status? ${name}`,
  whyLead:
    'A published rule decides, the same for everybody. Here is what the rule sees now, and what it had seen at each change.',
  whyVoice: 'A voice is one person who answers, counted once in half an hour.',
  whyMethod: 'How we decide, in plain words',
  whyNow: 'Now',
  whyChanges: (days) => `Changes of the last ${days} days`,
  whyNone: (days) => `No change in the last ${days} days.`,
  next: (state, isLong) => (state === 'recovering' && isLong ? NEXT_LONG : NEXT[state]),
  timesUsual: (times) => `That is ${times} times the usual.`,
  presentUsual: (perHour) => `At this hour there are usually ${perHour} an hour.`,
  presentAllowed: (times) =>
    `At the last change its own past allowed up to ${times} times the usual: up to there we say nothing.`,
  presentWorks: (count, shown) =>
    count === 1
      ? 'In the last 15 minutes one person answered that it works for them.'
      : `In the last 15 minutes ${shown} people answered that it works for them.`,
  presentProbes: (answering, failing) => `Our probes: ${answering} answered, ${failing} not.`,
  presentNoProbes: 'No probe of ours says anything: only people speak here.',
  changed: (from, to) => `from “${from}” to “${to}”`,

  heard: (observed, window, expected) =>
    `${observed === '1' ? 'One voice' : `${observed} voices`} in ${window}, usually ${expected}.`,
  multiple: (times) => `For this to be chance, normal would have to be ${times} times the usual.`,
  eventByProbes: 'Confirmed by our probes',
  crowdUsual: 'So many voices alone would be nothing unusual.',
  allowed: (times) => `So far its own past allows up to ${times} times the usual.`,
  people: (reporters, networks) =>
    reporters === '1'
      ? 'One person only.'
      : `${reporters} people from ${networks === '1' ? 'one network' : `${networks} networks`}.`,
  works: (count, shown) =>
    count === 1 ? 'One person answered that it works for them.' : `${shown} people answered that it works for them.`,
  probesWeigh: (odds) =>
    odds === null ? 'No probe of ours failed.' : `Our own probes got no answer: that weighs as much as ${odds}.`,
  probesAgainst: (odds) => `Our own probes got an answer: that weighs as much as ${odds} the other way.`,
  common: (times) => `The whole site was ${times} times as busy as usual; that was taken into account.`,
  calmer: (odds, asked) => `That it is near the usual again is ${odds}; the rule asks for ${asked}.`,
  figures: (score, threshold) => `In the rule’s own figures: evidence ${score}, threshold ${threshold}.`,
  unjudged: (type) =>
    type === 'corrected' || type === 'withdrawn'
      ? 'A person decided this, not the rule.'
      : 'The rule did not decide this: we had stopped listening.',
  oddsToOne: (odds) => `${odds} to 1`,
  overMillion: 'more than a million to 1',
  rule: (version) => `Rule ${version}`,
  ruleLink: 'the published rule',
}
