import type { State } from '../../shared/incident.ts'
import type { LiveTexts } from './live.ts'

const STATES: Record<State, string> = {
  ok: 'Reports as usual',
  suspected: 'Possible problems',
  confirmed: 'Many problem reports',
  recovering: 'Reports falling',
  unknown: 'Not enough data',
}

const reports = (count: number, shown: string) => (count === 1 ? '1 report' : `${shown} reports`)

export const liveEn: LiveTexts = {
  state: (state, verified) => (state === 'confirmed' && verified ? 'Problems verified' : STATES[state]),
  raised: 'More reports than usual',
  raisedHint:
    'So far no more than this service’s own past allows without an incident, or too few people on too few networks to say more.',
  collateral: 'Reports that follow others',
  risesWith: (names) => `Reports rise together with those of ${names}`,
  follows: (names, share) =>
    `They follow the incident at ${names}${share === null ? '' : ` and come to ${share} of it`}: alone they do not say that anything is wrong here.`,
  together: (names, operator) =>
    operator === null
      ? `Together with ${names}: they depend on something in common.`
      : `Together with ${names}, of the same operator (${operator}).`,
  others: (count) => `${count} others`,
  since: (state, when, about) => `${state === 'recovering' ? ', problems' : ''} since ${about ? 'about ' : ''}${when}`,
  began: (from, to) => `It began between ${from} and ${to}, we estimate.`,
  numbers: (count, shown, expected) =>
    `${reports(count, shown)} in the last 15 minutes${expected === null ? '' : `, usually ${expected}`}.`,
  hint: (state, verified, isLong) => {
    if (state === 'suspected') return 'More reports than usual: we do not know yet whether it is a murmur.'
    if (state === 'unknown') return 'We have not listened long enough to say what is usual.'
    if (state === 'recovering')
      return isLong ? 'Fewer reports, but nobody has said that it works again for everybody.' : null
    if (state !== 'confirmed') return null
    return verified
      ? 'Not only people say so: our own probes from two networks do, or the operator itself.'
      : 'So people say: no check of ours has confirmed it so far.'
  },
  recovers: 'Recovering',
  crowdSays: {
    problem: 'more than usual',
    quiet: 'as usual',
    unknown: 'what is usual is not known',
  },
  probesSay: {
    failing: 'find errors',
    mixed: 'some find errors',
    healthy: 'find no errors',
    none: 'none',
  },
  officialSays: {
    problem: 'speaks of problems',
    restored: 'says it is solved',
    none: 'nothing that we know of',
  },
  disputed: (speaker, people, probes) =>
    `${speaker} says it is solved; ${
      people
        ? `reports go on${probes ? ' and our probes still find errors' : ''}`
        : probes
          ? 'our probes still find errors'
          : 'so far we cannot see it'
    }.`,
  between: (from, to) => `between ${from} and ${to}`,
  betweenClocks: (day, from, to) => `${day}, between ${from} and ${to}`,
  offlineStrip: 'Connection lost: the numbers stand still while we try again.',
  numbersAge: (age) => `They are ${age} old.`,
  oldNumbers: 'Old numbers: for some minutes we could not refresh them.',
  zone: (name) => `Times: ${name}`,
}
