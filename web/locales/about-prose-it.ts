import type { AboutTexts } from './about.ts'

type Prose = Pick<AboutTexts, Extract<keyof AboutTexts, `${'about' | 'privacy' | 'legal' | 'accessibility'}${string}`>>

export const aboutProseIt: Prose = {
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
- \`/embed/libero-mail\` è la versione da incorniciare della pagina di un servizio: qualsiasi sito può ospitarla, senza cookie.
- L’[API](/api/v1/openapi.json) si legge senza chiave, in JSON, anche in diretta.

## Programma e dati

Brusio ${version} è software libero, con licenza Apache 2.0: si può leggere, usare e cambiare. Si appoggia a dati di altri:

| Che cosa | Di chi | Licenza |
|---|---|---|
| Reti degli indirizzi | [IP Geolocation by DB-IP](https://db-ip.com), [Route Views](https://www.routeviews.org), [NRO](https://www.nro.net) | CC BY 4.0 |
| Paesi degli indirizzi | [ip-location-db](https://github.com/sapics/ip-location-db) | CC0 1.0 |
| Mappa delle regioni | [Victor Cazanave, svg-maps](https://github.com/VictorCazanave/svg-maps), da [MapSVG](https://mapsvg.com/maps/italy); contorni semplificati | CC BY 4.0 |
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

Il programma annota i propri avvii e guasti e, di una richiesta andata male per colpa nostra, il metodo e il percorso. Le altre richieste non le
annota. Mai un indirizzo, un browser, una sigla. Chi gestisce l’istanza può avere davanti un altro server o un fornitore che tiene registri
suoi: è lui a dirlo a chi glielo chiede.

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
