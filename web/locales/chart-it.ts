import type { Range } from '../chart/model.ts'
import type { ChartTexts } from './chart.ts'

const reports = (count: number, shown: string) => (count === 1 ? '1 segnalazione' : `${shown} segnalazioni`)

const LAST: Record<Range, string> = {
  '1h': 'nell’ultima ora',
  '24h': 'nelle ultime 24 ore',
  '7d': 'negli ultimi 7 giorni',
  '30d': 'negli ultimi 30 giorni',
  '1y': 'nell’ultimo anno',
}

export const chartIt: ChartTexts = {
  blindness: (perMinute, minutes, usualPerHour) =>
    `A quest’ora un aumento di meno di circa ${perMinute} segnalazioni al minuto può sfuggirci per ${minutes} minuti; di solito sono ${usualPerHour} all’ora. Con le sole segnalazioni, un aumento sotto 7,5 volte il solito è confermato subito o mai, e uno lieve che dura si lascia andare dopo 25 minuti. Il silenzio non è verde.`,
  bucket: (from, to, day) => `Tra le ${from} e le ${to}${day === null ? '' : ` di ${day}`}`,
  bucketDay: (day) => `${day}, giorno UTC`,
  bucketNumbers: (count, shown, expected) =>
    `${reports(count, shown)}${expected === null ? '' : `, di solito ${expected}`}.`,
  bucketGap: 'Non eravamo in ascolto.',
  gapLabel: 'non in ascolto',
  open: 'finora',
  ongoing: 'in corso',
  noticeMark: (number, author) => `avviso ${number}, di ${author}`,
  forecastMark: (author) => `tempo annunciato da ${author}`,
  incidentLabel: 'disservizio',
  suspectedLabel: 'possibili problemi',
  collateralLabel: 'di riflesso',
  withdrawnLabel: 'ritirato',
  probesFailedLabel: 'errori delle nostre sonde',
  chartSummary: (range, peak, when) =>
    `Segnalazioni${range === null ? '' : ` ${LAST[range]}`}: il massimo è ${peak}, ${when}.`,
  chartEmpty: 'Nessuna segnalazione in questo periodo.',
  chartRole: 'grafico',
  chartKeys:
    'Le frecce vanno da un intervallo all’altro, Pagina su e giù di dieci, Inizio e Fine ai due capi; Esc chiude.',
  connecting: 'Mi collego…',
  liveAgo: (seconds) => `In diretta, aggiornato ${seconds === null ? 'ora' : `${seconds} s fa`}`,
  asOf: (clock) => `Numeri delle ${clock}`,
  paused: (clock) => `In pausa: numeri delle ${clock}`,
  lostAgo: (age) => `Collegamento perso: numeri di ${age} fa`,
  pulse: (count, shown, span) => `${reports(count, shown)} negli ultimi ${span}`,
}
