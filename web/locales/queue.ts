import type { Lang } from './language.ts'
import type { Receipt } from './reporting.ts'

/** Of presses that could not be sent: only fetched where there is one. */
type QueueTexts = {
  waiting(name: string, at: string): string
  discard: string
  became(receipt: Receipt, name: string, at: string): string
}

export const queueTexts: Record<Lang, QueueTexts> = {
  it: {
    waiting: (name, at) => `La tua risposta su ${name} (${at}) non era partita: la inviamo appena la linea risponde.`,
    discard: 'Scartala',
    became: (receipt, name, at) => {
      const press = `La tua risposta su ${name} (${at})`
      if (receipt === 'counted') return `${press} è arrivata e vale per la mezz’ora in cui hai premuto.`
      if (receipt === 'repeat') return `${press} c’era già: non la contiamo due volte.`
      if (receipt === 'changed')
        return `${press} è annotata, non contata: in quella mezz’ora avevi già risposto altrimenti.`
      if (receipt === 'discarded') return `${press} è scartata: in questo browser non ne resta traccia.`
      if (receipt === 'refused') return `${press} non è stata accettata: è troppo vecchia, o non vale più qui.`
      return `${press} resta in attesa: riproviamo alla prossima pagina.`
    },
  },
  en: {
    waiting: (name, at) => `Your answer on ${name} (${at}) had not left: we send it as soon as the line answers.`,
    discard: 'Discard it',
    became: (receipt, name, at) => {
      const press = `Your answer on ${name} (${at})`
      if (receipt === 'counted') return `${press} has arrived and counts for the half hour in which you pressed.`
      if (receipt === 'repeat') return `${press} was there already: we do not count it twice.`
      if (receipt === 'changed') return `${press} is noted, not counted: you had answered otherwise in that half hour.`
      if (receipt === 'discarded') return `${press} is discarded: nothing of it is left in this browser.`
      if (receipt === 'refused') return `${press} was not accepted: it is too old, or no longer valid here.`
      return `${press} is still waiting: we try again on the next page.`
    },
  },
}
