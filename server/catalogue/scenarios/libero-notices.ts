import { HOUR_MS } from '../../../shared/time.ts'
import { FEB, JAN, SOURCES as S, ZONE } from './libero-facts.ts'
import type { ScenarioNotice, Span } from './scenario.ts'

type Draft = Omit<ScenarioNotice, 'provider' | 'lang' | 'seenAt' | 'text' | 'component' | 'device' | 'forecasts'> &
  Partial<Pick<ScenarioNotice, 'component' | 'device'>> & {
    said: Span
    summary: string
    withinHours?: readonly [number, number]
  }

/** "Entro 24/48 ore" as it was printed. */
const PRINTED_HOURS = [24, 48] as const
const OPERATOR = { by: 'operator', author: 'Italiaonline' } as const

/** In the order in which they were said. The texts are ours: none is a quotation. */
const DRAFTS: readonly Draft[] = [
  {
    ...OPERATOR,
    key: 'unavailable',
    topics: ['problem'],
    summary:
      'Un avviso al posto della casella dice che il servizio è temporaneamente non disponibile e che si lavora al ripristino.',
    source: S.gazette,
    said: [JAN(23), JAN(24)],
  },
  {
    ...OPERATOR,
    key: 'no-attack',
    topics: ['problem', 'attack_denied', 'data_safe'],
    summary:
      'L’azienda esclude un attacco informatico: il problema è interno all’infrastruttura e nessun dato è andato perso.',
    source: S.net01,
    said: [JAN(24), JAN(24, 12)],
  },
  {
    by: 'consumer_association',
    author: 'Codacons',
    key: 'codacons',
    topics: ['compensation'],
    summary:
      'L’associazione diffida l’azienda, chiede il ripristino e indennizzi per gli utenti e annuncia una possibile azione collettiva.',
    source: S.corriere27,
    said: [JAN(24), JAN(25)],
  },
  {
    ...OPERATOR,
    key: 'forecast',
    topics: ['problem', 'cause', 'forecast', 'data_safe'],
    summary:
      'L’azienda indica la causa, un bug nel sistema operativo di un nuovo storage fornito da terzi, e prevede il ripristino entro 24/48 ore.',
    source: S.denaro,
    said: [JAN(25), JAN(27)],
    withinHours: PRINTED_HOURS,
  },
  {
    by: 'consumer_association',
    author: 'Altroconsumo',
    key: 'altroconsumo',
    topics: ['compensation'],
    summary: 'L’associazione ha diffidato l’azienda, chiede un ristoro e invita gli utenti a mandare un reclamo.',
    source: S.everyeye,
    said: [JAN(24), JAN(27)],
  },
  {
    ...OPERATOR,
    key: 'gradual',
    topics: ['problem'],
    summary:
      'L’azienda dà per conclusa la riparazione: una parte delle caselle è di nuovo accessibile, le altre torneranno gradualmente.',
    source: S.post27,
    said: [JAN(27), JAN(28)],
  },
  {
    ...OPERATOR,
    key: 'webmail-back',
    topics: ['restored'],
    component: 'webmail',
    summary: 'L’azienda comunica che tutte le caselle sono accessibili dalla webmail.',
    source: S.corriere29,
    said: [JAN(28, 17), JAN(29)],
  },
  {
    ...OPERATOR,
    key: 'android-back',
    topics: ['restored'],
    device: 'android',
    summary: 'L’azienda comunica che l’accesso dalle app Android è pienamente disponibile.',
    source: S.corriere29,
    said: [JAN(28, 17), JAN(29)],
  },
  {
    ...OPERATOR,
    key: 'ios-not-yet',
    topics: ['problem'],
    component: 'app',
    device: 'ios',
    summary: 'L’azienda comunica che su iOS l’accesso dalle app non è ancora completo e rimanda alla webmail.',
    source: S.corriere29,
    said: [JAN(28, 17), JAN(29)],
  },
  {
    ...OPERATOR,
    key: 'all-back',
    topics: ['restored', 'compensation'],
    summary:
      'L’azienda comunica che il ripristino è concluso anche per l’app su iOS, annuncia ristori e ricorda il numero verde 800 591 829.',
    source: S.newsby,
    said: [FEB(2), FEB(3)],
  },
]

/** Each saying for each of `providers`. It comes to us at the latest instant at which it may have been said: nobody knows it to be earlier. */
export function liberoNotices(providers: readonly string[]): ScenarioNotice[] {
  return DRAFTS.flatMap(({ summary, withinHours, ...draft }) =>
    providers.map((provider) => {
      const { said, component = null, device = null } = draft
      return {
        ...draft,
        provider,
        component,
        device,
        text: `(Sintesi) ${summary}`,
        lang: 'it',
        seenAt: said[1] - 1,
        forecasts: withinHours ? [{ due: dueOf(said, withinHours), zone: ZONE, component, device }] : [],
      }
    }),
  ).toSorted((a, b) => a.seenAt - b.seenAt)
}

/** Said at some time of [a, b): the deadlines that may have been meant. */
function dueOf([from, to]: Span, [least, most]: readonly [number, number]): Span {
  return [from + least * HOUR_MS, to + most * HOUR_MS]
}
