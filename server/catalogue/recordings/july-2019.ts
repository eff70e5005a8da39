import type { Background } from '../../handover.ts'

const FIGURES = 'https://github.com/atlarge-research/outage_report_characterization'
const REUTERS = 'https://www.trtworld.com/article/12880089'
const MEDIANAMA =
  'https://www.medianama.com/2019/07/223-facebook-instagram-and-whatsapp-back-after-8-hour-outage-that-left-users-unable-to-load-photos-videos/'
const POST = 'https://www.ilpost.it/2019/07/03/whatsapp-instagram-facebook-non-funzionano/'

/** The day that `outage-2019-07-03.csv` recorded: what is known of it, and what a replay has to draw. */
export const JULY_2019: Background = {
  title: { it: 'Il 3 luglio 2019', en: '3 July 2019' },
  facts: [
    {
      text: {
        it: 'Per circa otto ore, dal pomeriggio europeo, molti non riuscirono a caricare, inviare o vedere foto e video su Facebook, Instagram, WhatsApp e Messenger; i messaggi di testo spesso passavano.',
        en: 'For about eight hours, from the European afternoon, many people could not upload, send or see photos and videos on Facebook, Instagram, WhatsApp and Messenger; text often went through.',
      },
      sources: [MEDIANAMA, POST],
    },
    {
      text: {
        it: 'Facebook, che gestiva tutti e quattro, disse la sera stessa che il guasto era nato durante una manutenzione ordinaria.',
        en: 'Facebook, which ran all four, said the same evening that routine maintenance had set it off.',
      },
      sources: [REUTERS],
    },
    {
      text: {
        it: 'Le segnalazioni sono quelle raccolte allora da outage.report, contate ogni 20 minuti, dal 29 maggio al 4 luglio 2019; cinque settimane sono la storia da cui Brusio impara che cosa è normale.',
        en: 'The reports are those that outage.report gathered at the time, counted per 20 minutes, from 29 May to 4 July 2019; five weeks of them are the past from which Brusio learns what is usual.',
      },
      sources: [FIGURES],
    },
    {
      text: {
        it: 'X (allora Twitter) e Snapchat sono nella stessa registrazione: quel giorno su Twitter si scriveva del guasto degli altri, e in parte non funzionavano i messaggi diretti.',
        en: 'X (then Twitter) and Snapchat are in the same recording: that day people wrote on Twitter of the others’ trouble, and its direct messages were in part affected too.',
      },
      sources: [FIGURES, MEDIANAMA],
    },
  ],
  assumptions: [
    {
      text: {
        it: 'In quale istante dei suoi 20 minuti arrivò ogni segnalazione.',
        en: 'At which instant of its 20 minutes each report came.',
      },
    },
    {
      text: {
        it: 'Chi la mandò: ogni voce ha un indirizzo pubblico e un dispositivo tirati a sorte, quindi reti, Paesi e dispositivi non raccontano nulla.',
        en: 'Who sent it: each voice has a public address and a device drawn at random, so networks, countries and devices tell nothing.',
      },
    },
    {
      text: {
        it: 'Che cosa non andava: il tipo di problema è tirato a sorte tra quelli del servizio.',
        en: 'What was wrong: the kind of problem is drawn from those of the service.',
      },
    },
    {
      text: {
        it: 'Nessuna sonda e nessuna parola delle aziende: in questa replica parla solo la gente.',
        en: 'No probes and no word of the companies: in this replay only the crowd speaks.',
      },
    },
  ],
}
