import type { State } from '../../shared/incident.ts'
import type { LiveTexts, Receipt } from './live.ts'

const STATES: Record<State, string> = {
  ok: 'Segnalazioni nella norma',
  suspected: 'Possibili problemi',
  confirmed: 'Molte segnalazioni di problemi',
  recovering: 'Segnalazioni in calo',
  unknown: 'Dati insufficienti',
}

const reports = (count: number, shown: string) => (count === 1 ? '1 segnalazione' : `${shown} segnalazioni`)

const RECEIPTS: Record<Receipt, { title: string; text: string }> = {
  counted: { title: 'Contata.', text: 'La tua risposta è una delle voci di questa mezz’ora.' },
  repeat: {
    title: 'C’era già.',
    text: 'La tua voce di questa mezz’ora era già contata: ne teniamo i dettagli, non la contiamo due volte.',
  },
  changed: {
    title: 'Annotata, non contata.',
    text: 'In questa mezz’ora hai già risposto altrimenti, e vale la prima risposta.',
  },
  sending: { title: 'La invio…', text: '' },
  offline: {
    title: 'Non è ancora partita.',
    text: 'La linea non risponde. Tieni aperta la pagina: riproviamo, e resta una sola segnalazione.',
  },
  'rate-limited': {
    title: 'Non contata.',
    text: 'Troppe segnalazioni dalla tua rete in questo minuto. Riprova tra poco.',
  },
  refused: { title: 'Non contata.', text: 'La segnalazione non è stata accettata.' },
  unavailable: { title: 'Non contata.', text: 'In questo momento non possiamo conservare nulla. Riprova tra poco.' },
}

export const liveIt: LiveTexts = {
  state: (state, verified) => (state === 'confirmed' && verified ? 'Problemi verificati' : STATES[state]),
  since: (state, clock, day) =>
    `${state === 'recovering' ? ', problemi' : ''} dalle ${clock}${day === null ? '' : ` del ${day}`}`,
  numbers: (count, shown, expected) =>
    `${reports(count, shown)} negli ultimi 15 minuti${expected === null ? '' : `, di solito ${expected}`}.`,
  fewerThanOne: 'meno di una',
  hint: (state) =>
    state === 'suspected'
      ? 'Più segnalazioni del solito: non sappiamo ancora se è un brusio.'
      : state === 'unknown'
        ? 'Non abbiamo ancora abbastanza storia per dire che cosa è normale.'
        : null,
  bucket: (from, to) => `Tra le ${from} e le ${to}`,
  bucketNumbers: (count, shown, expected) =>
    `${reports(count, shown)}${expected === null ? '' : `, di solito ${expected}`}.`,
  bucketGap: 'Non eravamo in ascolto.',
  open: 'finora',
  incidentLabel: 'disservizio',
  suspectedLabel: 'possibili problemi',
  receipt: (receipt, provider) =>
    receipt === 'counted'
      ? { title: RECEIPTS.counted.title, text: `La tua risposta è una delle voci di questa mezz’ora su ${provider}.` }
      : RECEIPTS[receipt],
  countsFrom: (clock) => `Una nuova risposta conterà dalle ${clock}.`,
  offlineStrip: 'Collegamento perso: i numeri sono fermi, riproviamo.',
  oldNumbers: 'Numeri vecchi: da qualche minuto non riusciamo ad aggiornarli.',
  zone: (name) => `Orari: ${name}`,
}
