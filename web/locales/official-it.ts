import type { ForecastOutcome, NoticeBy, NoticeTopic } from '../../shared/notice.ts'
import type { ProbeKind } from '../../shared/probe.ts'
import type { ClockName, LeadObject, OfficialTexts } from './official.ts'

const BY: Record<NoticeBy, string> = {
  provider: 'il servizio',
  operator: 'l’operatore',
  consumer_association: 'associazione di consumatori',
  authority: 'autorità',
}

const TOPIC: Record<NoticeTopic, string> = {
  problem: 'problema',
  cause: 'causa',
  attack_denied: 'esclude un attacco',
  data_safe: 'sicurezza dei dati',
  forecast: 'tempi annunciati',
  restored: 'annuncia il ripristino',
  compensation: 'rimborsi',
}

const OUTCOME: Record<ForecastOutcome, string> = {
  pending: 'In attesa',
  met: 'Rispettati',
  exceeded: 'Superati',
  partly: 'Rispettati in parte',
  undecidable: 'Non si può dire',
}

const OUTCOME_HINT: Record<ForecastOutcome, string> = {
  pending: 'Il termine non è ancora passato.',
  met: 'Funzionava di nuovo prima di ogni termine che si poteva intendere.',
  exceeded: 'Non funzionava ancora dopo l’ultimo termine che si poteva intendere.',
  partly: 'Per alcuni sì, per altri no.',
  undecidable: 'Da ciò che sappiamo potrebbe essere stato l’uno o l’altro.',
}

const KIND: Record<ProbeKind, string> = {
  http: 'Web',
  dns: 'Nome (DNS)',
  tcp: 'Porta (TCP)',
  tls: 'TLS',
  smtp: 'Posta in arrivo (SMTP)',
  imap: 'Caselle (IMAP)',
  pop3: 'Caselle (POP3)',
  external: 'Da un altro strumento',
}

const CLOCK: Record<ClockName, string> = { crowd: 'Segnalazioni', probe: 'Nostre sonde', official: 'Parola ufficiale' }

const FIRST_ERROR: LeadObject = { of: 'del primo errore delle sonde', the: 'il primo errore delle sonde' }
const LAST_ERROR: LeadObject = { of: 'della fine degli errori delle sonde', the: 'la fine degli errori delle sonde' }
const FIRST_WORD: LeadObject = { of: 'della prima comunicazione', the: 'la prima comunicazione' }
const LAST_WORD: LeadObject = { of: 'dell’annuncio del ripristino', the: 'l’annuncio del ripristino' }

const minutes = (count: number) => (count === 1 ? '1 minuto' : `${count} minuti`)
const except = (spared: string | null) => (spared === null ? '' : `, tranne ${spared}`)

