import type { Began, ReportOutcome } from '../../shared/report.ts'
import type { ReceiptFault } from '../../shared/receipt.ts'
import type { Receipt, ReportingTexts } from './reporting.ts'

const WORDS: Record<Exclude<Receipt, 'counted'>, { title: string; text: string }> = {
  repeat: {
    title: 'C’era già.',
    text: 'La tua voce di questa mezz’ora era già contata: ne teniamo i dettagli, non la contiamo due volte.',
  },
  changed: {
    title: 'Annotata, non contata.',
    text: 'In questa mezz’ora hai già risposto altrimenti, e vale la prima risposta.',
  },
  detailed: { title: 'Grazie.', text: 'I dettagli ora stanno con la tua risposta, che resta una sola.' },
  'not-detailed': {
    title: 'I dettagli non sono arrivati.',
    text: 'La tua risposta resta com’era. Riprova tra un minuto, se vuoi.',
  },
  sending: { title: 'La invio…', text: '' },
  offline: {
    title: 'Non è ancora partita.',
    text: 'La linea non risponde. Tieni aperta la pagina: riproviamo, e resta una sola segnalazione.',
  },
  queued: {
    title: 'Non è ancora partita.',
    text: 'La linea non risponde. Riproviamo da qui; se chiudi la pagina resta in questo browser e parte quando riapri Brusio, entro 48 ore, con l’ora in cui hai premuto.',
  },
  discarded: { title: 'Scartata.', text: 'Non riproviamo più, e in questo browser non ne resta traccia.' },
  'rate-limited': {
    title: 'Non contata.',
    text: 'Dalla tua rete arrivano troppe segnalazioni in questo minuto. Riprova tra un minuto.',
  },
  refused: { title: 'Non contata.', text: 'La segnalazione non è stata accettata: ricarica la pagina e riprova.' },
  unavailable: { title: 'Non contata.', text: 'In questo momento non possiamo conservare nulla. Riprova tra poco.' },
}

const BEGAN: Record<Began, string> = {
  now: 'da pochi minuti',
  hour: 'da circa un’ora',
  today: 'da oggi, ma da più di un’ora',
  yesterday: 'da ieri',
  longer: 'da più tempo',
}

const OUTCOMES: Record<ReportOutcome, string> = {
  counted: 'contata: è una delle voci di quella mezz’ora',
  repeat: 'ripetuta: in quella mezz’ora la stessa voce era già contata',
  changed: 'annotata e non contata: in quella mezz’ora la prima risposta era diversa',
}

const FAULTS: Record<ReceiptFault, { title: string; text: string }> = {
  unreadable: {
    title: 'Non è una ricevuta.',
    text: 'Questo testo non ha la forma di una ricevuta di Brusio: forse ne manca un pezzo.',
  },
  stranger: { title: 'Non è nostra.', text: 'La firma è fatta con una chiave che questo sito non ha mai avuto.' },
  altered: { title: 'Non vale.', text: 'La firma non corrisponde al testo: qualcosa è stato cambiato dopo.' },
}

export const reportingIt: ReportingTexts = {
  receipt: (receipt, provider) =>
    receipt === 'counted'
      ? { title: 'Contata.', text: `La tua risposta è una delle voci di questa mezz’ora su ${provider}.` }
      : WORDS[receipt],
  countsFrom: (clock) => `Una nuova risposta conterà dalle ${clock}.`,
  discard: 'Scartala',
  tellThem: (name) => `Questo non avvisa ${name}`,
  callThem: 'chiama',
  askThem: 'scrivi alla sua assistenza',
  worksShare: (percent) => `Ha risposto così il ${percent} di chi ha premuto qui negli ultimi 15 minuti.`,

  detailsHeading: 'Vuoi dire di più?',
  detailsWorksHeading: 'Che cosa ti funziona?',
  detailsHint: 'Tutto facoltativo: aiuta a capire chi è colpito e chi no.',
  detailsComponent: 'Quale parte',
  detailsDevice: 'Con che cosa',
  detailsRegion: 'In quale regione',
  detailsBegan: 'Da quando',
  notTold: 'non lo dico',
  sendDetails: 'Invia i dettagli',
  begins: (began) => BEGAN[began],

  renewalQuestion: 'Prima hai segnalato un problema, e la tua voce vale mezz’ora. E adesso?',
  stillProblem: 'Ancora problemi',
  worksAgain: 'Di nuovo a posto',

  reportOn: (name) => `${name}: segnala un problema`,
  reportOnDescription: (name) => `${name} non funziona, o a te funziona? Dillo con un tocco, senza registrarti.`,
  allAbout: (name) => `Tutto su ${name}: curva, sonde, comunicazioni`,
  reportSearch: 'Cerca un servizio',
  reportMost: 'I più segnalati adesso',
  reportFound: (words, count) =>
    count === 0
      ? `Nessun servizio per «${words}»`
      : count === 1
        ? `Un servizio per «${words}»`
        : `${count} servizi per «${words}»`,

  keepReceipt: 'Tieni la ricevuta',
  receiptHeading: 'Ricevuta di una segnalazione',
  receiptOf: (name) => `Ricevuta di una segnalazione su ${name}`,
  receiptProvider: 'Servizio',
  receiptPressed: 'Premuto',
  receiptReceived: 'Arrivata',
  receiptAnswer: (answer) => (answer === 'works' ? 'A me funziona' : 'Ho un problema'),
  receiptSays: 'Risposta',
  receiptOutcome: 'Esito',
  outcomeWords: (outcome) => OUTCOMES[outcome],
  receiptNumber: 'Numero',
  receiptBy: 'Firmata da',
  receiptByNobody: 'un sito Brusio che non conosce il proprio indirizzo',
  receiptProves:
    'Questa ricevuta prova che la segnalazione è arrivata qui a quell’ora e che cosa ne è stato. Chi ha il testo firmato può verificarlo, oggi e tra anni.',
  receiptProvesNot:
    'Non prova che il servizio fosse guasto, né chi ha premuto: non contiene nomi, indirizzi, luoghi o dispositivi. Chi ne conosce il numero può mostrarla.',
  receiptKeep: 'Salva o stampa questa pagina: tra 30 giorni non sarà più qui.',
  receiptPlay: 'Questa segnalazione è stata fatta durante una replica o una simulazione: non attesta nulla di vero.',
  receiptText: 'Il testo firmato',
  receiptCheckHere: 'Verifica una ricevuta',
  checkHeading: 'Verifica una ricevuta',
  checkLead: 'Incolla il testo firmato: diciamo se l’abbiamo firmato noi e che cosa dice.',
  checkLabel: 'Testo firmato',
  checkButton: 'Verifica',
  checkValid: 'È autentica.',
  checkValidText: (by) => `L’ha firmata ${by}, e da allora non è cambiata una lettera.`,
  checkFault: (fault) => FAULTS[fault],
  checkKeys: 'Si può verificare anche senza di noi, con le chiavi pubbliche:',
}
