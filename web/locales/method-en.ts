import type { MethodNumbers, MethodSection, MethodTexts } from './method.ts'

const sections = (n: MethodNumbers): MethodSection[] => [
  {
    id: 'voices',
    heading: 'We count people, not clicks',
    paragraphs: [
      `Whoever presses “I have a problem” is a voice: one for each service and ${n.slotMinutes} minutes, however often they press. Many voices from one network weigh less: a thousand voices from an office are one office.`,
      'Reports are not affected users. They say that many people cared to report: those affected are nearly always many more, and we do not know how many.',
    ],
  },
  {
    id: 'usual',
    heading: 'We compare with what is usual for that service',
    paragraphs: [
      'For each service the rule learns how many voices are normal at that hour of that day of the week. It does not learn from the hours of an incident. Minutes in which we were not listening are gaps, not silence.',
      `Then it asks: how many times the usual would have to be normal for so many voices to be chance? A service that is often restless without being broken (a match, a deadline) has a past that allows more; but no past allows ${n.wildest} times the usual.`,
    ],
  },
  {
    id: 'states',
    heading: 'First perhaps, then many reports',
    paragraphs: [
      `“Possible problems” takes at least ${n.fewestPeople} to ${n.mostFewestPeople} different people on as many networks (fewer where few report, more where many do), and more than chance explains. False alarms reckoned with: for each service no more than ${n.suspectedPerYear} a year.`,
      `“Many problem reports” takes ten times as much evidence, at least ${n.confirmedMultiple} times the usual and ${n.confirmedNetworks} networks. False alarms reckoned with: one in ${n.confirmedYears} years for each service. Only this opens an incident.`,
    ],
  },
  {
    id: 'crowd',
    heading: 'People alone are not enough to say that something is wrong',
    paragraphs: [
      `People alone say that many report: we never say that a service is broken because people say so. We say “problems verified” only when our own probes fail on ${n.probeNetworks} different networks, or when the operator itself says so.`,
      `A probe that gets no answer opens nothing by itself; together with at least ${n.probedPeople} people it does. What blocks our probes alone proves nothing.`,
    ],
  },
  {
    id: 'clocks',
    heading: 'Three clocks, at the start and at the end',
    paragraphs: [
      'We keep three clocks: the first report beyond the usual, the first error of a probe of ours, the first official word. And the same three for the end. A clock without a documented date stays “unknown”: we never guess it.',
      `The start is an estimate, and we say between when and when: ${n.onsetCover} times in ten the true one lies in there. When we noticed is a fact.`,
    ],
  },
  {
    id: 'collateral',
    heading: 'Collateral: who is blamed for others',
    paragraphs: [
      'When one operator stops, many press the button of another as well. Where the voices of a service follow another’s and are a small part of them, we say so, and the service is not shown in trouble.',
      `Services of one operator that are restless together stand under one heading; while one of them is confirmed, the past of the others allows no more than ${n.kin} times the usual.`,
    ],
  },
  {
    id: 'end',
    heading: 'The end',
    paragraphs: [
      `A quiet night does not heal: voices are held against what is usual at that hour, and against what the incident brought. When the fall is clear we say “falling”, and “back to normal” after at least ${n.calmMinutes} minutes, or a tenth of its length. What begins again within ${n.reopenHours} hours is the same incident.`,
      `After ${n.tiredHours} hours people tire of reporting, and silence proves nothing any more: then it takes probes, the operator, or people who answer “works for me” from at least ${n.worksNetworks} networks, ${n.worksShare} of all answers. That is why, in a long incident, we ask those who reported: “still not working for you?”.`,
    ],
  },
  {
    id: 'blind',
    heading: 'What we do not see',
    paragraphs: [
      'Silence is not green: “reports as usual” says that few people told us. Below a certain rise we notice nothing, and each page says which, at that hour.',
      `Of a service that we have heard for less than ${n.youngHours} hours we say nothing. An organised crowd may deceive us; that is why networks count, not clicks, and why anybody may ask for a correction.`,
    ],
  },
  {
    id: 'errors',
    heading: 'Errors, and how they are corrected',
    paragraphs: [
      'What the rule had seen is kept with each change: “Why this status?”, on every page, shows it. Whoever runs an instance can reckon it again from the start and has to find the same.',
      'Where we were wrong the incident stays in its place, struck through, with the reason. Neither the error nor its correction disappears.',
    ],
  },
]

export const methodEn: MethodTexts = {
  methodTitle: 'How we decide',
  methodDescription:
    'What we count, when we say that there are problems, why people alone are not enough, and what we do not see.',
  methodLead:
    'A published rule decides, the same for everybody, not a person. Here it is told in words; the numbers are those that the program uses at this moment.',
  methodSections: sections,
  methodRule: (version) => `The rule in force is called ${version}.`,
  methodRuleLink: 'the whole rule, with its formulas',
  methodFigures: 'How often it is wrong, measured against other rules and on recorded incidents: ',
}
