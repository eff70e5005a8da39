import type { IncidentEventType } from '../../shared/incident.ts'
import type { ProbeOutcome } from '../../shared/probe.ts'
import type { Category, ProblemKind } from '../../shared/provider.ts'
import type { Range } from '../chart/model.ts'
import { liveIt } from './live-it.ts'
import { officialIt } from './official-it.ts'
import { frontIt } from './front-it.ts'
import { providerIt } from './provider-it.ts'
import { reportingIt } from './reporting-it.ts'
import { pastIt } from './past-it.ts'
import { aboutIt } from './about-it.ts'
import type { Texts } from './texts.ts'
import { whyIt } from './why-it.ts'

const CATEGORY: Record<Category, string> = {
  mail: 'Posta',
  messaging: 'Messaggi',
  social: 'Social',
  bank: 'Banche',
  payment: 'Pagamenti',
  mobile: 'Rete mobile',
  fixed: 'Rete fissa',
  cloud: 'Cloud e hosting',
  streaming: 'Streaming',
  game: 'Giochi',
  public: 'Servizi pubblici',
  shop: 'Acquisti e consegne',
  work: 'Lavoro e scuola',
}

const PROBLEM: Record<ProblemKind, string> = {
  'cannot-open': 'Non si apre',
  'cannot-log-in': 'Non riesco a entrare',
  'cannot-receive': 'Non ricevo',
  'cannot-send': 'Non riesco a inviare',
  bounced: 'La mia mail a loro è tornata indietro',
  'old-mail-missing': 'Mancano vecchie mail',
  slow: 'È lento',
  'cannot-load-media': 'Foto e video non si caricano',
  'cannot-post': 'Non riesco a pubblicare',
  'cannot-call': 'Le chiamate non vanno',
  'no-signal': 'Non c’è segnale',
  'no-internet': 'Internet non va',
  'cannot-pay': 'Non riesco a pagare',
  'cannot-play': 'Non parte',
  'poor-quality': 'Qualità scarsa o interruzioni',
  'app-crashes': 'L’app si chiude',
  errors: 'Dà errori',
  other: 'Altro',
}

const PROBE: Record<ProbeOutcome, string> = {
  up: 'risponde',
  dns: 'nome non trovato (DNS)',
  refused: 'connessione rifiutata',
  unreachable: 'irraggiungibile',
  timeout: 'nessuna risposta in tempo',
  tls: 'errore TLS',
  reset: 'connessione interrotta',
  status: 'risponde con un errore',
  content: 'risponde altro dal solito',
  protocol: 'risposta incomprensibile',
  blocked: 'blocca la nostra sonda: non prova nulla',
  internal: 'errore della nostra sonda',
}

const EVENT: Record<IncidentEventType, string> = {
  suspected: 'Possibili problemi',
  faded: 'Nulla di fatto',
  confirmed: 'Molte segnalazioni di problemi',
  recovering: 'Segnalazioni in calo',
  heard: 'Anche la gente segnala',
  relapsed: 'Di nuovo in aumento',
  reopened: 'Riaperto',
  resolved: 'Rientrato',
  corrected: 'Corretto',
  withdrawn: 'Ritirato',
}

const at = (speed: string | null) => (speed === null ? '' : `, a velocità ${speed}×`)

const LAST: Record<Range, string> = {
  '1h': 'nell’ultima ora',
  '24h': 'nelle ultime 24 ore',
  '7d': 'negli ultimi 7 giorni',
  '30d': 'negli ultimi 30 giorni',
  '1y': 'nell’ultimo anno',
}

