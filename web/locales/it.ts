import type { IncidentEventType, ScopeCell, State } from '../../shared/incident.ts'
import type { ForecastOutcome, NoticeBy, NoticeTopic } from '../../shared/notice.ts'
import type { ProbeKind, ProbeOutcome } from '../../shared/probe.ts'
import type { Category, Device, ProblemKind } from '../../shared/provider.ts'
import type { ReceiptFault } from '../../shared/receipt.ts'
import type { Began, ReportOutcome } from '../../shared/report.ts'
import type { Range } from '../chart/model.ts'
import type { SharedFacet } from '../shares.ts'
import type { AboutTexts } from './about.ts'
import type { ApiDocsTexts } from './api-docs.ts'
import type { ArchiveTexts } from './archive.ts'
import type { ChartTexts } from './chart.ts'
import type { ClockTexts } from './clock.ts'
import type { EchoTexts } from './echo.ts'
import type { EmbedTexts } from './embed.ts'
import type { FeedTexts } from './feeds.ts'
import type { GuideTexts } from './guide.ts'
import type { FrontTexts } from './front.ts'
import type { HistoryTexts } from './history.ts'
import { LOCALE } from './language.ts'
import type { Backing, LiveTexts } from './live.ts'
import type { MethodNumbers, MethodSection, MethodTexts } from './method.ts'
import type { ClockName, LeadObject, OfficialTexts } from './official.ts'
import type { PastTexts } from './past.ts'
import type { ProviderTexts } from './provider.ts'
import type { QueueTexts } from './queue.ts'
import type { PushTexts } from './push.ts'
import type { Receipt, ReportingTexts } from './reporting.ts'
import type { Texts } from './texts.ts'
import type { WhyTexts } from './why.ts'

// Every word of one language, by the part of the site. Each part is an export of its own: a page's script takes those that it writes itself.

// aboutProse

type Prose = Pick<AboutTexts, Extract<keyof AboutTexts, `${'about' | 'privacy' | 'legal' | 'accessibility'}${string}`>>

export const aboutProseWords: Prose = {
  aboutTitle: 'Che cos’è Brusio',
  aboutDescription: 'Che cosa raccoglie Brusio, come si legge, chi ne risponde, chi lo paga.',
  aboutProse: (version) => `
Quando un servizio non va, chi lo usa se ne accorge per primo. Brusio raccoglie questo rumore: chi ha un problema preme un bottone, le nostre
sonde provano il servizio, una regola pubblica dice se il rumore è più del solito. Diciamo ciò che sappiamo, da quando, e ciò che non sappiamo.

## Come si legge

- **Le segnalazioni non sono gli utenti colpiti.** Sono le persone che hanno premuto il bottone qui. Mostrano che qualcosa è cambiato, non
  quanti sono senza servizio.
- **Conta il confronto con il solito.** Ogni servizio ha il suo rumore di fondo, ora per ora. Parliamo di problemi quando le segnalazioni lo
  superano più di quanto possa fare il caso.
- **La gente da sola non basta.** «Molte segnalazioni di problemi» vuol dire questo e nient’altro. «Problemi verificati» lo scriviamo quando lo
  confermano due reti di sonde, o il gestore stesso del servizio.
- **Il silenzio non è una garanzia.** Dove nessuno segnala non notiamo nulla; la pagina di ogni servizio dice sotto quante segnalazioni siamo
  ciechi.
- **Ogni stato ha le sue prove.** «Perché questo stato?», nella pagina di ogni servizio, mostra che cosa ha visto la regola e quando.

Il [metodo](/method) lo racconta in parole semplici. La [regola](/rule) è il documento completo, con i suoi errori misurati. Come sta Brusio
stesso si legge [qui](/status).

## Chi ne risponde

{publisher}

Brusio è un programma: chiunque può farne funzionare una copia, e di ciò che vi si legge risponde chi la gestisce. Come far correggere un errore
o replicare è scritto nelle [note legali](/legal).

Brusio non è affiliato ad alcuno dei servizi di cui parla. I nomi appartengono ai loro proprietari, e stanno qui solo per dire di chi si parla.

## Chi paga

Qui non si vende nulla: né pubblicità, né abbonamenti, né dati. Nessuno può pagare per comparire, per non comparire o per comparire meglio. Le
spese di questa istanza sono di chi la gestisce. Di chi legge e di chi segnala sappiamo [il meno possibile](/privacy).

## Per giornali e programmi

- Si cita così: «fonte: Brusio», con l’ora, aggiungendo che le segnalazioni non sono gli utenti colpiti.
- La pagina [per le redazioni](/newsroom) dà il codice da mettere in un articolo: in diretta o fermo a un momento, senza cookie. Ci sono [esempi](/newsroom/examples),
  e una pagina [per l’ufficio legale](/newsroom/legal-office).
- L’[API](/docs/api) si legge senza chiave, in JSON, anche in diretta.
- [Dati aperti](/archive): tutto ciò che è stato contato e giudicato dal primo giorno, in CSV, con somme di controllo firmate.

## Programma e dati

Brusio ${version} è software libero, con licenza Apache 2.0: si può leggere, usare e cambiare. Si appoggia a dati di altri:

| Che cosa | Di chi | Licenza |
|---|---|---|
| Reti degli indirizzi | [IP Geolocation by DB-IP](https://db-ip.com), [Route Views](https://www.routeviews.org), [NRO](https://www.nro.net) | CC BY 4.0 |
| Paesi degli indirizzi | [ip-location-db](https://github.com/sapics/ip-location-db) | CC0 1.0 |
| Mappa delle regioni | [Victor Cazanave, svg-maps](https://github.com/VictorCazanave/svg-maps), da [MapSVG](https://mapsvg.com/maps/italy); contorni semplificati | CC BY 4.0 |
| Caratteri delle immagini | Adobe: [Source Sans 3](https://github.com/adobe-fonts/source-sans), [Source Serif 4](https://github.com/adobe-fonts/source-serif) | OFL 1.1 |
| La giornata del 3 luglio 2019, dove la si ripercorre | [S. Talluri e altri](https://github.com/atlarge-research/outage_report_characterization), da outage.report | riprodotti come fatti |
`,

  privacyTitle: 'Privacy',
  privacyDescription: 'Che cosa resta di chi legge e di chi segnala: campo per campo, perché e per quanto.',
  privacyProse: (days, most) => `
Leggere non lascia traccia: nessun cookie, nessuna statistica, nessuna richiesta ad altri siti. Chi segnala lascia ciò che ha premuto, e una
sigla che fino a mezzanotte serve a contarlo una volta sola. Il suo indirizzo non viene scritto da nessuna parte.

## Quando premi il bottone

Il browser ci manda ciò che hai scelto. Dall’indirizzo IP ricaviamo il Paese e la rete dell’operatore; poi dall’indirizzo, dal tipo di sistema e
da un segreto del giorno calcoliamo una sigla, e l’indirizzo è dimenticato. Il segreto viene sovrascritto ogni giorno alle 00:00 UTC: da
allora dalla sigla non si torna a nessuno, nemmeno noi, e due giorni o due servizi non si possono collegare. Finché il giorno dura, chi avesse
in mano sia la banca dati sia il segreto potrebbe verificare un indirizzo che già sospetta.

Testo libero non se ne può scrivere: le persone, senza volerlo, ci mettono nomi e indirizzi.

## Che cosa resta, e per quanto

{kept}

Le righe vecchie si cancellano a giornate e a mesi interi, per questo alcuni termini hanno un minimo e un massimo. Chi gestisce l’istanza può
fare copie di sicurezza: durano quanto decide lui.

## Che cosa non resta

- **L’indirizzo IP.** Sta in memoria un minuto, per limitare gli invii, e finché una pagina in diretta è collegata, per contare i collegamenti.
- **Il nome del tuo browser.** Serve a indovinare il tipo di apparecchio e a riconoscere i robot.
- **Che cosa leggi, che cosa cerchi, da dove arrivi**, se non segnali.

## Nel tuo browser

Nulla, tranne in un caso: se premi e la linea manca, la segnalazione aspetta nella memoria del browser finché può partire, al massimo ${days}, e non più
di ${most} per volta. Una volta arrivata, o se la scarti, è tolta.

## I registri del server

Il programma annota i propri avvii e guasti e, di una richiesta andata male per colpa nostra, il metodo, il tipo di pagina e un numero estratto per
quella sola richiesta. Le altre richieste non le annota, a meno che chi gestisce l’istanza voglia una riga per ciascuna: allora lo stesso, con l’esito
e il tempo impiegato. Mai un indirizzo, un browser, una sigla, o che cosa è stato chiesto. Davanti a questo può esserci un altro server o un
fornitore che tiene registri suoi: è chi gestisce l’istanza a dirlo a chi glielo chiede.

## Sonde

Le sonde provano servizi, non persone. Chi ne ospita una ci dà un nome, che i lettori vedono, e la rete da cui parla.

## Perché è lecito

La base è il legittimo interesse, articolo 6, paragrafo 1, lettera f) del regolamento (UE) 2016/679: informare tutti, senza farsi
ingannare da pochi, su servizi da cui molti dipendono. Per questo si raccoglie il minimo, per poco, senza profili e senza cederlo ad alcuno.

Puoi chiedere accesso, rettifica, cancellazione, limitazione, e puoi opporti (articoli 15–21). Poiché non sappiamo chi sei, di solito non
possiamo trovare le tue segnalazioni (articolo 11); con il numero che una segnalazione riceve, finché è conservata, sì. Puoi anche
rivolgerti al [Garante per la protezione dei dati personali](https://www.garanteprivacy.it) o all’autorità del tuo Paese.

## Titolare e contatto

{publisher}
`,

  legalTitle: 'Note legali e correzioni',
  legalDescription: 'Chi gestisce questa istanza, come far correggere un errore, come replicare.',
  legalProse: `
## Chi risponde di questa istanza

{publisher}

Brusio è software libero, che chiunque può far funzionare. Chi scrive il programma non legge e non sceglie ciò che si pubblica qui.

## Che cosa pubblichiamo

Ciò che la gente segnala, ciò che le nostre sonde misurano, ciò che i gestori dei servizi dicono. Uno stato è il risultato di una
[regola pubblica](/rule), la stessa per tutti. Dalle sole segnalazioni non diciamo mai che un servizio ha un guasto: diciamo che molti lo
segnalano. Dal pubblico arrivano solo scelte da elenchi, mai testo libero.

Le pagine informano. Non usatele per decisioni da cui dipende la sicurezza di qualcuno: per le emergenze in Europa c’è il 112.

## Far correggere un errore

Scrivete al contatto qui sopra, con:

1. l’indirizzo della pagina;
2. che cosa è sbagliato, e da che cosa si vede: una fonte, una data;
3. chi siete, se scrivete per il gestore del servizio.

Un disservizio sbagliato viene **corretto** (inizio, fine, causa) o **ritirato**. Nulla cambia in silenzio e nulla sparisce: la pagina
resta al suo indirizzo, con la correzione, il motivo e la data. Lo stesso vale per nomi, numeri di assistenza e legami fra servizi: ciascuno
ha una fonte, e una fonte sbagliata si cambia. Entro quanto si risponde lo stabilisce chi gestisce l’istanza.

## Replicare

Il gestore di un servizio può far comparire una sua dichiarazione accanto allo stato, parola per parola, senza pagare. Si fa così:

1. scrivete al contatto qui sopra, indicando il servizio e un suo dominio;
2. ricevete un record DNS da pubblicare in quel dominio: prova che parlate per lui, e vale 400 giorni;
3. mandate il testo, la lingua e, se volete, dove lo si può leggere.

La dichiarazione è segnata come vostra. Non cambia i numeri; se annuncia un guasto, un ripristino o dei tempi, vale come parola ufficiale, e
accanto si legge che cosa ne è stato.

## Punto di contatto

Lettori, gestori di servizi e autorità possono usare il contatto qui sopra, in italiano o in inglese. Se per questa istanza valgano altri
obblighi, per esempio quelli del regolamento (UE) 2022/2065 sui servizi digitali o della legge sulla stampa, dipende da chi la gestisce e da come
lo fa: sta a lui dirlo.

## Nomi e marchi

Brusio non è affiliato ad alcuno dei servizi di cui parla, e non usa i loro loghi. Nomi e marchi appartengono ai loro proprietari, e servono
solo a dire di chi si parla.
`,

  accessibilityTitle: 'Accessibilità',
  accessibilityDescription: 'Per chi è fatto Brusio, che cosa è stato provato, che cosa ancora non va.',
  accessibilityProse: (day) => `
Chi non riesce a usare un servizio deve almeno riuscire a leggere queste pagine. Puntiamo alle WCAG 2.2, livello AA.

## Che cosa vale in ogni pagina

- Si legge e si segnala anche senza script, a 320 pixel di larghezza, con il testo ingrandito al 400 %.
- Tutto si raggiunge con la tastiera, e si vede dove si è.
- Accanto a ogni colore c’è una parola e una forma. I contrasti sono almeno 4,5 a 1, in chiaro e in scuro.
- Ogni grafico ha la stessa serie in una tabella.
- Le cifre in diretta non vengono lette a ogni cambiamento: un lettore di schermo sente solo i cambi di stato.
- Chi chiede meno movimento al proprio sistema non ne vede.

## Come lo proviamo

A ogni modifica del programma, in un browser vero: axe su ogni pagina, in ogni lingua, in chiaro e in scuro; una segnalazione intera con la sola
tastiera su uno schermo da telefono; le pagine senza script. Ultima revisione di questo testo: ${day}. È un’autovalutazione.

## Che cosa ancora non va

- Non è stato provato a fondo con persone che usano ogni giorno un lettore di schermo.
- La [regola](/rule) completa è solo in inglese; il [metodo](/method) la riassume.
- Le dichiarazioni dei gestori restano nella loro lingua.
- Le pagine ufficiali e i siti a cui rimandiamo non dipendono da noi.

## Se trovate una barriera

Scrivete, dicendo la pagina, che cosa volevate fare e con che cosa:

{publisher}
`,
}

