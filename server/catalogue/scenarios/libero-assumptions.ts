import type { Assumption } from './scenario.ts'

/** What nobody wrote down, and is made up so that the story can be played: each telling draws it anew from its seed. */
export const LIBERO_ASSUMPTIONS: readonly Assumption[] = [
  {
    id: 'volume',
    text: {
      it: 'Il primo giorno portò 20.000 segnalazioni a volume 1: 76 % per Libero Mail, 24 % per Virgilio Mail. Un volume minore riduce tutto, anche il solito.',
      en: 'The first day brought 20,000 reports at volume 1: 76 % of Libero Mail, 24 % of Virgilio Mail. A smaller volume shrinks all, the usual as well.',
    },
  },
  {
    id: 'usual',
    text: {
      it: 'Prima del guasto: 6 segnalazioni all’ora per Libero Mail, 1,6 per Virgilio Mail, 0,5 per la PEC, 0,4–3 per gli altri servizi; cinque settimane senza feste; quasi indipendenti tra loro (varianza 1–1,5 volte la media).',
      en: 'Before it: 6 reports an hour of Libero Mail, 1.6 of Virgilio Mail, 0.5 of its PEC, 0.4 to 3 of other services; five weeks without holidays; nearly independent of each other (variance 1 to 1.5 times the mean).',
    },
  },
  {
    id: 'season',
    text: {
      it: 'Si segnala di giorno; di notte meno (quanto meno cambia da una prova all’altra), sabato il 66 % e domenica il 60 %.',
      en: 'People report by day; less by night (how much less differs between tellings), on Saturdays 66 % and on Sundays 60 %.',
    },
  },
  {
    id: 'curve',
    text: {
      it: 'Dalle 22 del 22 gennaio il 3 % del ritmo del mattino; dalle 6 alle 8 del 23 sale al massimo, a onde di venti minuti e a gruppi di cinque.',
      en: 'From 22:00 on the 22nd 3 % of the morning’s pace; from 06:00 to 08:00 on the 23rd it rises to its most, in waves of twenty minutes and clumps of five.',
    },
  },
  {
    id: 'fatigue',
    text: {
      it: 'Chi resta senza posta segnala sempre meno: la metà dopo 6–48 ore. Il 15 % aveva già segnalato.',
      en: 'Those still without mail report less and less: half as much after 6 to 48 hours. 15 % have reported before.',
    },
  },
  {
    id: 'return',
    text: {
      it: 'Le caselle tornano dalle 18 del 26 gennaio; alle 20 del 27 ne manca il 65 %, alle 20 del 28 nessuna, tranne iOS fuori dalla webmail: tutto fino alle 8 dell’1 febbraio, niente dalle 12 del 2.',
      en: 'Mailboxes return from 18:00 on 26 January; at 20:00 on the 27th 65 % are missing, at 20:00 on the 28th none but iOS outside webmail: all until 08:00 on 1 February, none from 12:00 on the 2nd.',
    },
  },
  {
    id: 'works',
    text: {
      it: 'Chi ritrova la posta risponde «funziona»: al giorno il 2–8 % delle segnalazioni del primo giorno, la metà ogni 36 ore dopo il 28. Una risposta su 200 è sbagliata.',
      en: 'Those who are back answer "works": a day 2 to 8 % of the first day’s reports, half as many every 36 hours after the 28th. One answer in 200 is the wrong one.',
    },
  },
  {
    id: 'people',
    text: {
      it: 'Chi segnala: 42 % Android, 22 % iOS, 24 % web, 12 % programmi; la parte è detta dal 65 %, la regione dall’80 % (per popolazione), il problema dal 90 %. Il 6 % scrive da fuori e si vede tornare la posta.',
      en: 'Who reports: 42 % Android, 22 % iOS, 24 % web, 12 % programs; the part is named by 65 %, the region by 80 % (by population), the problem by 90 %. 6 % write from elsewhere and have their mail returned.',
    },
  },
  {
    id: 'networks',
    text: {
      it: 'Gli indirizzi sono tirati a sorte da intervalli di otto reti italiane, come gli altri clienti di ogni giorno.',
      en: 'Addresses are drawn from ranges of eight Italian networks, in the outage as on every other day.',
    },
  },
  {
    id: 'echo',
    text: {
      it: 'Alcuni premono il pulsante sbagliato, entro 20 minuti: 0,5–3 % da Gmail, fino allo 0,5 % da altri, 0,02–0,1 % dalla PEC.',
      en: 'Some press the wrong button, within 20 minutes: 0.5 to 3 % at Gmail, up to 0.5 % at others, 0.02 to 0.1 % at the PEC.',
    },
  },
  {
    id: 'probes',
    text: {
      it: 'Sonde ogni 10 minuti da tre reti (ogni 30 sugli altri servizi): «sane» se chiedono solo pagine e saluti dei protocolli, «guaste» se provano la casella (fino a un’ora tra le 18 e le 20 del 28), oppure nessuna. Una su mille è bloccata.',
      en: 'Probes every 10 minutes from three networks (every 30 of other services): healthy if they ask only for pages and greetings, failing if they try the mailbox (until a time between 18:00 and 20:00 on the 28th), or none. One in a thousand is blocked.',
    },
  },
  {
    id: 'seen',
    text: {
      it: 'Ogni comunicazione ci arriva nell’ultimo momento in cui può essere stata detta.',
      en: 'Each notice comes to us at the last moment at which it may have been said.',
    },
  },
]
