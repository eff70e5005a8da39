import { describe, expect, it } from 'vitest'
import type { NoticeTopic } from '../../shared/notice.ts'
import { statusOf, topicsOf } from './topics.ts'

const inTitle = (title: string) => topicsOf({ title, text: '' })
const inText = (text: string) => topicsOf({ title: 'Libero Mail', text })

describe('of a title without a status', () => {
  it.each([
    'Resolved: Errors when sending mail',
    '[RESOLVED] Some users cannot sign in',
    'Service is operating normally: [RESOLVED] Increased API Error Rates',
    'RISOLTO - Disservizio posta',
    'Libero Mail: servizio ripristinato',
    'La posta è tornata online',
    'Login issue fixed, all services restored',
  ])('"%s": restored', (title) => {
    expect(inTitle(title)).toEqual(['restored'])
  })

  it.each([
    'Service not yet restored',
    'Posta non ancora ripristinata',
    'Servizio parzialmente ripristinato, problemi su iOS',
    'Incident resolved for some users',
    'Incident resolved except on iOS',
    'Disservizio: il servizio sarà ripristinato domani',
    'Outage: service will be restored tomorrow',
    "The issue hasn't been resolved",
    'Resolved - but iOS still has errors',
    'Stiamo lavorando: problemi di accesso, presto risolti',
    'Investigating: sign-in',
    'Problemi di accesso alla posta',
    'Elevated errors on uploads',
    'Webmail non raggiungibile',
  ])('"%s": a problem, not restored', (title) => {
    expect(inTitle(title)).toEqual(['problem'])
  })

  it.each([
    'Scheduled maintenance on Sunday, service may have errors',
    'Manutenzione programmata del 12 marzo',
    '[Completed] Database upgrade',
    'Welcome to our new status page',
    'Nessun problema noto',
    'All good: no known issues',
    '',
  ])('"%s": nothing', (title) => {
    expect(inTitle(title)).toEqual([])
  })

  it('a text alone never says that it is over', () => {
    expect(inText('The problem is resolved.')).toEqual(['problem'])
    expect(inText('Everything is resolved.')).toEqual([])
  })
})

describe('where the page says how it stands', () => {
  it.each<[string, NoticeTopic[]]>([
    ['Investigating', ['problem']],
    ['identified', ['problem']],
    ['monitoring', ['problem']],
    ['Resolved', ['restored']],
    ['postmortem', ['cause']],
    ['in_progress', []],
    ['Scheduled', []],
  ])('%s', (label, topics) => {
    const told = { title: 'Errors not yet resolved', text: 'We have implemented a fix.' }
    expect(topicsOf({ ...told, status: statusOf(label) })).toEqual(topics)
  })

  it('no other word is a status', () => {
    expect(['', 'fine', '__proto__', 'constructor', 'toString'].map((word) => statusOf(word))).toEqual(
      Array.from({ length: 5 }, () => undefined),
    )
  })
})

describe('of a text', () => {
  it.each<[string, NoticeTopic]>([
    ['The outage was caused by a bad deploy.', 'cause'],
    ['This was due to a storage failure.', 'cause'],
    ['Il problema è dovuto a un bug del sistema operativo dello storage.', 'cause'],
    ['Si è verificato un disservizio causato da un guasto.', 'cause'],
    ['This was not a cyberattack.', 'attack_denied'],
    ['The issue is not the result of a cyber attack.', 'attack_denied'],
    ['There is no evidence of a security breach.', 'attack_denied'],
    ['Non si tratta di un attacco informatico.', 'attack_denied'],
    ['Non si è trattato di un attacco hacker.', 'attack_denied'],
    ['Escludiamo qualsiasi attacco esterno.', 'attack_denied'],
    ['No customer data was lost.', 'data_safe'],
    ['Your data is safe.', 'data_safe'],
    ['I dati degli utenti sono al sicuro.', 'data_safe'],
    ['Nessun dato è andato perso.', 'data_safe'],
    ['You can ask for a refund.', 'compensation'],
    ['Sono previsti rimborsi per i clienti.', 'compensation'],
  ])('"%s": %s', (text, topic) => {
    expect(inText(text)).toContain(topic)
  })

  it.each([
    'The cause is unknown.',
    'We are investigating what caused it.',
    'Stiamo indagando sulle cause.',
    'We cannot rule out an attack.',
    'No service: we are under attack.',
    'The site is not available because of an attack.',
    'Non è escluso un attacco.',
    'Non possiamo escludere un attacco hacker.',
    'We do not know whether data was lost.',
    'We cannot say that no data was lost.',
    'Lavoriamo per garantire che i dati siano al sicuro.',
  ])('"%s": no cause, no denial, no safety', (text) => {
    const topics = inText(text)
    for (const topic of ['cause', 'attack_denied', 'data_safe']) expect(topics).not.toContain(topic)
  })
})