export const it: Texts = {
  ...liveIt,
  ...officialIt,
  ...whyIt,
  ...frontIt,
  ...providerIt,
  ...reportingIt,
  ...pastIt,
  ...aboutIt,
  tagline: 'Il rumore della gente quando qualcosa non va',
  description: 'Disservizi visti dalla gente: segnalazioni in diretta, una regola pubblica, nessun cookie.',
  skip: 'Vai al contenuto',
  replay: (moment, speed) => `REPLAY: dati registrati del ${moment}${at(speed)}. Non è il presente.`,
  replayLead:
    'Questa è una registrazione riprodotta. Quante segnalazioni arrivarono, e quando, è un dato con la sua fonte; chi le mandò è tirato a sorte.',
  simulation: (moment, speed) => `SIMULAZIONE (SIMULATION): dati simulati, ${moment}${at(speed)}. Non è il presente.`,
  searchLabel: 'Cerca un servizio',
  searchHint: 'Cerca un servizio…',
  searchButton: 'Cerca',
  notAffiliated: (name) =>
    `Brusio non è affiliato a ${name}. Qui si legge ciò che la gente segnala: le segnalazioni non sono gli utenti colpiti.`,
  silence: 'Il silenzio non è una garanzia: dove nessuno segnala, non notiamo nulla.',
  footer: 'Brusio è software libero. Nessun cookie, nessun terzo, nessun indirizzo conservato.',
  networksFrom: 'Reti degli indirizzi:',
  api: 'API JSON',

  nowHeading: (failing) =>
    failing === 1
      ? 'Un servizio fa rumore.'
      : `${['', '', 'Due', 'Tre', 'Quattro', 'Cinque', 'Sei', 'Sette', 'Otto', 'Nove'][failing] ?? failing} servizi fanno rumore.`,
  nowQuiet: 'Niente fuori dal solito.',
  nowRaised: 'Nessun disservizio confermato.',
  nowLearning: 'In ascolto. Non sappiamo ancora che cosa sia nella norma.',
  listening: (providers) => `In ascolto su ${providers} servizi.`,
  operatorTogether: (operator, count) => `${operator}: ${count} servizi insieme`,
  othersTogether: (count) => `${count} servizi insieme: qualcosa in comune`,
  possible: 'Forse, troppo presto per dirlo',
  mostReported: 'I più segnalati',
  mostReportedEmpty: 'Nessuna segnalazione nelle ultime ore.',
  service: 'Servizio',
  last15: 'Ultimi 15 min',
  usually: 'Di solito',
  last6h: 'Ultime 6 ore',
  recentIncidents: 'Ultimi disservizi',
  noIncidents: 'Nessun disservizio registrato.',
  allServices: 'Tutti i servizi',
  category: (category) => CATEGORY[category],

  runBy: (operator) => `di ${operator}`,
  iHaveAProblem: 'Ho un problema',
  whatIsWrong: 'Che cosa non va?',
  worksForMe: 'A me funziona',
  privacyLine: 'Un tocco, nessun testo, nessun cookie. Il tuo indirizzo non viene conservato.',
  chartHeading: 'Segnalazioni',
  ranges: { '1h': '1 ora', '24h': '24 ore', '7d': '7 giorni', '30d': '30 giorni', '1y': '1 anno' },
  rangeLabel: 'Periodo',
  legendObserved: 'segnalazioni',
  legendUsual: 'di solito, fino a',
  legendOpen: 'in corso',
  legendIncident: 'disservizio',
  table: 'Gli stessi dati in tabella',
  tableFrom: 'Dalle',
  tableReports: 'Segnalazioni',
  tableUsual: 'Di solito',
  tableUpper: 'Fino a',
  noValue: 'non in ascolto',
  chartSummary: (range, peak, when) =>
    `Segnalazioni${range === null ? '' : ` ${LAST[range]}`}: il massimo è ${peak}, ${when}.`,
  chartEmpty: 'Nessuna segnalazione in questo periodo.',
  whatHeading: 'Che cosa non va',
  whatNote: (count) => `${count} voci nelle ultime 24 ore.`,
  whereHeading: 'Quale parte',
  problem: (kind) => PROBLEM[kind],
  notSaid: 'Non detto',
  probesHeading: 'Le nostre sonde',
  probesNone: 'Non proviamo questo servizio da soli: qui parla solo la gente.',
  probeOutcome: (outcome) => PROBE[outcome],
  probeByUs: 'questo server',
  probeAt: 'alle',
  probeSince: 'dalle',
  probeShare: (share) => `In 24 ore ha risposto il ${share} % delle volte.`,
  officialHeading: 'Dalla loro parte',
  statusPage: 'Pagina di stato ufficiale',
  supportPage: 'Assistenza',
  helpline: 'Numero di assistenza',
  homepage: 'Sito',
  officialNone: 'Non conosciamo una pagina di stato ufficiale.',
  pastIncidents: 'Disservizi',
  alsoKnown: 'Anche',
  sameOperator: 'Dello stesso operatore',

  incidentOf: (name) => `Disservizio di ${name}`,
  ongoing: 'in corso',
  startedAbout: 'Inizio stimato',
  startedBetween: 'Inizio tra',
  noticed: 'Notato',
  ended: 'Rientrato',
  lasted: 'Durata',
  peak: 'Punta',
  peakValue: (count) => `${count} segnalazioni in 15 minuti`,
  timeline: 'Come è andata',
  event: (type) => EVENT[type],
  why: 'Ogni passaggio porta con sé ciò che la regola aveva visto.',
  allOf: (name) => `${name} adesso`,
  ruleTitle: 'La regola',
  ruleLanguage: 'La regola pubblicata è in inglese.',

  searchTitle: 'Cerca',
  searchResults: (words, count) => (count === 1 ? `Un servizio per «${words}»` : `${count} servizi per «${words}»`),
  searchNoneHint: 'Prova con un’altra parola del nome o con il sito del servizio, oppure scorri l’elenco di tutti.',
  searchNone: (words) => `Nessun servizio per «${words}».`,
  reportTitle: 'Segnala un problema',
  reportLead: 'Quale servizio non va?',
  notFoundTitle: 'Qui non c’è nulla.',
  notFoundLead: 'L’indirizzo non porta a nessuna pagina. Forse cerchi un servizio:',
  unavailableTitle: 'Non riusciamo a leggere i dati.',
  unavailableLead: 'Riprova tra qualche secondo. Nessuna segnalazione è stata presa in carico nel frattempo.',
  errorTitle: 'Qualcosa è andato storto da noi.',
  errorLead: 'L’errore è stato annotato. Riprova tra poco.',
  refusedTitle: 'La segnalazione non è stata contata.',
  back: (name) => `Torna a ${name}`,
  home: 'Prima pagina',
  source: 'fonte: Brusio',
}
