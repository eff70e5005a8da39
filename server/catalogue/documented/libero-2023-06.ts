import type { NewDocumented } from '../documented.ts'

export const LIBERO_2023_06: NewDocumented = {
  slug: 'libero-virgilio-giugno-2023',
  providers: ['libero-mail', 'virgilio-mail'],
  name: { it: 'Libero Mail e Virgilio Mail, giugno 2023', en: 'Libero Mail and Virgilio Mail, June 2023' },
  summary: {
    it: 'Cinque mesi dopo, le stesse caselle sono di nuovo irraggiungibili per giorni. L’azienda parla di manutenzione, poi di instabilità; il 18 giugno le riapre un po’ alla volta.',
    en: 'Five months later the same mailboxes cannot be reached for days again. The company speaks of maintenance, then of instability; on 18 June it reopens them little by little.',
  },
  zone: 'Europe/Rome',
  began: { from: '2023-06-13', to: '2023-06-14' },
  ended: null,
  facts: [
    {
      when: { from: '2023-06-13', to: '2023-06-14' },
      text: {
        it: 'Primi problemi la sera del 13 giugno secondo un giornale, la mattina del 14 secondo altri. Una pagina al posto dell’accesso parla di manutenzione.',
        en: 'First trouble on the evening of 13 June according to one paper, on the morning of the 14th according to others. A page in place of the sign-in speaks of maintenance.',
      },
      sources: ['citta', 'secolo', 'fanpage17'],
    },
    {
      when: { from: '2023-06-15' },
      text: {
        it: 'L’azienda parla di un problema nato durante un intervento di manutenzione.',
        en: 'The company speaks of a problem that arose during maintenance.',
      },
      sources: ['fanpage18'],
    },
    {
      when: { from: '2023-06-16' },
      text: {
        it: 'In mattinata sembra rientrato; non lo è.',
        en: 'In the morning it seems to be over; it is not.',
      },
      sources: ['fanpage17'],
    },
    {
      when: { from: '2023-06-17' },
      text: {
        it: 'L’azienda comunica che l’infrastruttura è ancora instabile e che il flusso non può riaprire; riguarda la maggior parte degli account, non le PEC.',
        en: 'The company says that its infrastructure is unstable still and mail cannot flow yet; most accounts are concerned, certified mail (PEC) is not.',
      },
      sources: ['fanpage17'],
    },
    {
      when: { from: '2023-06-18' },
      text: {
        it: 'Riapertura progressiva delle caselle, anche dall’app; alcuni non entrano ancora.',
        en: 'Mailboxes reopen little by little, by the app as well; some cannot get in yet.',
      },
      sources: ['fanpage18'],
    },
  ],
  unknown: [
    {
      it: 'Quando le caselle siano tornate per tutti: non abbiamo trovato una fonte che lo dica.',
      en: 'When the mailboxes were back for everybody: we have found no source that says it.',
    },
    {
      it: 'Quante persone: i giornali stampano circa 9 milioni.',
      en: 'How many people: papers print about 9 million.',
    },
  ],
  sources: [
    {
      key: 'fanpage17',
      by: 'Fanpage',
      url: 'https://www.fanpage.it/innovazione/tecnologia/libero-mail-e-virgilio-ancora-in-down-oggi-17-giugno-quando-tornera-a-funzionare-la-posta-elettronica/',
    },
    {
      key: 'fanpage18',
      by: 'Fanpage',
      url: 'https://www.fanpage.it/innovazione/tecnologia/libero-mail-e-virgilio-anche-oggi-in-down-riapertura-progressiva-in-corso/',
    },
    {
      key: 'secolo',
      by: 'Secolo d’Italia',
      url: 'https://www.secoloditalia.it/2023/06/email-di-libero-e-virgilio-ancora-bloccate-antoniozzi-intervenga-lagcom-serve-un-risarcimento/',
    },
    {
      key: 'citta',
      by: 'Il Corriere della Città',
      url: 'https://www.ilcorrieredellacitta.com/news/tecnologia/virgilio-mail-down-oggi-14-giugno-2023-perche-e-quali-sono-i-problemi.html',
    },
  ],
}
