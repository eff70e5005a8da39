import type { NewDocumented } from '../documented.ts'

export const CROWDSTRIKE_2024: NewDocumented = {
  slug: 'crowdstrike-2024',
  providers: [],
  name: { it: 'CrowdStrike, 19 luglio 2024', en: 'CrowdStrike, 19 July 2024' },
  summary: {
    it: 'Un aggiornamento difettoso di un programma di sicurezza blocca milioni di computer Windows: si fermano voli, banche, ospedali, televisioni. L’aggiornamento resta in rete per 78 minuti; per rimettere in piedi le macchine ci vogliono giorni.',
    en: 'A faulty update of a security program crashes millions of Windows computers: flights, banks, hospitals and broadcasters stop. The update is out for 78 minutes; getting the machines back takes days.',
  },
  zone: 'UTC',
  began: { from: '2024-07-19T04:09' },
  ended: null,
  facts: [
    {
      when: { from: '2024-07-19T04:09' },
      text: {
        it: 'CrowdStrike distribuisce una configurazione per il suo programma su Windows: contiene un errore, e i computer che la ricevono si bloccano.',
        en: 'CrowdStrike sends out a configuration for its program on Windows: it holds an error, and the computers that receive it crash.',
      },
      sources: ['crowdstrike'],
    },
    {
      when: { from: '2024-07-19T05:27' },
      text: {
        it: 'La configurazione è corretta: chi si collega da qui in poi non ne è colpito. I computer già bloccati restano da sistemare uno per uno.',
        en: 'The configuration is corrected: whoever connects from here on is not hit. Computers that crashed before have to be mended one by one.',
      },
      sources: ['crowdstrike', 'deretti'],
    },
    {
      when: { from: '2024-07-20' },
      text: {
        it: 'Microsoft stima 8,5 milioni di computer colpiti, meno dell’1 % di quelli con Windows.',
        en: 'Microsoft estimates 8.5 million computers hit, less than 1 % of those with Windows.',
      },
      sources: ['microsoft'],
    },
    {
      when: { from: '2024-07-29' },
      text: {
        it: 'Secondo CrowdStrike circa il 99 % dei computer Windows con il suo programma è di nuovo collegato.',
        en: 'According to CrowdStrike about 99 % of the Windows computers with its program are connected again.',
      },
      sources: ['nogosee'],
    },
    {
      when: null,
      text: {
        it: 'Ne risentono compagnie aeree, ospedali, banche, televisioni, negozi. Non fu un attacco, e non toccò Mac e Linux.',
        en: 'Airlines, hospitals, banks, broadcasters and shops are hit. It was no attack, and did not touch Mac and Linux.',
      },
      sources: ['crowdstrike', 'deretti'],
    },
  ],
  unknown: [
    {
      it: 'Quando tutto sia tornato: ogni azienda ha avuto la sua fine, e nessuno le ha contate.',
      en: 'When all was back: each company had an end of its own, and nobody has counted them.',
    },
  ],
  sources: [
    {
      key: 'crowdstrike',
      by: 'CrowdStrike',
      url: 'https://www.crowdstrike.com/blog/falcon-update-for-windows-hosts-technical-details/',
    },
    {
      key: 'microsoft',
      by: 'Microsoft',
      url: 'https://blogs.microsoft.com/blog/2024/07/20/helping-our-customers-through-the-crowdstrike-outage/',
    },
    {
      key: 'deretti',
      by: 'Deretti Cyber Labs',
      url: 'https://www.deretticyberlabs.com/research/archive/crowdstrike-falcon-2024.html',
    },
    {
      key: 'nogosee',
      by: 'Nogosee',
      url: 'https://nogosee.com/crowdstrike-publishes-rca-for-july-2024-channel-file-291-windows-sensor-outage-r',
    },
  ],
}
