import { DAY_MS, HOUR_MS } from '../../../shared/time.ts'
import type { Fact, Span } from './scenario.ts'

/** Midnight in Rome at the beginning of 22 January 2023; winter time all through the story. */
const DAY_22 = Date.UTC(2023, 0, 21, 23)
export const ZONE = 'Europe/Rome'
/** An instant in Rome, by the days since 22 January (0) and the hours of that day. */
export const rome = (day: number, hour = 0) => DAY_22 + day * DAY_MS + hour * HOUR_MS
/** Days of the story: 22 January is 0, 2 February is 11. */
export const JAN = (day: number, hour = 0) => rome(day - 22, hour)
export const FEB = (day: number, hour = 0) => rome(day + 9, hour)
const day = (at: number): Span => [at, at + DAY_MS]

export const SOURCES = {
  gazette:
    'https://www.ilgiornale.it/news/attualit/11-milioni-italiani-senza-mail-cosa-sta-succedendo-libero-e-2108222.html',
  post25: 'https://www.ilpost.it/2023/01/25/guasto-mail-libero-virgilio/',
  post27: 'https://www.ilpost.it/2023/01/27/risolto-problemi-libero-virgilio/',
  cwi: 'https://www.cwi.it/internet-e-business/libero-mail-non-funziona-virgilio-153441',
  net01: 'https://www.01net.it/libero-it-cosa-sapppiamo-finora-e-a-che-punto-e-la-soluzione/',
  puglia: 'https://www.pugliapress.org/2023/01/25/blackout-libero-e-virgilio-utenti-sospesi/',
  denaro:
    'https://www.ildenaro.it/ancora-problemi-per-libero-e-virgilio-mail-arrivano-le-scuse-ma-consumerismo-utenti-da-risarcire/',
  toms: 'https://www.tomshw.it/hardware/libero-e-virgilio-offline-da-quattro-giorni-quando-torneranno-e-i-possibili-rimborsi-per-gli-utenti/',
  everyeye:
    'https://tech.everyeye.it/notizie/libero-virgilio-down-oggi-26-gennaio-muovono-associazioni-consumatori-631400.html',
  notizia:
    'https://www.lanotiziagiornale.it/libero-e-virgilio-non-funzionano-da-due-giorni-caselle-di-posta-bloccate-di-milioni-di-utenti/',
  corriere27:
    'https://www.corriere.it/tecnologia/23_gennaio_27/come-fare-il-reclamo-per-libero-e-virgilio-mail-e-dove-scaricare-il-modulo-per-il-risarcimento-3f92c8cc-a731-4bc2-86b5-898c05296xlk.shtml',
  corriere29:
    'https://www.corriere.it/tecnologia/23_gennaio_29/libero-e-virgilio-mail-ora-funzionano-come-sincronizzare-la-casella-di-posta-dopo-il-down-5f4d0993-179c-450f-99e2-96af908e8xlk.shtml',
  fanpage:
    'https://www.fanpage.it/innovazione/tecnologia/libero-mail-torna-a-funzionare-cosa-succede-alle-vecchie-mail-e-come-effettuare-il-login/',
  newsby:
    'https://newsby.it/tecnologia/virgilio-e-libero-mail-rimborsi-agli-utenti-colpiti-dal-disservizio-come-funziona',
  ebook:
    'https://www.ebookmania.it/2023/02/10/libero-virgilio-mail-novita-rimborso-comunicato-ufficiale-numero-verde-ottenerlo/',
  leganerd:
    'https://leganerd.com/2023/02/03/virgilio-e-libero-gli-utenti-avranno-diritto-ai-ristori-presto-verranno-contattati-per-email/',
  smtp: 'https://www.rfc-editor.org/rfc/rfc5321#section-4.5.4.1',
} as const
const S = SOURCES

