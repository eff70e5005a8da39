import { expect, it } from 'vitest'
import { IncidentEventType, type Incident, type IncidentEvent } from '../../shared/incident.ts'
import { MINUTE_MS } from '../../shared/time.ts'
import { LANGS, PAGE_ZONE, type Lang } from '../locales/language.ts'
import { toFeedEntry, type FeedEvent } from './entry.ts'

const START = Date.UTC(2023, 0, 23, 8, 2)
const iso = (minute: number) => new Date(START + minute * MINUTE_MS).toISOString()
const EVIDENCE: IncidentEvent['evidence'] = {
  rule: 'test-7',
  window_ms: 15 * MINUTE_MS,
  observed: 57,
  expected: 3.2,
  dispersion: 1.3,
  score: 21.5,
  threshold: 18.4,
  reporters: 31,
  networks: 14,
}
const anIncident = (more: Partial<Incident> = {}): Incident => ({
  id: '0185dd0c-0000-7000-8000-000000000001',
  provider: 'posta',
  name: 'Posta',
  state: 'confirmed',
  verified: false,
  started_at: iso(0),
  detected_at: iso(2),
  confirmed_at: iso(4),
  resolved_at: null,
  peak: 412,
  started_between: [iso(-2), iso(3)],
  cause: null,
  scope: [],
  corrections: [],
  ...more,
})
const anEvent = (type: IncidentEventType, more: Partial<IncidentEvent> = {}): IncidentEvent => ({
  at: iso(90),
  type,
  from: 'suspected',
  to: 'confirmed',
  evidence: EVIDENCE,
  ...more,
})
const seen = (more: Partial<IncidentEvent['evidence']>) => ({ evidence: { ...EVIDENCE, ...more } })
const tell = (event: IncidentEvent, incident = anIncident(), lang: Lang = 'it', backing: FeedEvent['backing'] = null) =>
  toFeedEntry(
    { reader: { lang, zone: PAGE_ZONE[lang] }, mode: 'live', origin: 'https://brusio.example' },
    { id: 7, event, incident, backing },
  )

it.each([
  { what: 'people', event: anEvent('confirmed'), verified: false, title: 'Posta: molte segnalazioni di problemi' },
  {
    what: 'our probes',
    event: anEvent('confirmed', seen({ observed: 0, multiple: 0, probe_nats: 9 })),
    verified: true,
    title: 'Posta: le nostre sonde trovano errori',
  },
  {
    what: 'the operator',
    event: anEvent('reopened', seen({ observed: 1, multiple: 0 })),
    verified: true,
    title: 'Posta: l’operatore parla di nuovo di problemi',
  },
  // Whose word it was is not known: nobody is quoted.
  {
    what: 'nobody in particular',
    event: anEvent('confirmed', seen({ multiple: 0 })),
    verified: false,
    title: 'Posta: molte segnalazioni di problemi',
  },
])('says that it was $what, and of people alone no more than that they report', ({ event, verified, title }) => {
  const entry = tell(event, anIncident({ verified }))
  expect(entry.title).toBe(title)
  const says = 'Lo dice la gente: finora nessuna nostra verifica lo ha confermato.'
  expect(entry.summary.includes(says)).toBe(!verified)
  expect(entry.summary.includes('la gente')).toBe(!verified)
})

it('has a sentence with time, zone, figures and start', () => {
  expect(tell(anEvent('confirmed')).summary).toBe(
    '23 gennaio 2023, 10:32 CET: 57 segnalazioni in 15 min, di solito 3. Inizio stimato: 23 gennaio 2023, tra le 09:00 e le 09:05. ' +
      'Lo dice la gente: finora nessuna nostra verifica lo ha confermato. Le segnalazioni non sono gli utenti colpiti.',
  )
  const over = anIncident({ resolved_at: iso(90), verified: true })
  expect(tell(anEvent('resolved', { to: 'ok', ...seen({ observed: 0.2 }) }), over, 'en').summary).toBe(
    '23 January 2023, 09:32 UTC: no report in 15 min, usually 3. It lasted 90 minutes. ' +
      'Not only people said so: our probes on two networks confirmed it, or the operator itself. Reports are not affected users.',
  )
})

it.each([
  [
    'it',
    'Posta: in ripresa',
    'Posta: di nuovo problemi',
    'Non lo segnala nessuno: lo hanno trovato le nostre sonde da due reti.',
  ],
  ['en', 'Posta: recovering', 'Posta: problems again', 'Nobody reports it: our probes on two networks have found it.'],
] as const)(
  'tells nothing of people or of reports that fall where nobody has ever reported it: %s',
  (lang, falls, rises, says) => {
    const silent = anIncident({ verified: true, peak: 0 })
    const tellSilent = (type: IncidentEventType) => tell(anEvent(type, seen({ observed: 0 })), silent, lang, 'probes')
    expect(tellSilent('recovering').title).toBe(falls)
    expect(tellSilent('relapsed').title).toBe(rises)
    expect(tellSilent('recovering').summary).toContain(says)
    for (const by of ['operator', 'both', null] as const)
      expect(tell(anEvent('recovering'), silent, lang, by).summary).not.toMatch(/la gente|people/i)
  },
)

