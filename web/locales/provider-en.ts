import type { SharedFacet } from '../shares.ts'
import type { ProviderTexts } from './provider.ts'

const SHARES: Record<SharedFacet, string> = {
  problem: 'What is wrong',
  component: 'Which part',
  device: 'With what',
  began: 'Since when, say those who told',
  region: 'From which region',
  network: 'Over which network',
  country: 'From which country',
}

export const providerEn: ProviderTexts = {
  providerTitle: (name) => `${name} not working? Reports, now`,
  providerDescription: (name, moment, sentence) =>
    `${name}, ${moment}: ${sentence} Live reports, probes and the official word.`,

  whoReports: 'Who reports, what, from where',
  whoLead: 'Shares of those who said it in the last 24 hours.',
  whoSince: ['Shares of those who said it since it began, at ', '.'],
  whoUsual: 'The mark on the bar is the share of quiet times.',
  tooFewVoices: (isOpen) =>
    `Fewer than five voices ${isOpen ? 'since it began' : 'in the last 24 hours'}: too few to say what is wrong, with what and from where.`,
  facetHeading: (facet) => SHARES[facet],
  shareNow: 'now',
  shareUsual: 'usually',
  voicesSaid: (count, shown) => (count === 1 ? '1 voice' : `${shown} voices`),
  allTheRest: 'All the rest',

  matrixUnknown: (names) => `Of ${names} we cannot say whether they are affected.`,
  mapHeading: 'Where, compared with the usual',
  mapTitle: (name) => `Reports on ${name} by Italian region, compared with the usual`,
  mapDescription: (most, few) =>
    `${most === null ? 'No region reports much more than usual.' : `More than usual: ${most}.`}${
      few === 0
        ? ''
        : few === 1
          ? ' Of one region there are too few voices.'
          : ` Of ${few} regions there are too few voices.`
    }`,
  mapNote: 'How many times what that region usually reports at these hours: not how many reports, nor how many users.',
  mapTable: 'The map as a table',
  mapRegion: 'Region',
  mapRatio: 'Compared with the usual',
  mapStep: (from, to) =>
    from === null ? 'as usual' : to === null ? `${from} times and more` : `${from} to ${to} times`,
  mapFew: 'too few voices',
  timesTheUsual: (times) => `${times} times the usual`,
  mapCredit: 'Outlines: MapSVG and @svg-maps/italy, CC BY 4.0, simplified.',

  probesAnswer: (count) => `${count} checks answer`,

  adviceHeading: 'What you can do',
  adviceSource: 'source',

  dependsHeading: (name) => `What ${name} depends on`,
  dependentsHeading: (name) => `What depends on ${name}`,
  operatorHeading: (operator) => `Also by ${operator}`,
  dependsNote: 'Only what is written somewhere: each line has its source.',
  notJudged: 'Not enough data',
  whereWritten: 'where it is written',

  moreHeading: 'More on this service',
  moreHistory: 'All its incidents',
  moreOperator: (operator) => `Services of ${operator}`,
  moreData: 'The same data as JSON',
  moreEmbed: 'A panel for your site',
}