/** What was written of it, in our words. */
export const LIBERO_FACTS: readonly Fact[] = [
  {
    id: 'operator',
    text: {
      it: 'Italiaonline gestisce Libero Mail e Virgilio Mail: circa 9 milioni di caselle (altri giornali: 11 milioni).',
      en: 'Italiaonline runs Libero Mail and Virgilio Mail: about 9 million mailboxes (other papers: 11 million).',
    },
    at: null,
    sources: [S.post25, S.cwi, S.gazette],
  },
  {
    id: 'start',
    text: {
      it: 'Primi segnali verso le 22 di domenica 22 gennaio o nella notte; dalla mattina di lunedì 23 il disservizio è generale.',
      en: 'First signs about 22:00 on Sunday 22 January or in the night; general from the morning of Monday the 23rd.',
    },
    at: [
      [JAN(22, 22), JAN(22, 23)],
      [JAN(23), JAN(23, 7)],
    ],
    sources: [S.gazette, S.post25, S.fanpage, S.net01],
  },
  {
    id: 'what',
    text: {
      it: 'Le caselle, gratuite e a pagamento, non si aprono; la posta non parte, non arriva e può tornare al mittente.',
      en: 'Mailboxes, free and paid, cannot be opened; mail is neither sent nor received and may return to its sender.',
    },
    at: [[JAN(22, 22), JAN(28, 24)]],
    sources: [S.post25, S.post27, S.corriere29],
  },
  {
    id: 'pec',
    text: { it: 'La PEC di Libero non sembra coinvolta.', en: 'The certified mail (PEC) of Libero seems unaffected.' },
    at: null,
    sources: [S.post25, S.cwi],
  },
  {
    id: 'reports',
    text: {
      it: 'Nel primo giorno furono stampate oltre 17.000 segnalazioni; non è chiaro quale sito le contasse.',
      en: 'Over 17,000 reports were printed on the first day; which site counted them is unclear.',
    },
    at: [day(JAN(23))],
    sources: [S.gazette],
  },
  {
    id: 'first-word',
    text: {
      it: 'Il 23 gennaio una pagina avvisa che il servizio non è disponibile; l’ora della prima comunicazione non è nota.',
      en: 'On 23 January a page says that the service is not available; the hour of the first word is not known.',
    },
    at: [day(JAN(23))],
    sources: [S.gazette, S.notizia],
  },
  {
    id: 'cause',
    text: {
      it: 'Causa indicata: un bug nel sistema operativo di un nuovo storage di un fornitore esterno; nessun attacco, dati al sicuro.',
      en: 'Cause given: a bug in the operating system of a new storage of an outside vendor; no attack, data safe.',
    },
    at: [[JAN(24), JAN(27)]],
    sources: [S.net01, S.puglia, S.denaro],
  },
  {
    id: 'forecast',
    text: {
      it: 'Il 25 o il 26 gennaio Italiaonline prevede il ripristino entro 24/48 ore.',
      en: 'On 25 or 26 January Italiaonline expects to restore it within 24/48 hours.',
    },
    at: [[JAN(25), JAN(27)]],
    sources: [S.denaro, S.puglia, S.everyeye, S.toms],
  },
  {
    id: 'consumers',
    text: {
      it: 'Codacons diffida e chiede indennizzi (24 gennaio); Altroconsumo diffida e invita al reclamo (entro il 26).',
      en: 'Codacons sends a formal warning and asks for compensation (24 January); Altroconsumo too, and invites claims (by the 26th).',
    },
    at: [day(JAN(24)), [JAN(24), JAN(27)]],
    sources: [S.corriere27, S.everyeye],
  },
  {
    id: 'gradual',
    text: {
      it: 'Dal 26 gennaio le caselle tornano un po’ alla volta; il 27 la riparazione è conclusa, ma moltissimi non accedono ancora.',
      en: 'From 26 January mailboxes come back little by little; on the 27th the repair is done, but very many cannot get in yet.',
    },
    at: [[JAN(26), JAN(29)]],
    sources: [S.fanpage, S.post27],
  },
  {
    id: 'end-android',
    text: {
      it: 'La sera del 28 gennaio tutte le caselle sono accessibili da webmail e dalle app Android; su iOS non ancora.',
      en: 'On the evening of 28 January all mailboxes can be reached by webmail and the Android apps; on iOS not yet.',
    },
    at: [[JAN(28, 17), JAN(28, 24)]],
    sources: [S.corriere29, S.fanpage],
  },
  {
    id: 'end-ios',
    text: {
      it: 'Su iOS i problemi (webmail esclusa) durano fino all’1 o al 2 febbraio.',
      en: 'On iOS the problems (except webmail) last until 1 or 2 February.',
    },
    at: [[FEB(1), FEB(3)]],
    sources: [S.newsby, S.ebook],
  },
  {
    id: 'helpline',
    text: {
      it: 'Il numero verde 800 591 829 viene potenziato; ristori annunciati a fine vicenda.',
      en: 'The helpline 800 591 829 is reinforced; compensation in kind is announced at the end.',
    },
    at: null,
    sources: [S.ebook, S.newsby, S.leganerd],
  },
  {
    id: 'five-days',
    text: {
      it: 'Chi spedisce di solito riprova per 4-5 giorni, quasi quanto è durato il guasto.',
      en: 'Senders usually try for 4 to 5 days, nearly as long as it took.',
    },
    at: null,
    sources: [S.smtp, S.corriere29],
  },
]
