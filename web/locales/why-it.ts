import type { ScopeCell, State } from '../../shared/incident.ts'
import type { Device } from '../../shared/provider.ts'
import type { WhyTexts } from './why.ts'

const VERDICT: Record<ScopeCell['verdict'], string> = {
  affected: 'colpito',
  not_affected: 'non colpito',
  recovered: 'ripreso',
  unknown: 'non si sa',
}

const FACET: Record<ScopeCell['facet'], string> = {
  device: 'Dispositivi',
  component: 'Parti',
  component_device: 'Parti e dispositivi',
  region: 'Regioni',
  network: 'Reti',
  problem: 'Problemi',
}

const DEVICE: Record<Device, string> = { web: 'Web', ios: 'iPhone', android: 'Android', desktop: 'Programma' }

const NEXT: Record<State, string> = {
  ok: 'Parliamo di possibili problemi solo quando le voci, di persone diverse da reti diverse, superano ciò che il passato di questo servizio ammette.',
  suspected:
    'Diventano molte segnalazioni con prove dieci volte più forti da molte più reti, oppure se anche una sonda indipendente non ha risposta. Se il rumore cala, non se ne fa nulla.',
  confirmed:
    'Le diciamo in calo quando le voci tornano vicine al solito, con prove tanto più forti quanto più a lungo è durato.',
  recovering: 'Lo diciamo rientrato se il calo regge almeno un quarto d’ora, o un decimo della durata.',
  unknown: 'Nessun verdetto: o ascoltiamo da troppo poco, o in questo momento non stiamo giudicando.',
}
const NEXT_LONG =
  'Dopo un giorno la gente si stanca di segnalare, e il calo da solo non basta più: serve che lo dicano le sonde, chi risponde «a me funziona» o l’operatore.'

export const whyIt: WhyTexts = {
  scopeHeading: 'Chi è colpito',
  scopeVerdict: (verdict) => VERDICT[verdict],
  scopeFigures: (observed, usual) => `(${observed} voci, di solito ${usual})`,
  scopeUnknown: 'Troppo poche voci hanno detto da dove vengono: chi è colpito e chi no, non si sa.',
  scopeNote: 'Voci dall’inizio / quante sarebbero di solito. Dove sono troppo poche non tiriamo a indovinare.',
  facet: (facet) => FACET[facet],
  device: (device) => DEVICE[device],
  allDevices: 'Tutti',
  allParts: 'Tutto il servizio',
  seeVerdict: 'si veda lo stato',
  matrixCaption: 'Chi è colpito, per parte del servizio e dispositivo',

  correction: (type) => (type === 'withdrawn' ? 'Ritirato' : 'Corretto'),
  correctionsHeading: 'Correzioni',
  withdrawnLead: 'Ritirato: questo disservizio lo avevamo pubblicato, e non vale più.',

  whyLink: 'Perché questo stato?',
  whyTitle: (name) => `Perché questo stato? ${name}`,
  whyLead:
    'Una regola pubblica decide, uguale per tutti. Qui c’è ciò che la regola vede adesso, e ciò che aveva visto a ogni cambiamento.',
  whyVoice: 'Una voce è una persona che risponde, contata una volta ogni mezz’ora.',
  whyMethod: 'Come decidiamo, in parole semplici',
  whyNow: 'Adesso',
  whyChanges: (days) => `I cambiamenti degli ultimi ${days} giorni`,
  whyNone: (days) => `Nessun cambiamento negli ultimi ${days} giorni.`,
  next: (state, isLong) => (state === 'recovering' && isLong ? NEXT_LONG : NEXT[state]),
  timesUsual: (times) => `Sono ${times} volte il solito.`,
  presentUsual: (perHour) => `A quest’ora, di solito, ${perHour} all’ora.`,
  presentAllowed: (times) =>
    `All’ultimo cambiamento il suo passato ne ammetteva fino a ${times} volte il solito: fin lì non diciamo nulla.`,
  presentWorks: (count, shown) =>
    count === 1
      ? 'Negli ultimi 15 minuti una persona ha risposto che a lei funziona.'
      : `Negli ultimi 15 minuti ${shown} persone hanno risposto che a loro funziona.`,
  presentProbes: (answering, failing) => `Le nostre sonde: ${answering} con risposta, ${failing} senza.`,
  presentNoProbes: 'Nessuna nostra sonda dice qualcosa: qui parla solo la gente.',
  changed: (from, to) => `da «${from}» a «${to}»`,

  heard: (observed, window, expected) =>
    `${observed === '1' ? 'Una voce' : `${observed} voci`} in ${window}, di solito ${expected}.`,
  multiple: (times) => `Perché fosse solo un caso, dovrebbe essere normale ${times} volte il solito.`,
  eventByProbes: 'Confermato dalle nostre sonde',
  crowdUsual: 'Così poche voci da sole non direbbero nulla.',
  allowed: (times) => `Finora il suo passato ne ammette fino a ${times} volte il solito.`,
  people: (reporters, networks) =>
    reporters === '1'
      ? 'Una sola persona.'
      : `${reporters} persone da ${networks === '1' ? 'una sola rete' : `${networks} reti`}.`,
  works: (count, shown) =>
    count === 1
      ? 'Una persona ha risposto che a lei funziona.'
      : `${shown} persone hanno risposto che a loro funziona.`,
  probesWeigh: (odds) =>
    odds === null
      ? 'Nessuna nostra sonda senza risposta.'
      : `Le nostre sonde non hanno avuto risposta: pesa come ${odds}.`,
  probesAgainst: (odds) => `Le nostre sonde hanno avuto risposta: pesa come ${odds} in senso contrario.`,
  common: (times) => `Tutto il sito era ${times} volte più frequentato del solito; se ne è tenuto conto.`,
  calmer: (odds, asked) => `Che si sia vicini al solito è probabile ${odds}; la regola chiede ${asked}.`,
  figures: (score, threshold) => `Nelle cifre della regola: indizio ${score}, soglia ${threshold}.`,
  unjudged: (type) =>
    type === 'corrected' || type === 'withdrawn'
      ? 'Lo ha deciso una persona, non la regola.'
      : 'Non lo ha deciso la regola: non stavamo più ascoltando.',
  oddsToOne: (odds) => `${odds} a 1`,
  overMillion: 'più di un milione a 1',
  rule: (version) => `Regola ${version}`,
  ruleLink: 'la regola pubblicata',
}