// about

const aboutPlural = /* @__PURE__ */ new Intl.PluralRules(LOCALE.it)
const aboutOne = (n: number) => aboutPlural.select(n) === 'one'

export const aboutWords: AboutTexts = /* @__PURE__ */ (() => ({
  ...aboutProseWords,
  staleLabel: 'Questa pagina non è aggiornata',
  staleTitle: 'Non riusciamo a leggere i nostri dati.',
  staleBefore: 'Così stavano le cose il',
  staleAfter: 'Nel frattempo possono essere cambiate.',
  staleAgain: 'Riprova',

  footLabel: 'Di questo sito',
  footAbout: 'Che cos’è Brusio',
  footMethod: 'Metodo',
  footHistory: 'Archivio',
  footPrivacy: 'Privacy',
  footLegal: 'Note legali',
  footAccessibility: 'Accessibilità',
  footStatus: 'Stato di Brusio',
  footRunBy: (name) => `Questa istanza è gestita da ${name}.`,

  publisherName: 'Gestisce questa istanza',
  publisherContact: 'Scrivere a',
  publisherAddress: 'Indirizzo',
  publisherHosting: 'Server: presso chi, in quale Paese',
  publisherMissing: 'non indicato',
  publisherNote:
    'Chi gestisce questa istanza non ha ancora detto tutto di sé. Finché manca, non prendetela per una fonte di cui qualcuno risponde.',

  keptCaption: {
    report: 'Le segnalazioni',
    incident: 'Disservizi e memoria della regola',
    agent: 'Sonde e chi le ospita',
    saying: 'Ciò che dicono i gestori dei servizi',
    told: 'Chi chiede di essere avvisato',
  },
  keptHead: { what: 'Che cosa', why: 'Perché', long: 'Per quanto' },
  keptWhat: {
    press: 'Il servizio, «ho un problema» o «a me funziona», che cosa non va, quale parte, da quando',
    device: 'Il tipo di apparecchio: web, iPhone, Android o computer; proposto dal browser, correggibile',
    region: 'La regione, se la dici tu',
    country: 'Il Paese, ricavato dall’indirizzo IP',
    network: 'Il numero della rete del tuo operatore, ricavato dall’indirizzo IP',
    'reporter-key': 'Una sigla al posto di chi segnala: vale un giorno, per un solo servizio',
    'network-key': 'Una sigla al posto del vicinato di rete (256 indirizzi IPv4, o un /48 IPv6): vale un giorno',
    'day-key': 'Il segreto del giorno con cui si calcolano le sigle',
    'report-id': 'Un numero a caso con l’ora, fatto dal browser o da noi',
    referrer: 'Se la segnalazione arriva da queste pagine o da un altro sito, e il nome di quel sito',
    times: 'Quando hai notato il problema, quando la segnalazione è arrivata e in che ordine',
    outcome: 'Che cosa ne è stato: contata, ripetuta, in ritardo',
    counts: 'Quante segnalazioni, per minuto, quarto d’ora e ora, e attraverso il riquadro di quale sito: solo numeri',
    'memory-reporters': 'Le sigle di chi ha segnalato da poco',
    'memory-networks': 'Le sigle dei vicinati di rete da cui si è segnalato da poco',
    dossier:
      'Il fascicolo di ogni disservizio: tutte le segnalazioni che lo compongono, con un numero d’ordine al posto di chi ha segnalato, e quante attraverso quali siti',
    'dossier-keys': 'A quale sigla corrisponde ciascun numero d’ordine, finché il disservizio dura',
    correction: 'Il motivo scritto da chi ha corretto o ritirato un disservizio',
    'agent-key': 'Il nome di una sonda esterna, l’impronta della sua chiave, quando è nata, usata, revocata',
    'agent-place': 'La rete da cui la sonda parla, i server dei nomi che usa, quando si è fatta sentire',
    'probe-result': 'L’esito di ogni prova, e quale sonda l’ha fatta',
    notice: 'Le dichiarazioni pubbliche, chi le ha fatte, dove; se ritirate, perché',
    'domain-proof': 'La prova che chi replica controlla il dominio del servizio',
    webhook:
      'L’indirizzo di un programma che vuole essere avvisato dei disservizi, di quali, i segreti che firmano gli avvisi, quando ha confermato',
    delivery: 'Ogni avviso a un programma: quando, quante volte tentato, che cosa ha risposto',
    push: 'Chi vuole una notifica quando un servizio torna: l’indirizzo che il suo browser riceve per questo, le chiavi che la cifrano, la lingua, quale servizio',
  },
  keptWhy: {
    press: 'È la segnalazione.',
    device: 'Dice se il problema è solo dell’app o solo del web.',
    region: 'Dice dove si concentra il problema.',
    country: 'Separa un problema italiano da uno mondiale.',
    network: 'Distingue il guasto di un operatore da quello del servizio.',
    'reporter-key': 'Una persona conta una volta sola ogni mezz’ora.',
    'network-key': 'Un solo edificio non deve sembrare una folla.',
    'day-key': 'Senza, dalle sigle non si torna a nessuno.',
    'report-id': 'Un invio ripetuto non conta due volte.',
    referrer: 'Un titolo di giornale non deve alimentare sé stesso.',
    times: 'Dicono quando è cominciato.',
    outcome: 'Te lo diciamo, e si può controllare la regola.',
    counts: 'Sono i grafici, e ciò che è normale. I totali al minuto restano anche nei dati aperti, per sempre.',
    'memory-reporters': 'La regola chiede quante persone diverse segnalano.',
    'memory-networks': 'La regola chiede da quante reti diverse.',
    dossier: 'Chiunque deve poter rifare il conto, anche fra anni.',
    'dossier-keys': 'Chi torna dopo mezz’ora non conta come un’altra persona.',
    correction: 'Nulla si corregge in silenzio.',
    'agent-key': 'Si sa di chi fidarsi, e si può revocare.',
    'agent-place': 'Due sonde della stessa rete valgono per una.',
    'probe-result': 'Sono prove, accanto alle segnalazioni.',
    notice: 'Stanno accanto a ciò che diciamo noi, parola per parola.',
    'domain-proof': 'Nessuno deve rispondere a nome d’altri.',
    webhook: 'Per avvisare chi lo chiede, e nessun altro.',
    delivery: 'Chi non ha ricevuto un avviso può vedere perché, e chiederlo di nuovo.',
    push: 'Per mandarne una sola; poi si cancella. Nessun nome.',
  },
  keptEver: 'per sempre',
  keptMidnight: 'fino alle 00:00 UTC, quando il nuovo lo sovrascrive',
  keptDeleted: 'finché chi lo ha chiesto non lo cancella',
  keptCrowdedOut: 'finché altre non ne prendono il posto; dopo mezzanotte non riportano a nessuno',
  keptAtMost: (length) => `al massimo ${length}`,

  statusTitle: 'Stato di Brusio',
  statusDescription: 'Come sta Brusio stesso: segnalazioni, banca dati, regola, sonde, minuti in cui non c’eravamo.',
  statusLead: {
    well: 'Brusio è in ascolto.',
    ill: 'Brusio non sta bene: quel che si legge può essere vecchio.',
    unknown: 'Brusio si sta avviando.',
  },
  statusNow: 'Adesso',
  statusWord: { well: 'a posto', ill: 'non va', unknown: 'non si sa' },
  statusReports: 'Segnalazioni',
  statusReportsAre: {
    taken: 'Si ricevono e si contano.',
    late: 'Non possiamo scriverle: chi preme viene invitato a riprovare.',
    none: 'Non ne abbiamo ancora potute ricevere.',
  },
  statusDatabase: 'Banca dati',
  statusDatabaseAnswers: (ms) => `Risponde in ${ms} ms.`,
  statusDatabaseAway: 'Non risponde.',
  statusDatabaseRead: (moment) => `L’ultima volta ha risposto il ${moment}.`,
  statusDetector: 'La regola',
  statusDetectorAt: (lag) => `È indietro di ${lag}: gli stati non sono di adesso.`,
  statusDetectorKeepsUp: 'Giudica al passo con le segnalazioni.',
  statusDetectorNever: 'Non ha ancora giudicato nulla.',
  statusProbes: 'Sonde di questo server',
  statusProbesAre: {
    on: 'Escono e provano i servizi.',
    offline: 'Nessuna riesce a uscire: i loro fallimenti non valgono come prova.',
    off: 'Questo server non ne manda.',
  },
  statusAgents: 'Sonde altrove',
  statusAgentsHeard: (heard, shown, all) =>
    `${shown} ${aboutOne(heard) ? 'si è fatta' : 'si sono fatte'} sentire nell’ultima ora, su ${all}.`,
  statusAgentsNone: 'Nessuna: le prove vengono da un posto solo.',
  statusSockets: 'Lettori in diretta',
  statusSocketsOpen: (count, shown) => (aboutOne(count) ? 'Una pagina collegata.' : `${shown} pagine collegate.`),
  statusVersion: 'Versione',
  statusRule: (rule) => `regola ${rule}`,
  statusGaps: 'Minuti in cui non c’eravamo',
  statusGapsLead: 'Un minuto in cui il server non ascoltava è un buco nei grafici, non uno zero.',
  statusGapsIn: (days) => (aboutOne(days) ? 'Ultime 24 ore' : `Ultimi ${days} giorni`),
  statusGapsNone: (watched) => `Nessuno, in ${watched}.`,
  statusGapsSum: (count, shown, lost, watched) =>
    `${aboutOne(count) ? 'Una interruzione' : `${shown} interruzioni`}: ${lost} su ${watched}.`,
  statusGapsUnwatched: 'Non eravamo ancora in ascolto.',
  statusGapFrom: 'Dal',
  statusGapLength: 'Durata',
  statusGapsMore: (shown) => `Le ${shown} più recenti.`,
}))()

