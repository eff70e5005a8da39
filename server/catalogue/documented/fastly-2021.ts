import type { NewDocumented } from '../documented.ts'

export const FASTLY_2021: NewDocumented = {
  slug: 'fastly-2021',
  providers: ['fastly'],
  name: { it: 'Fastly, 8 giugno 2021', en: 'Fastly, 8 June 2021' },
  summary: {
    it: 'Un difetto del software, rimasto nascosto per settimane, fa rispondere con errori l’85 % della rete di Fastly. Molti grandi siti nel mondo non si aprono per circa un’ora.',
    en: 'A software fault that had been dormant for weeks makes 85 % of Fastly’s network answer with errors. Many large sites around the world do not open for about an hour.',
  },
  zone: 'UTC',
  began: { from: '2021-06-08T09:47' },
  ended: { from: '2021-06-08T12:35' },
  facts: [
    {
      when: { from: '2021-05-12' },
      text: {
        it: 'Fastly distribuisce una versione del suo software con un difetto che si mostra solo con una certa configurazione di un cliente.',
        en: 'Fastly rolls out a version of its software with a fault that shows only under a certain configuration of a customer’s.',
      },
      sources: ['fastly'],
    },
    {
      when: { from: '2021-06-08T09:47' },
      text: {
        it: 'Un cliente carica una configurazione valida che fa scattare il difetto: l’85 % della rete risponde con errori.',
        en: 'A customer uploads a valid configuration that sets the fault off: 85 % of the network answers with errors.',
      },
      sources: ['fastly'],
    },
    {
      when: { from: '2021-06-08T09:48' },
      text: { it: 'Il monitoraggio di Fastly nota il problema.', en: 'Fastly’s monitoring notices it.' },
      sources: ['fastly'],
    },
    {
      when: { from: '2021-06-08T09:58' },
      text: {
        it: 'Prima comunicazione sulla pagina di stato, undici minuti dopo l’inizio.',
        en: 'First word on the status page, eleven minutes after the start.',
      },
      sources: ['fastly'],
    },
    {
      when: { from: '2021-06-08T10:27' },
      text: {
        it: 'La configurazione che lo ha provocato è individuata.',
        en: 'The configuration that had set it off is found.',
      },
      sources: ['fastly'],
    },
    {
      when: { from: '2021-06-08T10:36' },
      text: {
        it: 'I servizi cominciano a tornare: 49 minuti dopo l’inizio, scrive Fastly, il 95 % della rete è di nuovo normale.',
        en: 'Services begin to come back: 49 minutes after the start, Fastly writes, 95 % of its network is normal again.',
      },
      sources: ['fastly'],
    },
    {
      when: { from: '2021-06-08T11:00' },
      text: { it: 'La maggior parte dei servizi è tornata.', en: 'Most services are back.' },
      sources: ['fastly'],
    },
    {
      when: { from: '2021-06-08T12:35' },
      text: { it: 'Fastly lo dichiara sotto controllo.', en: 'Fastly declares it mitigated.' },
      sources: ['fastly'],
    },
    {
      when: { from: '2021-06-08T17:25' },
      text: { it: 'Comincia la distribuzione della correzione.', en: 'The lasting fix begins to be rolled out.' },
      sources: ['fastly'],
    },
    {
      when: null,
      text: {
        it: 'Tra i siti che i giornali nominano: Amazon, Reddit, New York Times, CNN, Guardian e il sito del governo britannico.',
        en: 'Among the sites that were named: Amazon, Reddit, The New York Times, CNN, The Guardian and the British government’s.',
      },
      sources: ['cio'],
    },
  ],
  unknown: [
    {
      it: 'Quante persone se ne siano accorte, e da quando a quando per ciascun sito.',
      en: 'How many people noticed, and from when to when for each site.',
    },
  ],
  sources: [
    { key: 'fastly', by: 'Fastly', url: 'https://www.fastly.com/blog/summary-of-june-8-outage' },
    {
      key: 'cio',
      by: 'Intelligent CIO',
      url: 'https://www.intelligentcio.com/latam/2021/06/08/websites-unavailable-in-internet-outage/',
    },
  ],
}
