import type { NewDocumented } from '../documented.ts'

export const ARUBA_2011: NewDocumented = {
  slug: 'aruba-arezzo-2011',
  providers: ['aruba', 'aruba-pec'],
  name: {
    it: 'Incendio nel data center di Aruba ad Arezzo, 29 aprile 2011',
    en: 'Fire in Aruba’s data centre in Arezzo, 29 April 2011',
  },
  summary: {
    it: 'Un principio d’incendio nelle batterie dei gruppi di continuità fa togliere la corrente alle sale: un gran numero di siti italiani e la posta certificata di molti si fermano per buona parte della giornata.',
    en: 'A fire in the batteries of the backup power makes the rooms lose their current: a great number of Italian websites and the certified mail of many stop for most of the day.',
  },
  zone: 'Europe/Rome',
  began: { from: '2011-04-29T04:30', about: true },
  ended: { from: '2011-04-29T15:30', to: '2011-04-29T16:00', about: true },
  facts: [
    {
      when: { from: '2011-04-29T04:30', about: true },
      text: {
        it: 'Batterie dei gruppi di continuità prendono fuoco (per un altro giornale verso le 4); il sistema d’emergenza toglie la corrente a tutta la struttura. I vigili del fuoco lavorano circa tre ore.',
        en: 'Batteries of the backup power catch fire (another paper: about 4); the emergency system cuts the current of the whole building. Firefighters work for about three hours.',
      },
      sources: ['giornale', 'toms', 'messaggero'],
    },
    {
      when: { from: '2011-04-29' },
      text: {
        it: 'Nella mattinata l’azienda informa attraverso Twitter: server e dati, dice, non hanno subito danni.',
        en: 'In the morning the company informs people through Twitter: servers and data, it says, took no harm.',
      },
      sources: ['toms', 'messaggero'],
    },
    {
      when: { from: '2011-04-29T10:30' },
      text: { it: 'Torna la prima delle tre sale.', en: 'The first of the three rooms is back.' },
      sources: ['giornale'],
    },
    {
      when: { from: '2011-04-29T12:00', about: true },
      text: { it: 'Torna la seconda.', en: 'The second is back.' },
      sources: ['giornale'],
    },
    {
      when: { from: '2011-04-29T15:30' },
      text: {
        it: 'La corrente è ripristinata in tutto il data center; dopo le 16, comunica l’azienda, la situazione è normale.',
        en: 'Power is restored in the whole data centre; after 16:00, the company says, all is normal.',
      },
      sources: ['giornale', 'messaggero'],
    },
    {
      when: { from: '2011-07-08T12:00', about: true },
      text: {
        it: 'Un guasto elettrico, conseguenza dell’incendio secondo l’azienda, ferma di nuovo il data center; la corrente torna entro mezz’ora, alcuni servizi nel pomeriggio.',
        en: 'An electrical fault, which the company puts down to the fire, stops the data centre again; power is back within half an hour, some services in the afternoon.',
      },
      sources: ['toms2'],
    },
  ],
  unknown: [
    {
      it: 'Quanti siti: si scrisse di centinaia di migliaia, e di milioni.',
      en: 'How many sites: hundreds of thousands were written of, and millions.',
    },
    {
      it: 'La causa esatta: in quei giorni il fornitore dei gruppi di continuità la cercava ancora.',
      en: 'The exact cause: in those days the maker of the backup power was still looking for it.',
    },
  ],
  sources: [
    {
      key: 'giornale',
      by: 'il Giornale',
      url: 'https://ilgiornale.it/news/incendio-nella-sede-aruba-qualche-ora-i-siti-blackout.html',
    },
    {
      key: 'messaggero',
      by: 'Il Messaggero',
      url: 'https://www.ilmessaggero.it/tecnologia/hitech/fiamme_nella_sede_di_aruba_it_causano_piu_grande_blackout_internet_italia-182373.html',
    },
    {
      key: 'toms',
      by: 'Tom’s Hardware',
      url: 'https://www.tomshw.it/altro/blackout-internet-italiano-aruba-colpita-da-incendio',
    },
    {
      key: 'toms2',
      by: 'Tom’s Hardware',
      url: 'https://www.tomshw.it/hardware/blackout-aruba-lazienda-ecco-cosa-e-successo/',
    },
  ],
}
