import type { NewDocumented } from '../documented.ts'
import { SOURCES as S } from '../scenarios/libero-facts.ts'

export const LIBERO_2023_01: NewDocumented = {
  slug: 'libero-virgilio-gennaio-2023',
  providers: ['libero-mail', 'virgilio-mail'],
  name: { it: 'Libero Mail e Virgilio Mail, gennaio 2023', en: 'Libero Mail and Virgilio Mail, January 2023' },
  summary: {
    it: 'Circa nove milioni di caselle restano chiuse per cinque giorni e più. L’azienda prevede 24/48 ore; da webmail e Android si torna la sera del 28 gennaio, su iOS (webmail esclusa) solo all’inizio di febbraio.',
    en: 'About nine million mailboxes stay closed for five days and more. The company expects 24/48 hours; webmail and Android are back on the evening of 28 January, iOS (except webmail) only at the beginning of February.',
  },
  zone: 'Europe/Rome',
  began: { from: '2023-01-22T22:00', to: '2023-01-23T07:00' },
  ended: { from: '2023-01-28', to: '2023-02-02' },
  facts: [
    {
      when: { from: '2023-01-22T22:00', to: '2023-01-23T07:00' },
      text: {
        it: 'Primi segnali verso le 22 di domenica, per altri nella notte; dal mattino di lunedì il disservizio è generale: le caselle, gratuite e a pagamento, non si aprono, la posta non parte e non arriva.',
        en: 'First signs about 22:00 on Sunday, for others in the night; from Monday morning it is general: mailboxes, free and paid, do not open, mail is neither sent nor received.',
      },
      sources: ['giornale', 'post25', 'fanpage', 'net01'],
    },
    {
      when: { from: '2023-01-23' },
      text: {
        it: 'Una pagina al posto della casella dice che il servizio non è disponibile. L’ora della prima comunicazione non è nota.',
        en: 'A page in place of the mailbox says that the service is not available. The hour of the first word is not known.',
      },
      sources: ['giornale', 'notizia'],
    },
    {
      when: { from: '2023-01-24' },
      text: {
        it: 'L’azienda esclude un attacco e dice che nessun dato è andato perso. Codacons la diffida.',
        en: 'The company rules out an attack and says that no data were lost. Codacons sends it a formal warning.',
      },
      sources: ['net01', 'corriere27'],
    },
    {
      when: { from: '2023-01-25', to: '2023-01-26' },
      text: {
        it: 'L’azienda indica la causa (un difetto nel sistema operativo di un nuovo storage di un fornitore) e prevede il ripristino entro 24/48 ore.',
        en: 'The company names the cause (a fault in the operating system of a vendor’s new storage) and expects to restore it within 24/48 hours.',
      },
      sources: ['denaro', 'puglia', 'everyeye', 'toms'],
    },
    {
      when: { from: '2023-01-27' },
      text: {
        it: 'La riparazione è conclusa, dice l’azienda, e una parte delle caselle è tornata; moltissimi ancora non entrano.',
        en: 'The repair is done, the company says, and part of the mailboxes are back; very many still cannot get in.',
      },
      sources: ['post27', 'fanpage'],
    },
    {
      when: { from: '2023-01-28' },
      text: {
        it: 'In serata l’azienda comunica: tutte le caselle da webmail e dalle app Android; su iOS non ancora.',
        en: 'In the evening the company says: all mailboxes by webmail and the Android apps; on iOS not yet.',
      },
      sources: ['corriere29'],
    },
    {
      when: { from: '2023-02-01', to: '2023-02-02' },
      text: {
        it: 'Anche le app su iOS tornano. L’azienda annuncia ristori.',
        en: 'The apps on iOS are back as well. The company announces compensation in kind.',
      },
      sources: ['newsby', 'ebook'],
    },
    {
      when: null,
      text: {
        it: 'La posta certificata (PEC) di Libero non sembra coinvolta.',
        en: 'The certified mail (PEC) of Libero seems unaffected.',
      },
      sources: ['post25', 'cwi'],
    },
    {
      when: null,
      text: {
        it: 'Chi spedisce di solito riprova per 4–5 giorni, quasi quanto è durato: dopo, la posta torna al mittente.',
        en: 'Senders usually try for 4 to 5 days, nearly as long as it took: after that, mail returns to its sender.',
      },
      sources: ['smtp', 'corriere29'],
    },
  ],
  unknown: [
    {
      it: 'L’ora esatta dell’inizio e della prima comunicazione.',
      en: 'The exact hour of the start, and of the first word.',
    },
    {
      it: 'Quante persone: i giornali stampano 9 e 11 milioni di caselle.',
      en: 'How many people: papers print 9 and 11 million mailboxes.',
    },
    {
      it: 'Se «24/48 ore» volesse dire uno o due giorni, e contati da quando.',
      en: 'Whether “24/48 hours” meant one day or two, and counted from when.',
    },
  ],
  sources: [
    { key: 'giornale', by: 'il Giornale', url: S.gazette },
    { key: 'post25', by: 'il Post', url: S.post25 },
    { key: 'post27', by: 'il Post', url: S.post27 },
    { key: 'cwi', by: 'CWI', url: S.cwi },
    { key: 'net01', by: '01net', url: S.net01 },
    { key: 'puglia', by: 'Puglia Press', url: S.puglia },
    { key: 'denaro', by: 'Il Denaro', url: S.denaro },
    { key: 'toms', by: 'Tom’s Hardware', url: S.toms },
    { key: 'everyeye', by: 'Everyeye', url: S.everyeye },
    { key: 'notizia', by: 'La Notizia', url: S.notizia },
    { key: 'corriere27', by: 'Corriere della Sera', url: S.corriere27 },
    { key: 'corriere29', by: 'Corriere della Sera', url: S.corriere29 },
    { key: 'fanpage', by: 'Fanpage', url: S.fanpage },
    { key: 'newsby', by: 'Newsby', url: S.newsby },
    { key: 'ebook', by: 'Ebookmania', url: S.ebook },
    { key: 'smtp', by: 'RFC 5321', url: S.smtp },
  ],
}
