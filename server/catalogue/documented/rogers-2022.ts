import type { NewDocumented } from '../documented.ts'

export const ROGERS_2022: NewDocumented = {
  slug: 'rogers-2022',
  providers: [],
  name: { it: 'Rogers (Canada), 8 luglio 2022', en: 'Rogers (Canada), 8 July 2022' },
  summary: {
    it: 'La rete di uno dei maggiori operatori canadesi si ferma per ventisei ore: telefoni, Internet di casa, pagamenti e, per molti, il numero di emergenza.',
    en: 'The network of one of Canada’s largest operators stops for twenty-six hours: phones, home Internet, payments and, for many, the emergency number.',
  },
  zone: 'America/Toronto',
  began: { from: '2022-07-08T04:58' },
  ended: { from: '2022-07-09T07:00' },
  facts: [
    {
      when: { from: '2022-07-08T04:58' },
      text: {
        it: 'Durante un aggiornamento della rete un errore di configurazione dei router di distribuzione inonda di dati il nucleo della rete, che rete mobile e fissa hanno in comune: si fermano tutte e due.',
        en: 'During an upgrade an error in the configuration of distribution routers floods the core of the network, which mobile and fixed have in common: both stop.',
      },
      sources: ['xona', 'cartt'],
    },
    {
      when: { from: '2022-07-09T07:00' },
      text: {
        it: 'Fine del disservizio secondo il rapporto: i servizi sono tornati un po’ alla volta.',
        en: 'The end according to the report: services had come back little by little.',
      },
      sources: ['xona'],
    },
    {
      when: { from: '2022-07-11' },
      text: {
        it: 'Il regolatore nota che molti clienti segnalano ancora interruzioni, benché l’azienda dica dal 9 che è quasi tutto risolto.',
        en: 'The regulator notes that many customers still report interruptions, although the company has said since the 9th that nearly all is restored.',
      },
      sources: ['crtc'],
    },
    {
      when: null,
      text: {
        it: 'Oltre 12 milioni di clienti senza servizio, tra cui chi gestisce pagamenti elettronici (Interac); problemi anche per il 9-1-1.',
        en: 'More than 12 million customers without service, among them those who run electronic payments (Interac); trouble for 9-1-1 as well.',
      },
      sources: ['xona', 'crtc'],
    },
    {
      when: { from: '2024-07-04' },
      text: {
        it: 'Il regolatore pubblica la sintesi di un rapporto indipendente; le misure prese da allora vi sono giudicate soddisfacenti.',
        en: 'The regulator publishes the summary of an independent report; it calls the measures taken since satisfactory.',
      },
      sources: ['xona', 'xonapress'],
    },
  ],
  unknown: [
    {
      it: 'Quando sia tornato il servizio a ciascun cliente: per alcuni ci vollero giorni.',
      en: 'When service was back for each customer: for some it took days.',
    },
  ],
  sources: [
    { key: 'xona', by: 'CRTC / Xona Partners', url: 'https://crtc.gc.ca/eng/publications/reports/xona2024.htm' },
    { key: 'crtc', by: 'CRTC', url: 'https://crtc.gc.ca/eng/archive/2022/lt220712.htm' },
    { key: 'cartt', by: 'Cartt', url: 'https://cartt.ca/?p=381321' },
    {
      key: 'xonapress',
      by: 'Cartt',
      url: 'https://cartt.ca/crtc-to-publish-full-xona-report-on-rogerss-july-2022-outage-after-public-interest-group-prodding/',
    },
  ],
}
