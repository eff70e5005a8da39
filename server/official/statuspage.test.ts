import { describe, expect, it } from 'vitest'
import { ZodError } from 'zod'
import { aStatuspage } from '../test/status-server.ts'
import { MAX_INCIDENTS, readStatuspage } from './statuspage.ts'

const WEBMAIL = { slug: 'webmail', name: { it: 'Webmail', en: 'Web mail' } }
const IMAP = { slug: 'imap', name: { it: 'Programma di posta', en: 'Mail program' } }
const at = (time: string) => `2023-01-25T${time}:00.000Z`
const update = (id: string, status: string, body: string, time: string, components: string[] = []) => ({
  id,
  status,
  body,
  at: at(time),
  components,
})
const WHOLE = {
  id: 'whole',
  resolvedAt: at('14:00'),
  updates: [
    update('u5', 'postmortem', 'What happened.', '18:00'),
    update('u4', 'resolved', 'This incident has been resolved.', '14:00'),
    update('u3', 'monitoring', 'A fix has been implemented.', '13:00'),
    update('u2', 'identified', 'The issue has been identified. We expect to restore it within two hours.', '12:00'),
    update('u1', 'investigating', 'We are investigating <b>reports</b> of errors.', '11:00'),
  ],
}

describe('what a status page says of an incident', () => {
  it('is one saying an update, oldest first, with the topic of its status', () => {
    const { sayings, skipped } = readStatuspage(aStatuspage([WHOLE], { timeZone: 'Europe/Rome' }))
    expect(skipped).toBe(0)
    expect(sayings.map(({ claimedAt, topics }) => [new Date(claimedAt ?? 0).toISOString(), topics])).toEqual([
      [at('11:00'), ['problem']],
      [at('12:00'), ['problem', 'cause']],
      [at('13:00'), ['problem']],
      [at('14:00'), ['restored']],
      [at('18:00'), ['cause']],
    ])
    expect(sayings[0]).toMatchObject({
      text: 'Errors on mail\n\nWe are investigating reports of errors.',
      lang: 'en',
      source: 'https://stspg.io/whole',
      component: null,
      zone: 'Europe/Rome',
    })
  })

  it('keeps its key however often it is read, and has another when its words change', () => {
    const keys = (body: string) =>
      readStatuspage(aStatuspage([{ id: 'i', updates: [update('u', 'investigating', body, '11:00')] }])).sayings[0]?.key
    expect(keys('One')).toBe(keys('One'))
    expect(keys('One')).not.toBe(keys('Two'))
  })

  it('is of one component where it names one as we do, else of none in particular', () => {
    const of = (...names: string[]) =>
      readStatuspage(aStatuspage([{ id: 'i', updates: [update('u', 'investigating', 'x', '11:00', names)] }]), [
        WEBMAIL,
        IMAP,
      ]).sayings[0]?.component
    expect(of('Web Mail ')).toBe('webmail')
    expect(of('imap')).toBe('imap')
    expect(of('webmail', 'imap')).toBeNull()
    expect(of('Webmail (beta)')).toBeNull()
    expect(of()).toBeNull()
  })

  it('is no end as long as the page shows another incident, unless it is of one component', () => {
    const other = { id: 'other', updates: [update('o1', 'investigating', 'Still there.', '11:30')] }
    const ends = (...incidents: Parameters<typeof aStatuspage>[0]) =>
      readStatuspage(aStatuspage(incidents), [WEBMAIL]).sayings.filter(({ topics }) => topics.includes('restored'))
    expect(ends(WHOLE, other)).toHaveLength(0)
    expect(ends(WHOLE, { ...other, resolvedAt: at('13:59') })).toHaveLength(1)
    expect(ends(WHOLE, { ...other, impact: 'none' })).toHaveLength(1)
    const part = { ...WHOLE, updates: [update('u4', 'resolved', 'Fixed.', '14:00', ['webmail'])] }
    expect(ends(part, other)).toMatchObject([{ component: 'webmail' }])
  })

  it('leaves out works that are planned', () => {
    const works = { id: 'w', impact: 'maintenance', updates: [update('w1', 'investigating', 'x', '11:00')] }
    const planned = { id: 'p', updates: [update('p1', 'in_progress', 'x', '11:00')] }
    expect(readStatuspage(aStatuspage([works, planned])).sayings).toEqual([])
  })
})

describe('a page that is not as it should be', () => {
  it.each(['{}', '[]', 'null', '{"page":{},"incidents":{}}', '{"page":"x","incidents":[]}'])('%s is none', (body) => {
    expect(() => readStatuspage(body)).toThrow(ZodError)
  })

  it('loses what cannot be understood, and counts it', () => {
    const good = JSON.parse(aStatuspage([WHOLE])) as { page: unknown; incidents: object[] }
    const [whole] = good.incidents
    const odd = [
      null,
      { ...whole, name: 7 },
      { ...whole, incident_updates: [{ id: 'x', status: 'sunny', body: '', created_at: at('11:00') }, 5, {}] },
    ]
    const { sayings, skipped } = readStatuspage(JSON.stringify({ ...good, incidents: [...odd, ...good.incidents] }))
    expect(sayings).toHaveLength(5)
    expect(skipped).toBe(5)
  })

  it('has no time that nobody can read, no address that nobody can open, no zone that is none', () => {
    const text = aStatuspage([WHOLE], { timeZone: 'Mars/Base' })
      .replaceAll('2023-01-25T11:00:00.000Z', 'lately')
      .replaceAll('https://stspg.io/whole', 'javascript:alert(1)')
    const [oldest] = readStatuspage(text).sayings
    expect(oldest).toMatchObject({ claimedAt: null, source: 'https://status.example.org/', zone: null })
  })

  it('is read up to so many incidents', () => {
    const many = Array.from({ length: MAX_INCIDENTS + 3 }, (_, i) => ({
      id: `i${i}`,
      updates: [update(`u${i}`, 'investigating', 'x', '11:00')],
    }))
    const { sayings, skipped } = readStatuspage(aStatuspage(many))
    expect([sayings.length, skipped]).toEqual([MAX_INCIDENTS, 3])
  })
})