export const officialIt: OfficialTexts = {
  voicesLabel: 'Che cosa dicono i tre',
  voiceName: (voice, speaker) => (voice === 'crowd' ? 'Segnalazioni' : voice === 'probes' ? 'Nostre sonde' : speaker),

  saidHeading: 'Che cosa è stato detto',
  noticeBy: (by) => BY[by],
  topic: (topic) => TOPIC[topic],
  saidUnknown: 'non si sa quando',
  seenAt: 'letto da noi',
  readSource: 'Fonte',
  onlyFor: (what) => `solo per ${what}`,
  statementOf: (author, domain) => `Dichiarazione di ${author} (dominio verificato: ${domain})`,
  noCommunication: 'Nessuna comunicazione trovata.',
  lastLooked: 'I loro canali letti l’ultima volta:',
  neverLooked: 'Non siamo ancora riusciti a leggere i loro canali.',
  noChannel: 'Non leggiamo nessun loro canale: se hanno detto qualcosa, qui può mancare.',
  channel: 'Canale',

  forecastsHeading: 'Tempi annunciati',
  forecastsLead: 'Quando hanno detto che sarebbe finita, e come è andata.',
  saidWhen: 'Detto',
  deadline: 'Termine',
  outcomeLabel: 'Esito',
  by: (when) => `entro ${/^(1|8|11)\b/.test(when) ? 'l’' : 'il '}${when}`,
  byEndOf: (day) => `entro la fine ${/^(1|8|11)\b/.test(day) ? 'dell’' : 'del '}${day}`,
  outcome: (outcome) => OUTCOME[outcome],
  outcomeHint: (outcome) => OUTCOME_HINT[outcome],
  backAgain: 'di nuovo in funzione:',
  backUnknown: 'ritorno non noto',
  wholeService: 'Tutto il servizio',
  theirWords: 'la nota',

  clocksHeading: 'I tre orologi',
  clocksLead: 'Chi se ne è accorto, e quando. Ciò che non ha una data resta non noto.',
  whoNoticed: 'Chi',
  clock: (name) => CLOCK[name],
  clockEnd: (end) => (end === 'start' ? 'Inizio' : 'Fine'),
  unknownTime: 'non noto',
  notYet: 'non ancora',
  leadObject: (kind, end) =>
    kind === 'crowd_before_probe'
      ? end === 'start'
        ? FIRST_ERROR
        : LAST_ERROR
      : end === 'start'
        ? FIRST_WORD
        : LAST_WORD,
  minutes,
  hours: (count) => (count === 1 ? '1 ora' : `${count} ore`),
  days: (count) => (count === 1 ? '1 giorno' : `${count} giorni`),
  and: (a, b) => `${a} e ${b}`,
  before: (span, { of }) => `${span} prima ${of}`,
  after: (span, { the }) => `${span} dopo ${the}`,
  sameMinute: ({ of }) => `nello stesso minuto ${of}`,
  around: (before, after, { the }) => `da ${before} prima a ${after} dopo ${the}`,
  spanBetween: (least, most) => `tra ${least} e ${most}`,
  spanUpTo: (most) => `fino a ${most}`,

  mailExpires: (day) =>
    `Le mail spedite il primo giorno cominciano a tornare indietro circa 5 giorni dopo: ${/^(1|8|11)\b/.test(day) ? 'dall’' : 'dal '}${day} (RFC 5321, 4.5.4.1).`,
  stillReported: (speaker) => `${speaker} dice che è risolto; le segnalazioni continuano.`,
  partsBack: (back, still, spared) => `Di nuovo: ${back}. Ancora problemi: ${still}${except(spared)}.`,
  devicesBack: (back, still, spared) => `Di nuovo su ${back}; su ${still} ancora problemi${except(spared)}.`,
  sinceAbout: ['dalle', ' circa'],

  marksTable: 'Segni sul grafico',
  markWhen: 'Quando',
  markWhat: 'Che cosa',
  legendNotices: 'comunicazioni, numerate',
  legendForecasts: 'termini annunciati',
  legendProbes: 'errori delle nostre sonde',
  probesFailed: (targets) => `Errori delle nostre sonde: ${targets}`,
  announcedBy: (author, outcome) => `Termine annunciato da ${author}: ${outcome.toLowerCase()}`,
  untilNow: 'in corso',

  probeKind: (kind) => KIND[kind],
  probeTests: (component) => `prova: ${component}`,
  probeFrom: (vantage) => `Da ${vantage}`,
  certificateEnds: 'Il certificato scade:',
  certificateEnded: 'Il certificato è scaduto:',

  assumptionsLink: 'Che cosa è un fatto e che cosa un’ipotesi',
  assumptionsHeading: 'Ipotesi',
  assumptionsLead:
    'Questa è una simulazione. I fatti hanno una fonte; tutto il resto è inventato, ed è scritto qui sotto.',
  factsHeading: 'Fatti',
  factsLead: 'Come li riportano le fonti.',
  factSource: 'Fonte',
  assumptionsNote: 'Scelte nostre, senza fonte: il caso ne tira a sorte i dettagli.',
}