// chart

const chartReports = (count: number, shown: string) => (count === 1 ? '1 segnalazione' : `${shown} segnalazioni`)

const LAST: Record<Range, string> = {
  '1h': 'nell’ultima ora',
  '24h': 'nelle ultime 24 ore',
  '7d': 'negli ultimi 7 giorni',
  '30d': 'negli ultimi 30 giorni',
  '1y': 'nell’ultimo anno',
}

export const chartWords: ChartTexts = {
  blindness: (perMinute, minutes, usualPerHour) =>
    `A quest’ora un aumento di meno di circa ${perMinute} segnalazioni al minuto può sfuggirci per ${minutes} minuti; di solito sono ${usualPerHour} all’ora. Se parla solo la gente, sotto 7,5 volte il solito o ce ne accorgiamo subito o non lo confermiamo; un aumento lieve che dura lo lasciamo andare dopo 25 minuti. Il silenzio non è verde.`,
  bucket: (from, to, day) => `Tra le ${from} e le ${to}${day === null ? '' : ` di ${day}`}`,
  bucketDay: (day) => `${day}, giorno UTC`,
  bucketNumbers: (count, shown, expected) =>
    `${chartReports(count, shown)}${expected === null ? '' : `, di solito ${expected}`}.`,
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
  pulse: (count, shown, span) => `${chartReports(count, shown)} negli ultimi ${span}`,
}

// clock

const delDay = (day: string) => `${/^(8|11)\b/.test(day) ? 'dell’' : 'del '}${day}`

export const clockWords: ClockTexts = {
  clockOn: (clock, day) => `${clock} ${delDay(day)}`,
  fewerThanOne: 'meno di una',
}

// front

const frontPlural = /* @__PURE__ */ new Intl.PluralRules('it')
const frontOne = (count: number, singular: string, several: string) =>
  frontPlural.select(count) === 'one' ? singular : several

export const frontWords: FrontTexts = {
  frontTitle: 'Che cosa non funziona adesso? Disservizi in diretta · Brusio',
  languages: 'Lingua',
  sections: 'Sezioni',
  sectionReport: 'Segnala',
  sectionHistory: 'Archivio',
  findYours: 'Nome o sito del servizio…',
  slashKey: 'Il tasto / porta alla ricerca: premi per toglierlo o rimetterlo',
  meToo: 'Anche a me',
  last15Reports: 'In 15 minuti:',
  usuallyAbout: 'di solito',
  pause: 'Ferma i numeri',
  resume: 'Riprendi',
  murmurHeading: 'Il brusio di 24 ore',
  murmur: (count, shown, services) =>
    count === 0
      ? 'Nessuna segnalazione.'
      : `${shown} ${frontOne(count, 'segnalazione', 'segnalazioni')} su ${services} ${frontOne(services, 'servizio', 'servizi')}.`,
  murmurIncidents: (incidents, open) =>
    incidents === 0
      ? 'Nessun disservizio registrato.'
      : `${incidents} ${frontOne(incidents, 'disservizio', 'disservizi')}${open === 0 ? '' : open === incidents ? ', ancora in corso' : `, di cui ${open} in corso`}.`,
  murmurNow: 'adesso',
  mostElse: 'Gli altri più segnalati',
  endedIncidents: 'Conclusi di recente',
  allIncidents: 'Tutti i disservizi',
  byCategory: 'Tutti i servizi, per categoria',
  services: (count) => `${count} ${frontOne(count, 'servizio', 'servizi')}`,
  noisy: (count) => `${count} ${frontOne(count, 'fa rumore', 'fanno rumore')}`,
  categoryTitle: (category) => `${category}: che cosa non funziona adesso? · Brusio`,
  categoryDescription: (category) =>
    `${category}: lo stato di ogni servizio adesso, dalle segnalazioni della gente in diretta. Senza cookie.`,
  otherCategories: 'Altre categorie',
  didYouMean: 'Forse cercavi',
}

// history

const ZONE = {
  'Europe/Rome': 'ora italiana',
  'Europe/Paris': 'ora francese',
  'America/Toronto': 'ora di Toronto',
  UTC: 'UTC (in Italia un’ora in più, due d’estate)',
} as const

export const historyWords: HistoryTexts = {
  historyTitle: 'Archivio dei disservizi',
  historyTitleOf: (name) => `I disservizi di ${name}`,
  historyLead:
    'Ogni disservizio che la regola ha trovato, anche quelli che abbiamo ritirato. Una punta alta dice che in molti hanno segnalato, non quanti erano colpiti.',
  historySortLabel: 'Ordine',
  historySort: { time: 'Dal più recente', duration: 'Dal più lungo', provider: 'Per servizio' },
  historyYearLabel: 'Anno',
  historyAllYears: 'tutti',
  historyNone: 'Nessun disservizio registrato in questo periodo.',
  historyNoneOf: (name) => `Nessun disservizio di ${name} registrato in questo periodo.`,
  historyMore: 'Avanti',
  historyAllProviders: 'Tutti i servizi',
  historyWhen: 'Inizio',
  historyWho: 'Servizio',
  historyHow: 'Come lo sappiamo',
  historyLength: 'Durata',
  ongoingFor: (length) => `in corso da ${length}`,
  historyPeak: 'Punta in 15 min',
  historyVerified: 'Verificato',
  historyCrowd: 'Solo dalla gente',
  historyCollateral: 'Di riflesso',
  historyCount: 'Disservizi',
  historyTotal: 'In tutto',
  historyLongest: 'Il più lungo',
  historyNewest: 'L’ultimo',
  historyByProviderNote:
    'Non contano quelli ritirati né le segnalazioni di riflesso. Chi è più seguito ha più segnalazioni, e così anche più disservizi trovati: non è una classifica di chi funziona peggio.',
  historyLink: 'Archivio dei disservizi',

  docHeading: 'Prima di noi',
  docLead:
    'Disservizi che altri hanno documentato, con le loro fonti. Non ne abbiamo segnalazioni nostre: nessuna curva.',
  docKicker: 'Documentato da altri',
  docNoReports:
    'Di quel tempo non abbiamo segnalazioni nostre: niente curva, niente punta, nessun verdetto. Qui c’è solo ciò che le fonti dicono, con parole nostre.',
  docBegan: 'Inizio',
  docEnded: 'Fine',
  docEndUnknown: 'nessuna fonte dà una fine sola',
  docWho: 'Servizi',
  docTimeline: 'Come è andata',
  docUndated: 'senza data',
  docUnknownHeading: 'Che cosa non si sa',
  docSources: 'Fonti',
  docSourcesNote: 'Le frasi sono nostre; chi cita citi la fonte.',
  docZone: (zone) => `Orari: ${ZONE[zone]}.`,
  docAbout: (when) => `${when} circa`,
}

// live

const STATES: Record<State, string> = {
  ok: 'Segnalazioni nella norma',
  suspected: 'Possibili problemi',
  confirmed: 'Molte segnalazioni di problemi',
  recovering: 'Segnalazioni in calo',
  unknown: 'Dati insufficienti',
}

const liveIl = (day: string) => (/^(1|8|11)\b/.test(day) ? `l’${day}` : `il ${day}`)

const liveReports = (count: number, shown: string) => (count === 1 ? '1 segnalazione' : `${shown} segnalazioni`)

const BACKED: Record<Backing, string> = {
  probes: 'lo confermano le nostre sonde da due reti',
  official: 'lo conferma l’operatore stesso',
  both: 'lo confermano le nostre sonde da due reti e l’operatore stesso',
  either: 'lo confermano le nostre sonde da due reti, o l’operatore stesso',
}

/** Frase a sé, dove la gente non si sente. */
const SAID: Record<Backing, string> = {
  probes: 'Lo dicono le nostre sonde da due reti',
  official: 'Lo dice l’operatore stesso',
  both: 'Lo dicono le nostre sonde da due reti e l’operatore stesso',
  either: 'Lo dicono le nostre sonde da due reti, o l’operatore stesso',
}