it('names the newspaper whose page was loud', () => {
  const event = anEvent('confirmed', seen({ amplified: { host: 'giornale.example', share: 0.81 } }))
  expect(tell(event).summary).toContain(
    'l’81 % delle segnalazioni dichiara di venire dalle pagine di giornale.example.',
  )
})

it.each(LANGS)('never calls reports that follow somebody else trouble, in %s', (lang) => {
  const cause = { kind: 'collateral', of: ['altra'], names: ['Altra'], share: 0.1 } as const
  const incident = anIncident({ cause: { ...cause, of: ['altra'], names: ['Altra'] } })
  const titles = (['confirmed', 'heard', 'verified', 'recovering', 'relapsed', 'reopened', 'resolved'] as const).map(
    (type) => {
      const { title, summary } = tell(anEvent(type), incident, lang)
      expect(summary).toContain('Altra')
      return title
    },
  )
  for (const title of titles) expect(title).toMatch(/di riflesso|follow/)
})

it.each([
  {
    by: 'our probes',
    threshold: 6,
    verified: true,
    it: 'le nostre sonde confermano i problemi',
    en: 'our probes confirm',
  },
  {
    by: 'the operator',
    threshold: 0,
    verified: true,
    it: 'l’operatore conferma i problemi',
    en: 'the operator confirms',
  },
  {
    by: 'a word that was taken back',
    threshold: 0,
    verified: false,
    it: 'una conferma, poi ritirata',
    en: 'taken back',
  },
])('says that $by bears people out', ({ threshold, verified, ...words }) => {
  const event = anEvent('verified', { from: 'confirmed', ...seen({ threshold, score: threshold }) })
  expect(tell(event, anIncident({ verified })).title).toBe(`Posta: ${words.it}`)
  expect(tell(event, anIncident({ verified }), 'en').title).toContain(words.en)
})

it('tells apart what came to an end and what was only let go of', () => {
  const over = anIncident({ resolved_at: iso(90) })
  expect(tell(anEvent('resolved', { to: 'ok' }), over).title).toBe('Posta: disservizio rientrato')
  expect(tell(anEvent('resolved', { to: 'unknown' }), over).title).toBe(
    'Posta: disservizio non più seguito, dati insufficienti',
  )
  const unjudged = anEvent('resolved', { to: 'unknown', ...seen({ window_ms: 0 }) })
  expect(tell(unjudged, over).summary).toContain('Non lo ha deciso la regola')
})

it('is newer once it was corrected, and says so with the reason', () => {
  const corrections = [{ at: iso(300), type: 'corrected' as const, reason: 'Cominciò prima' }]
  const entry = tell(anEvent('confirmed'), anIncident({ corrections }))
  expect(entry.updatedAt).toBe(START + 300 * MINUTE_MS)
  expect(entry.publishedAt).toBe(START + 90 * MINUTE_MS)
  expect(entry.summary).toMatch(/^Corretto il 23 gennaio 2023, 14:02 CET: Cominciò prima\. 23 gennaio 2023, 10:32 CET/)
  expect(tell(anEvent('corrected'), anIncident({ corrections }), 'en').title).toBe(
    'Posta: correction of an incident we had published',
  )
})

it('never says that a service is down, and in Italian never an accident', () => {
  for (const type of IncidentEventType.options) {
    for (const lang of LANGS) {
      const { title, summary } = tell(anEvent(type), anIncident({ verified: true }), lang)
      expect(`${title} ${summary}`).not.toMatch(/\bdown\b|\bincident[ei]\b|non funziona/i)
    }
  }
})

it.each([
  {
    backing: 'probes',
    it: 'lo hanno confermato le nostre sonde da due reti.',
    en: 'our probes on two networks have confirmed it.',
  },
  { backing: 'operator', it: 'lo ha confermato l’operatore stesso.', en: 'the operator itself has confirmed it.' },
  {
    backing: 'both',
    it: 'lo ha confermato l’operatore stesso, e anche le nostre sonde trovano errori.',
    en: 'the operator itself has confirmed it, and our own probes find errors too.',
  },
] as const)('says that it was $backing who confirmed it, and leaves no choice', ({ backing, ...words }) => {
  const verified = anIncident({ verified: true })
  for (const lang of LANGS) {
    const { summary } = tell(anEvent('confirmed'), verified, lang, backing)
    expect(summary).toContain(`: ${words[lang]}`)
    expect(summary).not.toMatch(/, o l’operatore|, or the operator/)
    // People alone are not made more than they are.
    expect(tell(anEvent('confirmed'), anIncident(), lang, backing).summary).not.toContain(words[lang])
  }
})
