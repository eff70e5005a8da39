import type { State } from '../../shared/incident.ts'
import type { LiveTexts } from './live.ts'

const STATES: Record<State, string> = {
  ok: 'Segnalazioni nella norma',
  suspected: 'Possibili problemi',
  confirmed: 'Molte segnalazioni di problemi',
  recovering: 'Segnalazioni in calo',
  unknown: 'Dati insufficienti',
}

const il = (day: string) => (/^(1|8|11)\b/.test(day) ? `l’${day}` : `il ${day}`)

const reports = (count: number, shown: string) => (count === 1 ? '1 segnalazione' : `${shown} segnalazioni`)

export const liveIt: LiveTexts = {
  state: (state, verified) => (state === 'confirmed' && verified ? 'Problemi verificati' : STATES[state]),
  raised: 'Più segnalazioni del solito',
  raisedHint:
    'Finora non più di quante ne ammetta il passato di questo servizio senza un disservizio, o da troppo poche persone e reti per dire altro.',
  collateral: 'Segnalazioni di riflesso',
  risesWith: (names) => `Le segnalazioni crescono insieme a quelle di ${names}`,
  follows: (names, share) =>
    `Seguono il disservizio di ${names}${share === null ? '' : ` e ne sono il ${share}`}: da sole non dicono che qui qualcosa non vada.`,
  together: (names, operator) =>
    operator === null
      ? `Insieme a ${names}: dipendono da qualcosa in comune.`
      : `Insieme a ${names}, dello stesso operatore (${operator}).`,
  others: (count) => `altri ${count}`,
  since: (state, when, about) => `${state === 'recovering' ? ', problemi' : ''} dalle ${when}${about ? ' circa' : ''}`,
  began: (from, to) => `Inizio stimato: tra le ${from} e le ${to}.`,
  numbers: (count, shown, expected) =>
    `${reports(count, shown)} negli ultimi 15 minuti${expected === null ? '' : `, di solito ${expected}`}.`,
  hint: (state, verified, isLong) => {
    if (state === 'suspected') return 'Più segnalazioni del solito: non sappiamo ancora se è un brusio.'
    if (state === 'unknown') return 'Non abbiamo ancora abbastanza storia per dire che cosa è normale.'
    if (state === 'recovering')
      return isLong ? 'Meno segnalazioni, ma nessuno ha detto che funziona di nuovo per tutti.' : null
    if (state !== 'confirmed') return null
    return verified
      ? 'Non lo dice solo la gente: lo confermano le nostre sonde da due reti, o l’operatore stesso.'
      : 'Lo dice la gente: finora nessuna nostra verifica lo conferma.'
  },
  recovers: 'In ripresa',
  crowdSays: {
    problem: 'più del solito',
    quiet: 'come al solito',
    unknown: 'non si sa quante siano di solito',
  },
  probesSay: {
    failing: 'trovano errori',
    mixed: 'alcune trovano errori',
    healthy: 'non trovano errori',
    none: 'nessuna',
  },
  officialSays: {
    problem: 'parla di problemi',
    restored: 'dice che è risolto',
    none: 'nulla che ci risulti',
  },
  disputed: (speaker, gente, sonde) =>
    `${speaker} dice che è risolto; ${
      gente
        ? `le segnalazioni continuano${sonde ? ' e le nostre sonde trovano ancora errori' : ''}`
        : sonde
          ? 'le nostre sonde trovano ancora errori'
          : 'finora non ci risulta'
    }.`,
  between: (from, to) => `tra ${il(from)} e ${il(to)}`,
  betweenClocks: (day, from, to) => `${day}, tra le ${from} e le ${to}`,
  offlineStrip: 'Collegamento perso: i numeri sono fermi, riproviamo.',
  numbersAge: (age) => `Sono di ${age} fa.`,
  oldNumbers: 'Numeri vecchi: da qualche minuto non riusciamo ad aggiornarli.',
  zone: (name) => `Orari: ${name}`,
}
