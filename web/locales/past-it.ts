import { historyIt } from './history-it.ts'
import { methodIt } from './method-it.ts'
import type { PastTexts } from './past.ts'

const il = (moment: string) => (/^(1|8|11)\b/.test(moment) ? `l’${moment}` : `il ${moment}`)

export const pastIt: PastTexts = {
  ...historyIt,
  ...methodIt,
  storyOpen: (span) => `Dura da ${span}.`,
  storyOver: (span) => `È durato ${span}:`,
  storyPeak: (count, usual) =>
    `Al massimo ${count} segnalazioni in 15 minuti${usual === null ? '' : `, di solito ${usual}`}.`,
  storyVerified: (isOver) =>
    isOver
      ? 'Non lo diceva solo la gente: lo hanno confermato le nostre sonde da due reti, o l’operatore stesso.'
      : 'Non lo dice solo la gente: lo hanno confermato le nostre sonde da due reti, o l’operatore stesso.',
  storyCrowd: (isOver) =>
    isOver
      ? 'Lo diceva la gente: nessuna nostra verifica lo ha confermato.'
      : 'Lo dice la gente: finora nessuna nostra verifica lo ha confermato.',
  storyIn: (name, when, span, isOver) =>
    isOver
      ? `Le segnalazioni di problemi con ${name}: ${when}, per ${span}.`
      : `Le segnalazioni di problemi con ${name}: da ${span}, ancora in corso (inizio: ${when}).`,
  allIncidentsOf: (name) => `Tutti i disservizi di ${name}`,
  testimonyNow: 'Chi parla adesso',
  notRuleAlone: 'Come decidiamo',

  daysHeading: 'Giorno per giorno',
  daysLead:
    'Quante segnalazioni ogni giorno, e quante nelle ore della notte (0–6): una notte con molte più segnalazioni del suo solito non è una guarigione. Chi torna a dire che non funziona ancora conta di nuovo.',
  daysZone: (zone) => `Giorni e notti contati in ${zone}.`,
  dayColumn: 'Giorno',
  dayReports: 'Segnalazioni',
  dayUsual: 'di solito',
  dayNight: 'Di notte',
  dayWhat: 'Che cosa è cambiato',
  dayBack: (names) => `Di nuovo: ${names}`,
  daySaid: (count) => (count === 1 ? '1 comunicazione' : `${count} comunicazioni`),
  daysGap: 'non in ascolto',

  sistersHeading: 'Negli stessi giorni',
  sistersLead: 'Chi ha lo stesso operatore, o la stessa causa secondo la regola.',
  sistersQuiet: (names) => `Senza un disservizio registrato da noi nello stesso tempo: ${names}.`,
  sistersQuietNote: 'Non vuol dire che funzionassero: vuol dire che in pochi hanno segnalato.',

  citeHeading: 'Citare',
  citeLead: 'Pronta da copiare. Brusio conta chi segnala, non chi è colpito.',
  cite: (count, shown, name, from, to, zone) =>
    `Secondo ${count === 1 ? 'una segnalazione' : `${shown} segnalazioni`} su Brusio, tra ${il(from)} e ${il(to)} (${zone}) c’erano problemi con ${name}; le segnalazioni non sono gli utenti colpiti.`,
  citeNot: {
    replay: 'Qui non c’è nulla da citare: sono dati registrati altrove, mandati di nuovo in onda. Non è il presente.',
    simulation: 'Qui non c’è nulla da citare: è una simulazione, e le segnalazioni sono inventate.',
    withdrawn: 'Da non citare: lo abbiamo ritirato.',
    collateral:
      'Da non citare come un problema di questo servizio: le segnalazioni seguono il disservizio di qualcun altro.',
    silent: 'Nessuna segnalazione da citare: lo dicono le nostre sonde o l’operatore, non la gente.',
  },
  passOnHeading: 'Condividere',
  passOnLead: 'Collegamenti semplici: nessuno ti vede finché non li apri.',
  passOnBy: {
    mail: 'Mail',
    whatsapp: 'WhatsApp',
    telegram: 'Telegram',
    x: 'X',
    bluesky: 'Bluesky',
    mastodon: 'Mastodon',
  },
  passOnAddress: 'Indirizzo di questa pagina',

  operatorTitle: (name) => `I servizi di ${name}`,
  operatorLead: (count, shown) =>
    count === 1
      ? 'Seguiamo un suo servizio.'
      : `Seguiamo ${shown} suoi servizi. Quando fanno rumore insieme, qui si vede.`,
  operatorNowTogether: (names) => `Insieme, adesso: ${names}.`,
  operatorQuiet: 'In questo momento nessuno fa rumore. Il silenzio non è una garanzia.',
  operatorUnknown: 'Di qualcuno in questo momento non sappiamo dire nulla.',
  operatorStates: 'Adesso',
  operatorState: 'Stato',
  operatorIncidents: 'Disservizi di tutti',
  operatorNoIncidents: 'Nessun disservizio registrato.',
  operatorSources: 'Chi dice che sono suoi',
  operatorSource: (name) => `${name}: fonte`,
  operatorSourceNote: 'Un’attribuzione sbagliata darebbe la colpa a qualcuno: per questo ognuna ha la sua fonte.',
  operatorPage: (name) => `I servizi di ${name}`,
}