export const liveWords: LiveTexts = {
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
  since: (state, clock, day, about) =>
    `${state === 'recovering' ? ', problemi' : ''} dalle ${clock}${about ? ' circa' : ''}${day === null ? '' : ` ${delDay(day)}`}`,
  began: (from, to) => `Inizio stimato: tra le ${from} e le ${to}.`,
  numbers: (count, shown, expected) =>
    `${liveReports(count, shown)} negli ultimi 15 minuti${expected === null ? '' : `, di solito ${expected}`}.`,
  hint: (state, verified, isLong, backing, isHeard) => {
    if (state === 'suspected' && !isHeard && (backing === 'probes' || backing === 'both'))
      return 'Le nostre sonde trovano errori: non sappiamo ancora se c’è dell’altro.'
    if (state === 'suspected') return 'Più segnalazioni del solito: non sappiamo ancora se è un brusio.'
    if (state === 'unknown') return 'Non abbiamo ancora abbastanza storia per dire che cosa è normale.'
    if (state === 'recovering')
      return isLong ? 'Meno segnalazioni, ma nessuno ha detto che funziona di nuovo per tutti.' : null
    if (state !== 'confirmed') return null
    if (!verified) return 'Lo dice la gente: finora nessuna nostra verifica lo conferma.'
    return isHeard ? `Non lo dice solo la gente: ${BACKED[backing]}.` : `${SAID[backing]}.`
  },
  recovers: 'In ripresa',
  crowdSays: {
    problem: 'più del solito',
    quiet: 'nessun allarme',
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
  between: (from, to) => `tra ${liveIl(from)} e ${liveIl(to)}`,
  betweenClocks: (day, from, to) => `${day}, tra le ${from} e le ${to}`,
  offlineStrip: 'Collegamento perso: i numeri sono fermi, riproviamo.',
  numbersAge: (age) => `Sono di ${age} fa.`,
  oldNumbers: 'Numeri vecchi: da qualche minuto non riusciamo ad aggiornarli.',
  zone: (name) => `Orari: ${name}`,
}

// method

const sections = (n: MethodNumbers): MethodSection[] => [
  {
    id: 'voci',
    heading: 'Contiamo persone, non clic',
    paragraphs: [
      `Chi preme «Ho un problema» è una voce: una sola per servizio ogni ${n.slotMinutes} minuti, quante che siano le volte che preme. Molte voci dalla stessa rete pesano meno: mille voci da un ufficio sono un ufficio.`,
      'Le segnalazioni non sono gli utenti colpiti. Dicono che in molti hanno avuto voglia di segnalare: i colpiti sono quasi sempre molti di più, e non sappiamo quanti.',
    ],
  },
  {
    id: 'solito',
    heading: 'Il confronto è con il solito di quel servizio',
    paragraphs: [
      'Per ogni servizio la regola impara quante voci sono normali a quell’ora di quel giorno della settimana. Le ore di un disservizio non le impara. I minuti in cui noi non eravamo in ascolto sono buchi, non silenzio.',
      `Poi chiede: quante volte il solito dovrebbe essere normale, perché tante voci siano un caso? Un servizio che si agita spesso senza essere rotto (una partita, una scadenza) ha un passato che ammette di più; ma nessun passato ammette ${n.wildest} volte il solito.`,
    ],
  },
  {
    id: 'stati',
    heading: 'Prima forse, poi molte segnalazioni',
    paragraphs: [
      `«Possibili problemi» vuole almeno ${n.fewestPeople}–${n.mostFewestPeople} persone diverse da altrettante reti (meno dove si segnala poco, di più dove si segnala molto), e più di quanto il caso spieghi. Falsi allarmi messi in conto: per ogni servizio non più di ${n.suspectedPerYear} all’anno.`,
      `«Molte segnalazioni di problemi» vuole prove dieci volte più forti, almeno ${n.confirmedMultiple} volte il solito e ${n.confirmedNetworks} reti. Falsi allarmi messi in conto: uno ogni ${n.confirmedYears} anni per servizio. Solo questo apre un disservizio.`,
    ],
  },
  {
    id: 'gente',
    heading: 'La gente da sola non basta a dire che qualcosa non va',
    paragraphs: [
      `La gente da sola dice che in molti segnalano: non diciamo mai che un servizio è guasto perché lo dice la gente. «Problemi verificati» lo diciamo solo quando le nostre sonde trovano errori da ${n.probeNetworks} reti diverse, o quando lo dice l’operatore stesso.`,
      `Una sonda che non ha risposta, da sola, non apre nulla; insieme ad almeno ${n.probedPeople} persone sì. Ciò che blocca soltanto le nostre sonde non prova nulla.`,
    ],
  },
  {
    id: 'orologi',
    heading: 'Tre orologi, all’inizio e alla fine',
    paragraphs: [
      'Teniamo tre orologi: la prima segnalazione fuori dal solito, il primo errore di una nostra sonda, la prima parola ufficiale. E gli stessi tre per la fine. Un orologio senza una data documentata resta «non noto»: non lo indoviniamo mai.',
      `L’inizio è una stima, e diciamo tra quando e quando: ${n.onsetCover} volte su dieci quello vero è lì dentro. Il momento in cui ce ne siamo accorti è un fatto.`,
    ],
  },
  {
    id: 'riflesso',
    heading: 'Di riflesso: chi viene incolpato per altri',
    paragraphs: [
      'Quando un operatore si ferma, molti premono anche il pulsante di un altro. Se le voci di un servizio seguono quelle di un altro e ne sono una piccola parte, lo diciamo, e il servizio non viene mostrato in difficoltà.',
      `Servizi dello stesso operatore che si agitano insieme stanno sotto un solo titolo; finché uno è confermato, agli altri il passato non fa ammettere più di ${n.kin} volte il solito.`,
    ],
  },
  {
    id: 'titolo',
    heading: 'Il titolo di giornale che alimenta sé stesso',
    paragraphs: [
      `Chi legge di un disservizio prova, e preme. Se in ${n.amplifiedMinutes} minuti più del ${n.amplifiedShare} delle segnalazioni arriva dalla pagina di un solo giornale, lo scriviamo, e quelle voci da sole non alzano lo stato: devono bastare le altre. La pagina di un giornale nuovo, poi, per quattro settimane non apre nulla.`,
    ],
  },
  {
    id: 'fine',
    heading: 'La fine',
    paragraphs: [
      `Una notte quieta non guarisce: le voci si confrontano con quelle solite di quell’ora e con quelle che il disservizio portava. Quando il calo è chiaro lo diciamo «in calo», e «rientrato» dopo almeno ${n.calmMinutes} minuti, o un decimo della durata. Se ricomincia entro ${n.reopenHours} ore è lo stesso disservizio.`,
      `Dopo ${n.tiredHours} ore la gente si stanca di segnalare, e il silenzio non prova più nulla: allora serve che lo dicano le sonde, l’operatore, o chi risponde «a me funziona» da almeno ${n.worksNetworks} reti, ${n.worksShare} di tutte le risposte. Per questo teniamo vivo un disservizio lungo chiedendo a chi ha segnalato: «non funziona ancora?».`,
    ],
  },
  {
    id: 'cieco',
    heading: 'Che cosa non vediamo',
    paragraphs: [
      'Il silenzio non è verde: «segnalazioni nella norma» vuol dire che in pochi ce lo hanno detto. Sotto una certa soglia non notiamo nulla, e ogni pagina dice quale, a quell’ora.',
      `Di un servizio ascoltato da meno di ${n.youngHours} ore non diciamo niente. Una folla organizzata può ingannarci; per questo contano le reti, non i clic, e per questo si può chiedere una correzione.`,
    ],
  },
  {
    id: 'errori',
    heading: 'Gli errori, e come si correggono',
    paragraphs: [
      'Di ogni cambiamento resta ciò che la regola aveva visto: «Perché questo stato?», su ogni pagina, lo mostra. Chiunque gestisca un’istanza può rifare il conto da capo e deve trovare lo stesso.',
      'Quando abbiamo torto il disservizio resta al suo posto, barrato, con il motivo. Non spariscono né l’errore né la correzione.',
    ],
  },
]

export const methodWords: MethodTexts = {
  methodTitle: 'Come decidiamo',
  methodDescription:
    'Che cosa contiamo, quando diciamo che ci sono problemi, perché la gente da sola non basta, e che cosa non vediamo.',
  methodLead:
    'Decide una regola pubblica, uguale per tutti, e non una persona. Qui è detta in parole; i numeri sono quelli che il programma usa in questo momento.',
  methodSections: sections,
  methodRule: (version) => `La regola in vigore si chiama ${version}.`,
  methodRuleLink: 'la regola intera, con le formule (in inglese)',
  methodFigures: 'Quanto sbaglia, misurato contro altre regole e su disservizi registrati: ',
}

// official

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

export const officialWords: OfficialTexts = {
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

// past

const pastIl = (moment: string) => (/^(1|8|11)\b/.test(moment) ? `l’${moment}` : `il ${moment}`)

export const pastWords: PastTexts = /* @__PURE__ */ (() => ({
  ...historyWords,
  ...methodWords,
  storyOpen: (span) => `Dura da ${span}.`,
  storyOver: (span, isLetGo) => `${isLetGo ? 'Lo abbiamo seguito per' : 'È durato'} ${span}:`,
  storyPeak: (count, usual, drawn) =>
    `Al massimo ${count} segnalazioni in 15 minuti${drawn === null ? '' : ` qualunque (${drawn} nel quarto d’ora più alto della curva)`}${usual === null ? '' : `, di solito ${usual}`}.`,
  storyVerified: (isOver, by) => {
    const besides = isOver ? 'Non lo diceva solo la gente' : 'Non lo dice solo la gente'
    if (by === 'probes') return `${besides}: lo hanno confermato le nostre sonde da due reti.`
    if (by === 'operator') return `${besides}: lo ha confermato l’operatore stesso.`
    if (by === 'both')
      return `${besides}: lo ha confermato l’operatore stesso, e anche le nostre sonde ${isOver ? 'trovavano' : 'trovano'} errori.`
    return `${besides}: lo hanno confermato le nostre sonde da due reti, o l’operatore stesso.`
  },
  storyCrowd: (isOver) =>
    isOver
      ? 'Lo diceva la gente: nessuna nostra verifica lo ha confermato.'
      : 'Lo dice la gente: finora nessuna nostra verifica lo ha confermato.',
  storySilent: (isOver, by, isNobody) => {
    const who = isNobody ? 'nessuno' : 'quasi nessuno'
    const nobody = isOver ? `Non l’ha segnalato ${who}` : `Non lo segnala ${who}`
    const probes = 'lo hanno trovato le nostre sonde da due reti'
    const says = isOver ? 'lo diceva l’operatore stesso' : 'lo dice l’operatore stesso'
    if (by === 'probes') return `${nobody}: ${probes}.`
    if (by === 'operator') return `${nobody}: ${says}.`
    if (by === 'both') return `${nobody}: ${says}, e anche le nostre sonde ${isOver ? 'trovavano' : 'trovano'} errori.`
    return `${nobody}: ${probes}, o ${says}.`
  },
  storyIn: (name, when, span, isOver, isSilent) => {
    const what = isSilent ? 'Problemi verificati' : 'Le segnalazioni di problemi'
    return isOver
      ? `${what} con ${name}: ${when}, per ${span}.`
      : `${what} con ${name}: da ${span}, ancora in corso (inizio: ${when}).`
  },
  allIncidentsOf: (name) => `Tutti i disservizi di ${name}`,
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
  citeMoment: (clock, day) => `le ${clock}${day === null ? '' : ` ${delDay(day)}`}`,
  cite: (count, shown, name, from, to, zone) =>
    `Secondo ${count === 1 ? 'una segnalazione' : `${shown} segnalazioni`} su Brusio, tra ${from} e ${to} (${zone}) c’erano problemi con ${name}; le segnalazioni non sono gli utenti colpiti.`,
  citeReports: (count, shown, name, from, to, zone) =>
    `Tra ${from} e ${to} (${zone}) su Brusio ${count === 1 ? 'è arrivata una segnalazione' : `sono arrivate ${shown} segnalazioni`} di problemi con ${name}; le segnalazioni non sono gli utenti colpiti.`,
  citeNot: {
    replay: 'Qui non c’è nulla da citare: sono dati registrati altrove, mandati di nuovo in onda. Non è il presente.',
    simulation: 'Qui non c’è nulla da citare: è una simulazione, e le segnalazioni sono inventate.',
    withdrawn: 'Da non citare: lo abbiamo ritirato.',
    collateral:
      'Da non citare come un problema di questo servizio: le segnalazioni seguono il disservizio di qualcun altro.',
    silent: 'Nessuna segnalazione da citare: lo dicono le nostre sonde o l’operatore, non la gente.',
    quiet: 'Nessuna segnalazione da citare in questo tempo. Il silenzio non dice che tutto funzioni.',
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
}))()

// provider

const SHARES: Record<SharedFacet, string> = {
  problem: 'Che cosa non va',
  component: 'Quale parte',
  device: 'Con che cosa',
  began: 'Da quando, secondo chi lo dice',
  region: 'Da quale regione',
  network: 'Su quale rete',
  country: 'Da quale Paese',
}

export const providerWords: ProviderTexts = {
  providerTitle: (name) => `${name} non funziona? Le segnalazioni, adesso`,
  providerDescription: (name, moment, sentence) =>
    `${name}, ${moment}: ${sentence} Segnalazioni in diretta, sonde e parola ufficiale.`,

  whoReports: 'Chi segnala, che cosa, da dove',
  whoLead: 'Quote di chi l’ha detto nelle ultime 24 ore.',
  whoSince: ['Quote di chi l’ha detto da quando è cominciato, alle ', '.'],
  whoUsual: 'La tacca sulla barra è la quota di quando tutto è calmo.',
  tooFewVoices: (isOpen) =>
    `Meno di cinque voci ${isOpen ? 'da quando è cominciato' : 'nelle ultime 24 ore'}: troppo poche per dire che cosa non va, con che cosa e da dove.`,
  facetHeading: (facet) => SHARES[facet],
  shareNow: 'ora',
  shareUsual: 'di solito',
  voicesSaid: (count, shown) => (count === 1 ? '1 voce' : `${shown} voci`),
  allTheRest: 'Tutto il resto',

  matrixUnknown: (names) => `Di ${names} non possiamo dire se siano colpiti.`,
  mapHeading: 'Dove, rispetto al solito',
  mapTitle: (name) => `Segnalazioni su ${name} per regione, rispetto al solito`,
  mapDescription: (most, few) =>
    `${most === null ? 'Nessuna regione segnala molto più del solito.' : `Più del solito: ${most}.`}${
      few === 0
        ? ''
        : few === 1
          ? ' Di una regione le voci sono troppo poche.'
          : ` Di ${few} regioni le voci sono troppo poche.`
    }`,
  mapNote: 'Quante volte il solito di quella regione a queste ore: non quante segnalazioni, né quanti utenti.',
  mapTable: 'La mappa in tabella',
  mapRegion: 'Regione',
  mapRatio: 'Rispetto al solito',
  mapStep: (from, to) =>
    from === null ? 'come al solito' : to === null ? `${from} volte e oltre` : `da ${from} a ${to} volte`,
  mapFew: 'troppo poche voci',
  timesTheUsual: (times) => `${times} volte il solito`,
  mapCredit: 'Contorni: MapSVG e @svg-maps/italy, CC BY 4.0, semplificati.',

  probesAnswer: (count) => `${count} prove rispondono`,

  adviceHeading: 'Che cosa puoi fare',
  adviceSource: 'fonte',

  dependsHeading: (name) => `Da che cosa dipende ${name}`,
  dependentsHeading: (name) => `Chi dipende da ${name}`,
  operatorHeading: (operator) => `Anche di ${operator}`,
  dependsNote: 'Solo ciò che sta scritto da qualche parte: ogni riga ha la sua fonte.',
  notJudged: 'Dati insufficienti',
  whereWritten: 'dove sta scritto',

  moreHeading: 'Altro su questo servizio',
  moreHistory: 'Tutti i disservizi',
  moreOperator: (operator) => `I servizi di ${operator}`,
  moreData: 'Gli stessi dati in JSON',
  moreEmbed: 'Riquadro per il tuo sito',
}

// queue

export const queueWords: QueueTexts = {
  waiting: (name, at) => `La tua risposta su ${name} (${at}) non era partita: la inviamo appena la linea risponde.`,
  discard: 'Scartala',
  became: (receipt, name, at) => {
    const press = `La tua risposta su ${name} (${at})`
    if (receipt === 'counted') return `${press} è arrivata e vale per la mezz’ora in cui hai premuto.`
    if (receipt === 'repeat') return `${press} c’era già: non la contiamo due volte.`
    if (receipt === 'changed')
      return `${press} è annotata, non contata: in quella mezz’ora avevi già risposto altrimenti.`
    if (receipt === 'discarded') return `${press} è scartata: in questo browser non ne resta traccia.`
    if (receipt === 'refused') return `${press} non è stata accettata: è troppo vecchia, o non vale più qui.`
    return `${press} resta in attesa: riproviamo alla prossima pagina.`
  },
}

// push

export const pushWords: PushTexts = {
  ask: 'Avvisami quando torna',
  stop: 'Non avvisarmi più',
  lead: 'Una sola notifica, quando il disservizio è finito. Teniamo solo il recapito che il browser crea per questo, senza nome; poi lo cancelliamo, al più tardi dopo 30 giorni.',
  asked: 'Ti avviseremo con una notifica, anche a pagina chiusa.',
  stopped: 'Non ti avviseremo: il recapito è cancellato.',
  denied: 'Il browser non permette le notifiche di questo sito: si cambia nelle sue impostazioni.',
  over: 'Il disservizio è già finito: non c’è nulla da aspettare.',
  failed: 'Non è riuscito: riprova fra poco.',
  unable:
    'Questo browser non ha un recapito per le notifiche: in una finestra privata non c’è, e alcuni browser non l’hanno mai. Prova da un’altra finestra o da un altro browser.',
  installed:
    'Su iPhone e iPad le notifiche arrivano solo se Brusio è nella schermata Home: Condividi, poi «Aggiungi alla schermata Home», e premi da lì.',
  resolved: (name) => ({
    title: `${name}: torna nella norma`,
    body: 'Il disservizio è finito, per quanto ne sappiamo.',
  }),
  withdrawn: (name) => ({
    title: `${name}: disservizio ritirato`,
    body: 'Lo avevamo indicato per errore: sulla pagina c’è il motivo.',
  }),
}

// reporting

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

export const reportingWords: ReportingTexts = {
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

// why

const VERDICT: Record<ScopeCell['verdict'], string> = {
  affected: 'colpito',
  not_affected: 'non colpito',
  recovered: 'ripreso',
  unknown: 'non si sa',
}
const COMPLAINT: Record<ScopeCell['verdict'], string> = {
  affected: 'più del solito',
  not_affected: 'come al solito',
  recovered: 'di nuovo come al solito',
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

const DEVICE: Record<Device, string> = { web: 'Web', ios: 'iPhone', android: 'Android', desktop: 'Computer' }

const NEXT: Record<State, string> = {
  ok: 'Parliamo di possibili problemi solo quando le voci, di persone diverse da reti diverse, superano ciò che il passato di questo servizio ammette.',
  suspected:
    'Diventano molte segnalazioni con prove dieci volte più forti da molte più reti, oppure se anche una sonda indipendente non ha risposta. Se il rumore cala, non se ne fa nulla.',
  confirmed:
    'Le diciamo in calo quando le voci tornano vicine al solito, con prove tanto più forti quanto più a lungo è durato.',
  recovering: 'Lo diciamo rientrato se il calo regge almeno un quarto d’ora, o un decimo della durata.',
  unknown: 'Nessun verdetto: o ascoltiamo da troppo poco, o in questo momento non stiamo giudicando.',
}
const NEXT_SILENT: Partial<Record<State, string>> = {
  confirmed: 'Lo diciamo in ripresa quando tutte le nostre sonde hanno avuto una risposta buona tre volte di fila.',
  recovering:
    'Lo diciamo rientrato se tutte le nostre sonde hanno risposte buone per almeno un quarto d’ora, o un decimo della durata.',
}
const NEXT_LONG =
  'Dopo un giorno la gente si stanca di segnalare, e il calo da solo non basta più: serve che lo dicano le sonde, chi risponde «a me funziona» o l’operatore.'

export const whyWords: WhyTexts = {
  scopeHeading: 'Chi è colpito',
  scopeVerdict: (verdict, facet) => (facet === 'problem' ? COMPLAINT : VERDICT)[verdict],
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
  withdrawnLead: 'Ritirato: questo disservizio lo avevamo pubblicato, e non vale più.',

  whyLink: 'Perché questo stato?',
  wholeIncident: 'Questo disservizio, dall’inizio',
  whyTitle: (name) => `Perché questo stato? ${name}`,
  whyLead:
    'Una regola pubblica decide, uguale per tutti. Qui c’è ciò che la regola vede adesso, e ciò che aveva visto a ogni cambiamento.',
  whyVoice: 'Una voce è una persona che risponde, contata una volta ogni mezz’ora.',
  whyMethod: 'Come decidiamo, in parole semplici',
  whyNow: 'Adesso',
  whyChanges: (days) => `I cambiamenti degli ultimi ${days} giorni`,
  whyNone: (days) => `Nessun cambiamento negli ultimi ${days} giorni.`,
  next: (state, isLong, isSilent) =>
    (isSilent && NEXT_SILENT[state]) || (state === 'recovering' && isLong ? NEXT_LONG : NEXT[state]),
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
  eventVerified: {
    probes: 'Verificato: lo confermano le nostre sonde da due reti',
    operator: 'Verificato: lo conferma l’operatore stesso',
  },
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
      : `Le nostre sonde hanno avuto errori, o nessuna risposta: pesa come ${odds}.`,
  probesAgainst: (odds) => `Le nostre sonde hanno avuto risposta: pesa come ${odds} in senso contrario.`,
  amplified: (host, share) =>
    `Il ${share} delle segnalazioni di dieci minuti dichiara di venire ${host === null ? 'da un solo sito' : `dalle pagine di ${host}`}: quelle voci da sole non alzano lo stato.`,
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

// All of it

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
  content: 'risponde in modo diverso dal solito',
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
  verified: 'Non lo dice più solo la gente',
  relapsed: 'Di nuovo in aumento',
  reopened: 'Riaperto',
  resolved: 'Rientrato',
  corrected: 'Corretto',
  withdrawn: 'Ritirato',
}

const at = (speed: string | null) => (speed === null ? '' : `, a velocità ${speed}×`)

export const it: Texts = /* @__PURE__ */ (() => ({
  ...liveWords,
  ...chartWords,
  ...officialWords,
  ...whyWords,
  ...frontWords,
  ...providerWords,
  ...reportingWords,
  ...pastWords,
  ...aboutWords,
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

  nowHeading: (failing) =>
    failing === 1
      ? 'Un servizio fa rumore.'
      : `${['', '', 'Due', 'Tre', 'Quattro', 'Cinque', 'Sei', 'Sette', 'Otto', 'Nove'][failing] ?? failing} servizi fanno rumore.`,
  nowFalling: 'Le segnalazioni calano.',
  nowQuiet: 'Niente fuori dal solito.',
  nowRaised: 'Nessun disservizio confermato.',
  nowLearning: 'In ascolto. Non sappiamo ancora che cosa sia nella norma.',
  listening: (providers) => `In ascolto su ${providers} servizi.`,
  operatorTogether: (operator, count) => `${operator}: ${count} servizi insieme`,
  othersTogether: (count) => `${count} servizi insieme: qualcosa in comune`,
  possible: 'Forse, troppo presto per dirlo',
  mostReported: 'I più segnalati',
  mostReportedEmpty: 'Nessuna segnalazione negli ultimi 15 minuti.',
  service: 'Servizio',
  last15: 'Ultimi 15 min',
  usually: 'Di solito',
  last6h: 'Ultime 6 ore',
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
  problem: (kind) => PROBLEM[kind],
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

  incidentOf: (name) => `Disservizio di ${name}`,
  ongoing: 'in corso',
  startedAbout: 'Inizio stimato',
  startedBetween: 'Inizio tra',
  noticed: 'Notato',
  ended: 'Rientrato',
  letGo: 'Non più seguito: dati insufficienti',
  closed: 'Chiuso',
  lasted: 'Durata',
  followed: 'Seguito per',
  peak: 'Punta',
  peakValue: (count) => `${count} segnalazioni in 15 minuti`,
  timeline: 'Come è andata',
  event: (type) => EVENT[type],
  eventSilent: { recovering: 'In ripresa', relapsed: 'Di nuovo problemi' },
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
}))()

// echo

export const echoWords: EchoTexts = {
  echoHeading: 'Attraverso quali giornali',
  echoLead: (through, voices) =>
    `Segnalazioni di problemi inviate da un riquadro di Brusio nella pagina di un altro sito: ${through} su ${voices}.`,
  echoUnchecked: 'Il nome del sito lo dice il browser di chi segnala: nessuno lo ha verificato.',
  echoSite: 'Sito',
  echoVoices: 'Segnalazioni',
  echoShare: 'Su tutte',
  echoOthers: 'altri siti',
  echoUnnamed: 'sito non noto',
  echoAmplified: 'Amplificato',
  echoBrought: (percent, host) =>
    `${percent.startsWith('8') ? 'l’' : 'il '}${percent} delle segnalazioni dichiara di venire ${host === null ? 'da un solo sito' : `dalle pagine di ${host}`}.`,
  echoNoState: 'Un titolo porta chi lo legge: le segnalazioni di una sola testata, da sole, non cambiano lo stato.',
  echoCopy: 'Copia la frase',
  echoCopied: 'Copiato',
  echoSelected: 'Il testo è selezionato: ora copialo.',
}

// embed

/** 15 minutes, an hour, six hours, a day. */
function perWidth(ms: number): string {
  const width = ms / 60_000
  if (width < 60) return width === 1 ? 'al minuto' : `ogni ${width} minuti`
  return width === 60 ? 'all’ora' : width < 1_440 ? `ogni ${width / 60} ore` : 'al giorno'
}

export const embedWords: EmbedTexts = {
  embedUsual: (widthMs, band) => `Segnalazioni ${perWidth(widthMs)}.${band ? ' Fascia: di solito fin qui.' : ''}`,
  embedSource: 'fonte: Brusio',
  embedOpen: 'Apri su Brusio',
  embedAt: (clock) => `alle ${clock}`,
  embedFrozen: (moment) =>
    `Fermo ${/^(1|8|11)\b/.test(moment) ? `all’${moment}` : `al ${moment}`}: mostra solo ciò che era pubblicato allora.`,
  embedHourly: 'Curva a ore intere: i conteggi per minuto si conservano 400 giorni.',
  embedReason: '. Motivo: ',
  embedAmended: (type, name, start, moment, reason) =>
    `${name}, disservizio iniziato ${pastIl(start)}: ${type === 'withdrawn' ? 'ritirato' : 'corretto'} ${pastIl(moment)}. Motivo: ${reason}`,
  embedAmendedHere: (type, moment, reason) =>
    `${type === 'withdrawn' ? 'Ritirato' : 'Corretto'} ${pastIl(moment)}. Motivo: ${reason}`,
  embedOver: (clock, day, length, isLetGo) =>
    `${isLetGo ? 'Non più seguito dalle' : 'Rientrato alle'} ${clock} ${delDay(day)}, dopo ${length}.`,
  embedUnavailable: {
    subject: 'Non disponibile: Brusio non segue un servizio con questo nome.',
    as_of: 'Non disponibile: il momento chiesto non è una data che si possa leggere, o deve ancora venire.',
    away: 'Non disponibile in questo momento: si può riprovare tra poco.',
  },
  embedMore: (count) => (count === 1 ? 'e un altro servizio' : `e altri ${count} servizi`),
  embedLicence: 'licenza CC BY 4.0',
  embedBadge: {
    ok: 'nella norma',
    raised: 'più segnalazioni del solito',
    suspected: 'possibili problemi',
    confirmed: 'molte segnalazioni',
    verified: 'problemi verificati',
    recovering: 'segnalazioni in calo',
    recovers: 'in ripresa',
    collateral: 'segnalazioni di riflesso',
    unknown: 'dati insufficienti',
    missing: 'non disponibile',
    away: 'non disponibile al momento',
  },
  embedBadgeMode: { replay: 'replay', simulation: 'simulazione' },
  embedNotNow: 'Non disponibile: in questo momento i dati non si possono leggere. Riprova tra poco.',
  embedSearch: 'Cerca un servizio',
  embedCancel: 'Annulla',
  embedFailed: 'La linea non risponde: non sappiamo se è arrivata. Riprova.',
}

// feed

export const feedWords: FeedTexts = {
  feedTitle: 'Brusio: disservizi',
  feedTitleOf: (name) => `Brusio: disservizi di ${name}`,
  feedSubtitle:
    'Ogni passaggio di ogni disservizio, quando accade: chi lo dice, quante segnalazioni, che cosa è stato corretto. Le segnalazioni non sono gli utenti colpiti, e il silenzio non è una garanzia.',
  feedRights: 'CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). Fonte: Brusio',
  feedMode: { replay: 'REPLAY', simulation: 'SIMULAZIONE' },
  feedModeNote: {
    replay: 'Dati registrati, mandati di nuovo in onda: non è il presente.',
    simulation: 'Simulazione: le segnalazioni sono inventate, non è il presente.',
  },
  feedWithdrawn: 'Ritirato',
  feedConfirmed: {
    crowd: (name) => `${name}: molte segnalazioni di problemi`,
    probes: (name) => `${name}: le nostre sonde trovano errori`,
    operator: (name) => `${name}: l’operatore parla di problemi`,
  },
  feedReopened: {
    crowd: (name) => `${name}: di nuovo molte segnalazioni di problemi`,
    probes: (name) => `${name}: le nostre sonde trovano di nuovo errori`,
    operator: (name) => `${name}: l’operatore parla di nuovo di problemi`,
  },
  feedHeard: (name) => `${name}: anche la gente segnala problemi`,
  feedVerified: {
    crowd: (name) => `${name}: una conferma, poi ritirata`,
    probes: (name) => `${name}: le nostre sonde confermano i problemi`,
    operator: (name) => `${name}: l’operatore conferma i problemi`,
  },
  feedRecovering: (name) => `${name}: segnalazioni in calo`,
  feedRelapsed: (name) => `${name}: segnalazioni di nuovo in aumento`,
  feedSilent: { recovering: (name) => `${name}: in ripresa`, relapsed: (name) => `${name}: di nuovo problemi` },
  feedResolved: (name) => `${name}: disservizio rientrato`,
  feedLetGo: (name) => `${name}: disservizio non più seguito, dati insufficienti`,
  feedCollateral: (name) => `${name}: segnalazioni di riflesso`,
  feedCollateralOver: (name) => `${name}: segnalazioni di riflesso rientrate`,
  feedCorrected: (name) => `${name}: corretto un disservizio già pubblicato`,
  feedWithdrew: (name) => `${name}: ritirato un disservizio già pubblicato`,
  feedFigures: (count, shown, window, expected) =>
    `${count === 0 ? 'nessuna segnalazione' : count === 1 ? 'una segnalazione' : `${shown} segnalazioni`} in ${window}, di solito ${expected}.`,
  feedSaidBy: {
    probes: 'Lo dicono le nostre sonde: dalle segnalazioni, per ora, non si vedrebbe.',
    operator: 'Lo dice l’operatore stesso: dalle segnalazioni, per ora, non si vedrebbe.',
  },
  feedCorrection: (type, moment, reason) =>
    `${type === 'withdrawn' ? 'Ritirato' : 'Corretto'} ${pastIl(moment)}: ${reason}`,
  feedBegan: (when) => `Inizio stimato: ${when}.`,
  feedLasted: (span, isLetGo) => `${isLetGo ? 'Lo abbiamo seguito per' : 'È durato'} ${span}.`,
  feedReportsNot: 'Le segnalazioni non sono gli utenti colpiti.',
  feedFollow: 'Seguire con un lettore di feed:',
  feedFrame: (name) => `${name}: le segnalazioni in diretta. Fonte: Brusio`,
  feedFrameFrozen: (name) => `${name}: le segnalazioni di un momento passato. Fonte: Brusio`,
  feedFrameIncident: (name, moment) => `Disservizio di ${name}, ${moment}. Fonte: Brusio`,
}

// guide

export const guideWords: GuideTexts = {
  guideTitle: 'Brusio per le redazioni',
  guideDescription:
    'Come mettere in un articolo lo stato di un servizio: si sceglie, si guarda l’anteprima, si copia il codice. Nessun cookie e nessun altro sito.',
  guideLead:
    'Scegliete un servizio e copiate il codice. È gratuito, senza registrazione, senza cookie, senza altri siti.',
  guideLink: 'Mettilo in un articolo',
  guideLinkWords: 'Codice per elemento, iframe, AMP, immagine e badge',
  guideProse: `
## In breve

- Ogni forma mostra gli stessi fatti: stato, segnalazioni accanto al solito, curva, ora, «fonte: Brusio».
- **Le segnalazioni non sono gli utenti colpiti.** Chi cita una cifra dica anche questo.
- Guardate gli [esempi](/newsroom/examples): le pagine di un giornale inventato, da provare anche con un telefono.
- Avvocati e responsabili della privacy hanno una [pagina loro](/newsroom/legal-office).

## Prima scelta: in diretta, poi fermo

In un articolo su un disservizio conviene il disservizio, non il servizio. Finché dura, il riquadro è in diretta. Quando è finito, resta com’è
andato: un articolo di marzo, letto a ottobre, non mostra l’ottobre. Se quando copiate non c’è un disservizio aperto, il codice è quello del
servizio, sempre in diretta.

## Le forme

{forms}

## Lo script: due indirizzi

Il codice usa l’indirizzo **con la versione nel nome**, e \`integrity\` con la sua impronta: il browser esegue quel file, identico, oppure nessuno.
Non può cambiare a vostra insaputa, e resta: questa istanza continua a dare ogni versione che ha dato una volta.

L’indirizzo **stabile** dà sempre la versione più nuova, con le sue correzioni; proprio per questo non può avere un’impronta:

{stable}

## Parametri

Quelli che non conosciamo, o con un valore senza senso, contano come non scritti. Solo un servizio che non c’è, o un momento che non si può
leggere, danno un riquadro che dice «non disponibile».

{parameters}

## Dimensioni

- L’elemento e l’iframe prendono la larghezza che trovano, da 240 pixel in su.
- Con il tema «come la pagina» l’elemento guarda il fondo su cui sta; iframe e SVG, che la pagina non la vedono, la preferenza del lettore; il PNG è chiaro.
- L’altezza scritta nel codice basta anche nella colonna più stretta (per l’iframe, in una di 320 pixel), e riserva lo spazio prima, perché il testo sotto non salti. In una colonna di 640
  pixel all’elemento ne bastano 320 (92 più 76 per ognuno di più servizi): si può scrivere meno, ma lasciate \`min-height\`.
- L’immagine si può chiedere da 240 a 2000 pixel di larghezza e da 160 a 1200 di altezza, con \`width\` e \`height\`.

## Che cosa deve permettere il vostro sito

Con una Content-Security-Policy servono queste voci; quelle che non usate si possono togliere.

{csp}

\`script-src\` e \`connect-src\` sono per l’elemento (\`wss:\` è la diretta: senza, chiede nuovi dati ogni trenta secondi). \`img-src\` è per immagini e badge,
\`frame-src\` per l’iframe. Se la vostra \`style-src\` vieta lo stile scritto nell’elemento, scrivete nel vostro foglio
\`brusio-widget { display: grid; min-height: … }\` con la stessa altezza. Nessuna forma chiede qualcosa ad altri che a questa istanza.

## Fermo a un momento

- \`as_of\` (nell’elemento \`as-of\`) vuole giorno, ora e fuso: \`2023-01-23T09:15+01:00\`. In un indirizzo il segno + si scrive \`%2B\`.
- Si vede ciò che era stato scritto fino a quel minuto, non un conto rifatto dopo. Il riquadro dice di quando è.
- Una correzione o un ritiro si vedono anche lì, con la loro data: per questo una copia ferma può essere conservata al massimo un’ora.
- Oltre 400 giorni, fuori dal fascicolo di un disservizio, restano le ore intere, e il riquadro lo dice.
- Un momento che deve ancora venire non si può chiedere.

## Quanto è fresco, e quando non ci siamo

I dati di un riquadro in diretta portano \`generated_at\` e, tre minuti dopo, \`stale_after\`. Passato quello, il riquadro scrive che i suoi numeri sono
vecchi: un «nella norma» di mezz’ora fa non deve passare per attuale. Se questa istanza non è raggiungibile, o gli script sono bloccati, dell’elemento resta
il collegamento, in cima allo spazio riservato, che rimane vuoto; l’iframe mostra l’errore del browser, l’immagine il suo testo alternativo; il resto dell’articolo
non cambia.

Elemento e iframe in diretta si possono conservare cinque secondi, badge e immagini al massimo un minuto, ciò che è fermo un’ora, lo script stabile cinque
minuti. Tutto ha un ETag.

## AMP

Il codice AMP è un \`amp-iframe\` con \`resizable\`, un’immagine al suo posto finché non arriva e un pulsante quando vuole più spazio. La pagina
incorniciata annuncia la sua altezza nella forma che AMP capisce. AMP vuole l’iframe da un altro dominio: da voi lo è.

## Pym

Anche Pym.js: la pagina incorniciata gli manda la sua altezza. Usate la vostra copia di Pym:

{pym}

## WordPress

Nell’editor a blocchi usate **HTML personalizzato** e incollate il codice. Dove gli script sono vietati, usate l’iframe. Le pagine di servizi,
gestori e disservizi annunciano oEmbed: un sito che lo accetta da questo indirizzo fa il riquadro da sé, incollando l’indirizzo della pagina.

## Newsletter e carta

Nelle newsletter gli script non funzionano: usate l’immagine, PNG. È la fotografia del momento in cui viene aperta; per fissarla, scegliete
«fermo a un momento». Per la carta c’è anche l’SVG, che si ingrandisce senza sgranare: stesso indirizzo, con \`.svg\`.

## Badge

Il codice è Markdown, per README e pagine di stato. \`label\`, \`style\` e \`lang\` si possono aggiungere all’indirizzo. Chi usa shields.io può
leggere \`/badge/libero-mail.json\`.

## Feed

\`/feed.atom\` e \`/feed.rss\` di tutto; \`/p/…/feed.atom\` di un servizio, \`/o/…/feed.atom\` di un gestore. Con \`/it\` o \`/en\` davanti, la lingua.
Una voce per ogni novità, con un identificativo che non cambia.

## Come si cita

«Secondo … segnalazioni raccolte da Brusio tra le … e le …» con l’ora, il collegamento, e: *le segnalazioni non sono gli utenti colpiti*. La
frase già pronta, da copiare, è in fondo alla pagina di ogni servizio e di ogni disservizio. Dalle sole segnalazioni non segue che un servizio
abbia un guasto: «molti segnalano problemi» è esatto, «è fuori uso» no. «Problemi verificati» lo scriviamo quando lo confermano due reti di sonde, o
il gestore stesso.

Il vostro articolo fa segnalare i suoi lettori. Contiamo da quali siti arrivano le segnalazioni e lo diciamo: un titolo non deve alimentare sé stesso.

## Errori e correzioni

Ciò che correggiamo o ritiriamo si vede in ogni riquadro, anche fermo, con la data. Per segnalarci un errore:

{publisher}
`,

  guideFormHead: ['Forma', 'Per', 'Che cosa gira nella vostra pagina'],
  guideFormRows: {
    element: ['articoli; si adatta alla pagina e resta in diretta', 'uno script nostro, al massimo 6 kB'],
    iframe: ['articoli dove non si vogliono script d’altri', 'nulla'],
    amp: ['articoli AMP', 'nulla di nostro: lo script di AMP'],
    picture: ['newsletter, carta, prima del consenso', 'nulla'],
    badge: ['README, pagine di stato', 'nulla'],
  },
  guideParameterHead: ['Elemento', 'Indirizzo', 'Valori', 'Se manca'],
  guideParameters: {
    provider: 'un servizio, con il nome del suo indirizzo',
    providers: 'da due a otto servizi, con virgole',
    operator: 'tutti i servizi di un gestore',
    incident: 'un disservizio: si ferma quando è finito',
    needed: 'uno di questi ci vuole',
    lang: 'elemento: la lingua della pagina; altrimenti quella del browser',
    tz: 'un fuso IANA, per esempio Europe/Rome',
    tzWithout: 'Europe/Rome in italiano, UTC in inglese',
    asOf: 'un momento passato, con il fuso',
    live: 'in diretta',
    report: 'il bottone: un servizio, o un disservizio in corso',
    without: 'senza bottone',
  },
  guideResult: 'Codice e anteprima',
  guideWho: 'Di quale servizio',
  guideWhoNote: 'Un nome, un gestore o l’indirizzo di una pagina di Brusio. Più servizi: con una virgola in mezzo.',
  guideOpen: 'Disservizi in corso:',
  guideSeveral: 'Scegliete dall’elenco, anche più d’uno',
  guideForm: 'In che forma',
  guideForms: {
    element: 'Elemento (script)',
    iframe: 'Iframe',
    amp: 'AMP',
    picture: 'Immagine',
    badge: 'Badge',
  },
  guideWhen: 'Di quando',
  guideWhens: {
    follow: 'In diretta, poi fermo quando il disservizio finisce',
    live: 'Sempre in diretta',
    frozen: 'Fermo a un momento',
  },
  guideWhenNote: 'Senza giorno e ora, questo minuto.',
  guideAt: (zone) => `Giorno e ora (${zone})`,
  guideMore: 'Altre scelte',
  guideLang: 'Lingua',
  guideTheme: 'Tema',
  guideThemes: { auto: 'Come la pagina', light: 'Chiaro', dark: 'Scuro' },
  guideRange: 'Periodo',
  guideReport: 'Con il bottone «Ho un problema»',
  guideNoReport:
    'Il bottone c’è per un servizio in diretta o per un disservizio in corso, come elemento, iframe o AMP.',
  guideNotHere: 'qui non cambia nulla',
  guideSubmit: 'Aggiorna il codice',
  guideCode: 'Il codice',
  guideCopy: 'Copia il codice',
  guideCodeNote: {
    element: 'Da incollare dove deve comparire. La riga con lo script basta una volta per pagina.',
    iframe:
      'Funziona anche dove gli script sono vietati nel testo. L’altezza basta in una colonna di 320 pixel; si può cambiare.',
    amp: 'La riga con lo script va nella testata della pagina AMP, una volta sola.',
    picture: 'Nessuno script: per newsletter, carta, e prima del consenso.',
    badge: 'Markdown, per README e pagine di stato.',
  },
  guideGrow: 'Facoltativo: l’altezza che serve, né più né meno',
  guideGrowNote:
    'Una volta per pagina, dove uno script vostro è permesso. Prende soltanto l’altezza che l’iframe annuncia.',
  guidePreview: 'Anteprima',
  guideIsFollowed: 'in diretta finché dura; quando finisce, resta com’è andata.',
  guideIsQuiet: 'nessun disservizio aperto, quindi sempre in diretta.',
  guideIsLive: 'sempre in diretta.',
  guideIsFrozen: (moment) => `fermo al ${moment}.`,
  guideUnknown: (words) => `Non troviamo «${words}».`,
  guideTooMany: 'Al massimo otto servizi insieme.',
  guideBadTime: 'Il momento non si può leggere, o deve ancora venire.',
  guideNear: 'Forse:',

  guideFallback: (name) => `${name}: le segnalazioni, fonte: Brusio`,
  guideFrameTitle: (name) => `${name}: le segnalazioni, fonte: Brusio`,
  guidePictureAlt: (name) => `${name}: la curva delle segnalazioni. Fonte: Brusio`,
  guidePictureCredit: 'fonte: Brusio, CC BY 4.0. Le segnalazioni non sono gli utenti colpiti.',
  guideBadgeAlt: (name) => `${name}, fonte: Brusio`,
  guideAmpMore: 'Mostra tutto',

  guideExamplesTitle: 'Esempi in un giornale',
  guideExamplesDescription:
    'Pagine di un giornale inventato con i riquadri di Brusio: chiara, scura, stretta, AMP, con molti servizi, ferma a un momento.',
  guideExamplesLead:
    'Il giornale, gli articoli e i nomi sono inventati; i riquadri sono veri, gli stessi che dà la [guida](/newsroom). Apritele con gli strumenti del browser: di nostro c’è solo ciò che è nel codice.',
  guideExamples: {
    light: { name: 'Pagina chiara', about: 'L’elemento in mezzo al testo.' },
    dark: { name: 'Pagina scura', about: 'Lo stesso, su fondo scuro.' },
    narrow: { name: 'Colonna stretta', about: 'L’elemento in una colonna di 240 pixel.' },
    amp: { name: 'Come in AMP', about: 'Un iframe che annuncia la sua altezza a chi lo ospita, come fanno AMP e Pym.' },
    many: { name: 'Venti servizi', about: 'Venti elementi in una pagina: un collegamento solo per tutti.' },
    frozen: { name: 'Fermo a un momento', about: 'Com’era allora, in un articolo di allora.' },
    report: { name: 'Con il bottone', about: 'Si segnala dall’articolo, con due tocchi.' },
    sandbox: { name: 'Iframe chiuso', about: 'Un iframe con il solo permesso di eseguire i propri script.' },
    static: { name: 'Senza script', about: 'La curva come immagine, e il badge: così anche prima del consenso.' },
  },
  guidePaper: {
    name: 'Il Quotidiano di Esempio',
    motto: 'un giornale che non c’è',
    invented: 'Pagina inventata, per mostrare i riquadri di Brusio.',
    back: 'Tutti gli esempi',
    section: 'Tecnologia',
    byline: 'di Ada Esempio',
    headline: 'La posta tarda, i lettori scrivono',
    standfirst:
      'Da stamattina arrivano in redazione decine di messaggi su caselle che non si aprono. Che cosa si sa, e che cosa no.',
    paragraphs: [
      'Il primo messaggio è delle sette: una lettrice non riesce ad aprire la casella dal telefono, poi nemmeno dal computer. Alle nove i messaggi sono molti, da città diverse.',
      'Quanti siano davvero non lo sa nessuno. Chi segnala un problema su un sito è una parte di chi lo ha; e chi non lo ha, di solito, non lo scrive.',
      'Il gestore, interpellato, non ha ancora risposto. Nel frattempo conviene non cambiare la password in fretta, e tenere da parte le ricevute di ciò che non è partito.',
    ],
    elsewhere: 'Nelle altre pagine',
    others: ['Il ponte riapre a giugno', 'Il pane, secondo i fornai', 'Tre libri per la pioggia'],
    manyHeadline: 'Come stanno i servizi',
  },

  guideLegalTitle: 'Per l’ufficio legale',
  guideLegalDescription:
    'Che cosa passa tra il lettore di un giornale e Brusio quando un articolo contiene un riquadro, chi ne risponde, e come farne a meno.',
  guideLegalDownload: 'La curva di esempio',
  guideLegalProse: `
Un riquadro di Brusio in un articolo fa chiedere al browser del lettore alcuni file a questa istanza. Non scrive cookie, non conserva nulla, non
chiama altri, non riconosce nessuno. Questa pagina dice che cosa passa, e come si può farne a meno.

## Quando si apre l’articolo

Il browser del lettore chiede a noi:

| Forma | Che cosa chiede |
|---|---|
| Elemento | lo script, poi i dati del servizio quando il riquadro si vede, poi gli aggiornamenti finché si vede |
| Iframe, AMP | la pagina incorniciata, il suo stile e il suo script, poi una copia fresca ogni tanto finché si vede |
| Immagine, badge | l’immagine |

Con ogni richiesta viaggia ciò che HTTP porta con sé: l’indirizzo IP, il nome del browser, la lingua, e l’indirizzo della vostra pagina nella misura in cui la
vostra \`Referrer-Policy\` lo permette. Serve a rispondere. **Di chi chiede il programma non annota nulla**: né indirizzo, né browser, né
pagina di provenienza. Una prova automatica del programma chiede ogni indirizzo dei riquadri con un IP riconoscibile, e lo cerca nei registri e nella banca dati.

Finché un riquadro in diretta è collegato, l’indirizzo sta in memoria, per contare quanti collegamenti vengono da uno solo. Poi è dimenticato.

## Che cosa non c’è

- Nessun cookie, né \`localStorage\`, né altra memoria del browser.
- Nessuna richiesta ad altri: niente caratteri, statistiche, reti di distribuzione, pubblicità.
- Nessuna impronta del dispositivo, nessun profilo, nessun identificativo che passi da una pagina all’altra.
- Nessun accesso alla vostra pagina dall’iframe: è di un’altra origine, e con \`sandbox\` non ne ha alcuna.

L’elemento invece è uno script, e uno script può tecnicamente tutto ciò che può la pagina. Per questo ha un indirizzo con la versione e
un’impronta (\`integrity\`): il browser esegue il file che avete verificato, o nessuno. Se non volete script d’altri, usate iframe o immagine.

## Quando un lettore preme il bottone

Il bottone c’è solo se lo mettete voi. Chi preme manda: il servizio, «ho un problema» o «a me funziona», che cosa non va, un numero a caso con l’ora, e
il **nome del vostro sito** (non l’indirizzo dell’articolo), perché un titolo letto da molti non sembri un guasto. Dall’IP ricaviamo il Paese e la
rete; con un segreto che ogni giorno è sovrascritto calcoliamo una sigla che impedisce di contare due volte, e l’IP è dimenticato. Testo libero non se ne
può scrivere. Che cosa resta e per quanto è, riga per riga, nella pagina [privacy](/privacy).

## Chi ne risponde

{publisher}

Brusio è un programma libero: chiunque può gestirne un’istanza, e del trattamento fatto qui risponde chi gestisce questa. Se chi incorpora e chi
gestisce decidano insieme scopi e mezzi (articolo 26 del regolamento (UE) 2016/679) dipende da come si usa il riquadro: lo valuti chi lo incorpora. I fatti per farlo sono in questa pagina.

## Dove sta

Presso chi e in quale Paese siano i server lo dichiara chi gestisce l’istanza, qui sopra; se non è indicato, va chiesto al contatto. Al contatto si chiede
anche di fornitori che stiano davanti (proxy, reti di distribuzione) e tengano registri loro. Il programma non manda dati di lettori a nessuno.

## Farne a meno

**Prima del consenso, o sempre:** ospitate voi la curva. Si scarica come SVG o PNG, si mette fra le vostre immagini, e il lettore non chiede nulla a noi.

{download}

Le immagini hanno licenza [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.it). La riga da scrivere: «fonte: Brusio, CC BY 4.0», con l’ora
che l’immagine porta.

**Oppure ospitate tutto:** il programma ha licenza Apache 2.0 e si installa su una macchina vostra. Allora chi risponde siete voi.

## Correzioni e replica

Scrivete al contatto qui sopra con l’indirizzo della pagina, che cosa è sbagliato e da che cosa si vede. Un disservizio sbagliato viene **corretto** o
**ritirato**, con motivo e data, e lo si vede in ogni riquadro, anche in quelli fermi a un momento, entro un’ora. Entro quanto si risponde
lo stabilisce chi gestisce l’istanza.

Il gestore di un servizio può replicare: la sua dichiarazione compare accanto allo stato, parola per parola, senza pagare. Come si fa è scritto nelle
[note legali](/legal).

## Che cosa diciamo, e che cosa no

Contiamo segnalazioni e facciamo prove nostre; una [regola pubblica](/rule), la stessa per tutti, dà uno stato. Può sbagliare, e i suoi errori
misurati sono pubblicati. Dalle sole segnalazioni non diciamo che un servizio ha un guasto. I dati sono offerti così come sono; la licenza del programma
esclude garanzie, per quanto la legge lo permette. Ciò che l’articolo afferma resta dell’articolo: per questo la frase da citare dice numero, intervallo e fonte.

## Cancellazione

Per togliere un riquadro basta toglierne il codice: da noi non resta nulla di chi ha letto. Le segnalazioni dei lettori si cancellano da sé alle scadenze della
pagina [privacy](/privacy); prima, a richiesta di chi ha segnalato, con il numero che la segnalazione ha ricevuto.
`,
}

// archive

export const archiveWords: ArchiveTexts = {
  archiveTitle: 'Dati aperti',
  archiveTitleOf: (what) => `Dati aperti: ${what}`,
  archiveDescription:
    'Ogni minuto e ogni disservizio che Brusio ha contato, in file CSV con somme di controllo firmate, con licenza CC BY 4.0.',
  archivePlay:
    'Questa è una replica o una simulazione: di ciò che è messo in scena non si archivia nulla. Un’istanza che ascolta persone vere ha qui i suoi file.',
  archiveNone:
    'Nessun giorno è ancora stato scritto. Un giorno si scrive poco più di due giorni dopo la sua fine, quando nessuna segnalazione in ritardo può più cambiarlo.',
  archiveState: (first, last, files, size) => `Dal ${first} al ${last}: ${files} file, ${size}.`,
  archiveIndex: 'Indice (JSON)',
  archiveProviders: 'Servizi (CSV)',
  archiveNewest: 'Ultimo manifesto',
  archiveMonth: 'Mese',
  archiveFiles: 'File',
  archiveSize: 'Peso',
  archiveGrows: 'cresce ancora',
  archiveFile: 'File',
  archiveUntil: 'Scritto con il giorno',
  archiveAll: 'Tutti i mesi',
  archiveKinds: { incidents: 'Disservizi', events: 'Eventi dei disservizi', uptime: 'Quando eravamo in ascolto' },
  archiveLink: 'Gli stessi in file: dati aperti',
  archiveProse: (instance) => `
Tutto ciò che questa istanza ha contato dal suo primo giorno, in file da scaricare: che cosa la gente ha segnalato di ogni servizio, minuto per
minuto, che cosa era usuale, e ogni disservizio con le sue correzioni. Un file per servizio e mese.

{state}

## Licenza, e come citare

I dati sono sotto [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.it): usali per quello che vuoi, e di’ da dove vengono. Per
esempio: «Dati: Brusio (${instance}), CC BY 4.0, al» e il giorno. Aggiungi, per favore, che le segnalazioni non sono utenti colpiti.

## I file

{months}

## Che cosa contengono

CSV in UTF-8 con i nomi delle colonne nella prima riga, compressi con gzip; una cella vuota vuol dire «non si sa» o «non detto», che non è zero.
Gli orari sono UTC. Un testo che un foglio di calcolo potrebbe prendere per una formula comincia con un apostrofo.

| Colonna dei conteggi | Che cosa dice |
|---|---|
| \`bucket_start\`, \`width\` | quando comincia l’intervallo, e quanto è largo: \`1m\` (minuto) o \`1h\` (ora) |
| \`facet\`, \`component\`, \`device\` | \`all\`, tutto; oppure \`component_device\`, una parte del servizio su un tipo di dispositivo |
| \`reports\` | pressioni del pulsante |
| \`problems\`, \`works\` | persone, ciascuna una volta in mezz’ora: «Ho un problema», «A me funziona» |
| \`expected\`, \`upper\` | quanti problemi erano usuali allora, e quanti lo erano ancora |
| \`dispersion\`, \`shape\`, \`blind_per_minute\` | quanto è incostante l’usuale, e sotto quanti problemi al minuto siamo ciechi |

- Le ore ci sono dal primo giorno e per sempre. Così i minuti in cui qualcuno ha segnalato; un minuto senza riga è silenzio, se eravamo in ascolto
  (lo dice \`uptime\`).
- Parte e dispositivo sono detti per ora, e solo da cinque persone in su. Di regioni, reti e giornali non ci sono conteggi: così pochi potrebbero
  essere qualcuno.
- Un giorno si scrive quando più nulla può cambiarlo. I conteggi di un mese finito restano come sono; un disservizio può essere corretto più tardi, e
  allora il suo file si riscrive.

## Come controllarli

Ogni giorno ha un manifesto: i file cambiati, con il loro SHA-256, e l’impronta del manifesto del giorno prima. È firmato (un JWS compatto,
Ed25519) con le chiavi di [questa istanza](/.well-known/jwks.json). Chi ne conserva uno può mostrare che prima di allora nulla è stato cambiato.

{check}

Con una copia del programma, \`npm run archive -- --verify CARTELLA --jwks FILE\` controlla insieme catena, firme e file, e
\`npm run archive -- --load CARTELLA\` li legge in un’istanza vuota.
`,
}

// apiDocs

export const apiDocsWords: ApiDocsTexts = {
  apiDocsTitle: 'Le API',
  apiDocsLink: 'API',
  apiDocsDescription:
    'Leggere, seguire e scrivere da un programma ciò che Brusio sa: indirizzi, campi, limiti, licenza, esempi.',
  apiDocsLead:
    'Tutto ciò che le pagine mostrano si può leggere da un programma, senza chiave: stati, conteggi, disservizi e che cosa se ne è detto. Si può seguire in diretta e far arrivare a un proprio server. Gli esempi sono file che i nostri test eseguono; quelli in JavaScript e Python prendono l’indirizzo di questa istanza dalla variabile `BRUSIO`.',
  apiDocsLanguage: 'Il contratto, qui sotto, è in inglese.',
  apiDocsBegin: 'Per cominciare',
  apiDocsBeginLead:
    'Quasi ogni programma vuole una di tre cose: [tutti gli stati](/docs/api/states), [un servizio](/docs/api/providers) con il suo ultimo giorno, o i [disservizi](/docs/api/incidents) mentre si aprono e si chiudono. Senza chiave, senza registrazione:',
  apiDocsKeys:
    'La risposta è quella di un server a cui è stato raccontato il disservizio del gennaio 2023; gli elenchi lunghi si fermano alla seconda voce, qui e in tutte queste pagine. Per i [webhook](/docs/api/webhooks), per i [risultati degli agenti](/docs/api/agents) e per leggere oltre il limite ci sono chiavi: le dà chi gestisce questa istanza, che [è indicato qui](/about). Con i tipi, in TypeScript, senza installare nulla: [client.ts](/api/v1/client.ts).',
  apiDocsParts: 'Che cosa c’è',
  apiDocsNames: {
    states: 'Stati',
    series: 'Serie',
    incidents: 'Disservizi e citazioni',
    notices: 'Dichiarazioni e sonde',
    providers: 'Servizi',
    reports: 'Segnalazioni e ricevute',
    agents: 'Risultati degli agenti',
    live: 'In diretta',
    webhooks: 'Webhook e Web Push',
    embeds: 'Riquadri e Statuspage',
    archive: 'Archivio dei dati',
    other: 'Altro',
  },
  apiDocsBeyond: {
    embeds:
      '`/embed/{subject}.json`: ciò di cui è fatto ogni riquadro. `/p/{slug}/api/v2/…`: per ciò che legge le pagine di Statuspage.',
    archive:
      '`/archive/index.json`: tutti i conteggi e i disservizi dal primo giorno, in file firmati, [da vedere qui](/archive).',
  },
  apiDocsExamples: 'Programmi da provare',
}
