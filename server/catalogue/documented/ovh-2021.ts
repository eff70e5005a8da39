import type { NewDocumented } from '../documented.ts'

export const OVH_2021: NewDocumented = {
  slug: 'ovhcloud-strasbourg-2021',
  providers: ['ovhcloud'],
  name: { it: 'Incendio di OVHcloud a Strasburgo, 10 marzo 2021', en: 'Fire at OVHcloud in Strasbourg, 10 March 2021' },
  summary: {
    it: 'Un incendio distrugge uno dei data center di OVHcloud a Strasburgo e parte di un altro; tutto il sito viene spento, e milioni di siti web non si aprono. Per riaccendere il resto ci vogliono settimane.',
    en: 'A fire destroys one of OVHcloud’s data centres in Strasbourg and part of another; the whole site is switched off, and millions of websites do not open. Getting the rest back takes weeks.',
  },
  zone: 'Europe/Paris',
  began: { from: '2021-03-10T00:35', about: true },
  ended: null,
  facts: [
    {
      when: { from: '2021-03-10T00:35', about: true },
      text: {
        it: 'Secondo l’inchiesta (BEA-RI) il fuoco nasce quasi insieme nel locale delle batterie e in quello dei gruppi di continuità dell’edificio SBG2. L’azienda aveva indicato le 00:47.',
        en: 'According to the inquiry (BEA-RI) the fire starts nearly at once in the battery room and the UPS room of building SBG2. The company had given 00:47.',
      },
      sources: ['channelnews', 'beari', 'ovh'],
    },
    {
      when: { from: '2021-03-10T02:54' },
      text: { it: 'I vigili del fuoco isolano l’area.', en: 'Firefighters seal off the site.' },
      sources: ['ovh'],
    },
    {
      when: { from: '2021-03-10T04:09' },
      text: { it: 'L’edificio SBG2 è distrutto.', en: 'Building SBG2 is destroyed.' },
      sources: ['ovh'],
    },
    {
      when: { from: '2021-03-10T10:00', about: true },
      text: {
        it: 'L’incendio è domato, dopo il taglio della corrente e con l’aiuto di un battello pompa. L’intervento si chiude alle 18:13.',
        en: 'The fire is under control, after power was cut and with the help of a fireboat. The operation ends at 18:13.',
      },
      sources: ['face'],
    },
    {
      when: { from: '2021-03-10' },
      text: {
        it: 'Nessun ferito. Distrutti SBG2 e quattro sale di SBG1; SBG3 e SBG4, non toccati dal fuoco, restano spenti.',
        en: 'Nobody is hurt. SBG2 and four rooms of SBG1 are destroyed; SBG3 and SBG4, which the fire spared, stay off.',
      },
      sources: ['dcd', 'ovh', 'face'],
    },
    {
      when: { from: '2021-03-16' },
      text: {
        it: 'L’azienda prevede di riaccendere i server un po’ alla volta dal 22 marzo, e offre macchine in altri suoi data center.',
        en: 'The company expects to restart servers little by little from 22 March, and offers machines in other data centres of its own.',
      },
      sources: ['techerati'],
    },
    {
      when: { from: '2021-03-19' },
      text: {
        it: 'Fumo da un locale di batterie di SBG1: il riavvio si interrompe per la notte.',
        en: 'Smoke from a battery room of SBG1: the restart is interrupted for the night.',
      },
      sources: ['channelnews19'],
    },
    {
      when: { from: '2021-03-22' },
      text: {
        it: 'SBG3 è di nuovo in funzione; SBG1 e SBG4 ancora spenti.',
        en: 'SBG3 works again; SBG1 and SBG4 are still off.',
      },
      sources: ['incibe'],
    },
    {
      when: { from: '2022-05-27' },
      text: {
        it: 'Il BEA-RI pubblica il suo rapporto: la causa prima non è accertata; mancavano uno spegnimento automatico e un interruttore generale. Nel momento peggiore circa 3,6 milioni di siti erano irraggiungibili.',
        en: 'BEA-RI publishes its report: the first cause is not established; there was no automatic extinguishing and no general switch. At the worst about 3.6 million sites could not be reached.',
      },
      sources: ['beari', 'face', 'francebleu'],
    },
  ],
  unknown: [
    {
      it: 'Una fine sola non c’è: ogni cliente ha avuto la sua.',
      en: 'There is no single end: each customer had one of their own.',
    },
    {
      it: 'La causa prima dell’incendio, al tempo del rapporto.',
      en: 'The first cause of the fire, at the time of the report.',
    },
  ],
  sources: [
    {
      key: 'beari',
      by: 'BEA-RI',
      url: 'https://portail.documentation.developpement-durable.gouv.fr/pub/CGEOUV00261174-rapport-8217-enquete-sur-8217-incendie-sein-centre.html',
    },
    {
      key: 'face',
      by: 'Face au Risque',
      url: 'https://www.faceaurisque.com/2022/05/30/incendie-dovh-les-enseignements-de-lenquete-du-bea-ri/',
    },
    {
      key: 'channelnews',
      by: 'ChannelNews',
      url: 'https://www.channelnews.fr/une-fuite-deau-pourrait-etre-a-lorigine-de-lincendie-ovh-115523',
    },
    {
      key: 'channelnews19',
      by: 'ChannelNews',
      url: 'https://www.channelnews.fr/ovh-subit-une-nouvelle-alerte-au-feu-sur-son-site-de-strasbourg-102278',
    },
    {
      key: 'ovh',
      by: 'OVHcloud (alltechskills)',
      url: 'https://alltechskills.net/major-failure-at-ovh-data-center-fire/',
    },
    {
      key: 'dcd',
      by: 'DCD',
      url: 'https://www.datacenterdynamics.com/en/news/fire-destroys-ovhclouds-sbg2-data-center-strasbourg/',
    },
    {
      key: 'techerati',
      by: 'Techerati',
      url: 'https://www.techerati.com/news-hub/ovhcloud-details-service-restart-following-strasbourg-fire/',
    },
    {
      key: 'incibe',
      by: 'INCIBE',
      url: 'https://www.incibe.es/en/incibe-cert/publications/cybersecurity-highlights/fire-disrupts-availability-some-servers-ovhcloud',
    },
    {
      key: 'francebleu',
      by: 'France Bleu',
      url: 'https://www.francebleu.fr/infos/faits-divers-justice/incendie-chez-ovh-a-strasbourg-le-rapport-des-pompiers-pointe-des-defaillances-1646328240',
    },
  ],
}
