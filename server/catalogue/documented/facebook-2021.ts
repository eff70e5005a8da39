import type { NewDocumented } from '../documented.ts'

export const FACEBOOK_2021: NewDocumented = {
  slug: 'facebook-2021',
  providers: ['facebook', 'instagram', 'whatsapp', 'facebook-messenger'],
  name: {
    it: 'Facebook, Instagram e WhatsApp, 4 ottobre 2021',
    en: 'Facebook, Instagram and WhatsApp, 4 October 2021',
  },
  summary: {
    it: 'Un comando di manutenzione stacca la rete interna di Facebook; i suoi nomi spariscono da Internet, e con essi Facebook, Instagram e WhatsApp, per circa sei ore in tutto il mondo.',
    en: 'A maintenance command takes down Facebook’s internal network; its names vanish from the Internet, and with them Facebook, Instagram and WhatsApp, for about six hours all over the world.',
  },
  zone: 'UTC',
  began: { from: '2021-10-04T15:40', about: true },
  ended: { from: '2021-10-04T21:28', about: true },
  facts: [
    {
      when: { from: '2021-10-04T15:40', about: true },
      text: {
        it: 'Cloudflare vede da fuori un picco di cambiamenti negli instradamenti (BGP) di Facebook.',
        en: 'Cloudflare sees, from outside, a peak of changes in Facebook’s routing (BGP).',
      },
      sources: ['cloudflare'],
    },
    {
      when: { from: '2021-10-04T15:58' },
      text: {
        it: 'Facebook non annuncia più le strade verso i suoi server dei nomi (DNS): i suoi indirizzi non si trovano più.',
        en: 'Facebook no longer announces the way to its name servers (DNS): its addresses cannot be found any more.',
      },
      sources: ['cloudflare'],
    },
    {
      when: { from: '2021-10-04T21:00', about: true },
      text: {
        it: 'Cloudflare vede di nuovo annunci dalla rete di Facebook.',
        en: 'Cloudflare sees announcements of Facebook’s network again.',
      },
      sources: ['cloudflare'],
    },
    {
      when: { from: '2021-10-04T21:20' },
      text: { it: 'Il nome facebook.com si trova di nuovo.', en: 'The name facebook.com can be found again.' },
      sources: ['cloudflare'],
    },
    {
      when: { from: '2021-10-04T21:28' },
      text: {
        it: 'Visto da fuori, Facebook è di nuovo collegato a Internet; i servizi tornano un po’ alla volta.',
        en: 'Seen from outside, Facebook is connected to the Internet again; services come back little by little.',
      },
      sources: ['cloudflare', 'meta'],
    },
    {
      when: { from: '2021-10-05' },
      text: {
        it: 'Facebook spiega: un comando che doveva misurare la capacità della dorsale ne ha staccato tutti i collegamenti, e un difetto del controllo che doveva fermarlo non lo ha fermato. I server dei nomi, isolati, si sono ritirati da soli.',
        en: 'Facebook explains: a command that was to measure the capacity of its backbone cut all of its links, and a fault in the check that should have stopped it did not. The name servers, cut off, withdrew by themselves.',
      },
      sources: ['meta', 'register'],
    },
    {
      when: null,
      text: {
        it: 'Anche gli strumenti interni e l’accesso agli edifici ne dipendevano: per questo, scrive l’azienda, ci volle tempo.',
        en: 'Internal tools and the way into the buildings depended on it as well: that, the company writes, is why it took time.',
      },
      sources: ['meta'],
    },
  ],
  unknown: [
    {
      it: 'Quando ciascun servizio sia tornato per tutti: l’azienda non ne dà l’ora.',
      en: 'When each service was back for everybody: the company gives no hour.',
    },
  ],
  sources: [
    {
      key: 'meta',
      by: 'Engineering at Meta',
      url: 'https://engineering.fb.com/2021/10/05/networking-traffic/outage-details/',
    },
    { key: 'cloudflare', by: 'Cloudflare', url: 'https://blog.cloudflare.com/october-2021-facebook-outage/' },
    {
      key: 'register',
      by: 'The Register',
      url: 'https://www.theregister.com/2021/10/06/facebook_outage_explained_in_detail/',
    },
  ],
}
