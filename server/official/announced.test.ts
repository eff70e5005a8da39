import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { announcedIn } from './announced.ts'

const at = (text: string) => Date.parse(text)
/** Wednesday, 10:00 in Rome. */
const SAID = at('2023-01-25T10:00:00+01:00')
const read = (text: string, zone: string | null = 'Europe/Rome', from = SAID, to = from) =>
  announcedIn(text, [from, to], zone)
const due = (from: string, to = from) => ({ dueFrom: at(from), dueTo: at(to) })

describe('so many hours from now', () => {
  it.each([
    ['Prevediamo di ripristinare il servizio entro le prossime 24/48 ore.', 24 * HOUR_MS, 48 * HOUR_MS],
    ['Il servizio sarà ripristinato entro 24-48 ore', 24 * HOUR_MS, 48 * HOUR_MS],
    ['Contiamo di risolvere nelle prossime 24 ore.', 24 * HOUR_MS, 24 * HOUR_MS],
    ['La posta tornerà disponibile nel giro di due ore', 2 * HOUR_MS, 2 * HOUR_MS],
    ["Il problema sarà risolto entro un'ora.", HOUR_MS, HOUR_MS],
    ['Il ripristino è atteso entro 2 o 3 giorni.', 2 * DAY_MS, 3 * DAY_MS],
    ['We expect to restore service within the next 24 to 48 hours.', 24 * HOUR_MS, 48 * HOUR_MS],
    ['We expect a full recovery within 30 minutes.', 30 * MINUTE_MS, 30 * MINUTE_MS],
    ['Everything should be back online within an hour.', HOUR_MS, HOUR_MS],
    ['A fix is expected in the next two hours.', 2 * HOUR_MS, 2 * HOUR_MS],
  ])('%s', (text, least, most) => {
    expect(read(text)).toEqual({ dueFrom: SAID + least, dueTo: SAID + most, zone: 'Europe/Rome' })
  })

  it('counts from the earliest and from the latest time at which it may have been said', () => {
    const [from, to] = [at('2023-01-24T23:00:00Z'), at('2023-01-26T23:00:00Z')]
    expect(read('Ripristino entro 24/48 ore', 'Europe/Rome', from, to)).toEqual({
      dueFrom: from + 24 * HOUR_MS,
      dueTo: to + 48 * HOUR_MS,
      zone: 'Europe/Rome',
    })
  })
})

describe('a time of day, or a day', () => {
  it.each([
    ['Il servizio sarà ripristinato entro le 18.', due('2023-01-25T18:00+01:00')],
    ['Il servizio sarà ripristinato entro le ore 18:30 di oggi', due('2023-01-25T18:30+01:00')],
    ['Torneremo alla normalità entro le 09.30 di domani.', due('2023-01-26T09:30+01:00')],
    ['Il problema sarà risolto entro domani alle 15:00', due('2023-01-26T15:00+01:00')],
    ['Il ripristino è previsto entro domani.', due('2023-01-26T00:00+01:00', '2023-01-27T00:00+01:00')],
    ['Il ripristino è previsto in giornata.', due('2023-01-25T10:00+01:00', '2023-01-26T00:00+01:00')],
    ['We expect this to be fixed by 18:00 UTC.', { ...due('2023-01-25T18:00Z'), zone: 'UTC' }],
    ['Service will be restored by 5:00 PM PST', { ...due('2023-01-25T17:00-08:00'), zone: 'America/Los_Angeles' }],
    ['Service will be restored by 6pm CET today', due('2023-01-25T18:00+01:00')],
    ['Service will be restored by 9am UTC tomorrow', { ...due('2023-01-26T09:00Z'), zone: 'UTC' }],
    ['It will be resolved by tomorrow.', due('2023-01-26T00:00+01:00', '2023-01-27T00:00+01:00')],
    ['It will be resolved by end of day.', due('2023-01-25T10:00+01:00', '2023-01-26T00:00+01:00')],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual({ zone: 'Europe/Rome', ...expected })
  })

  it('follows the clocks when they change', () => {
    const saturday = at('2023-03-25T20:00:00+01:00')
    const domani = 'Il ripristino è previsto entro domani.'
    expect(read(domani, 'Europe/Rome', saturday)).toMatchObject({
      dueFrom: at('2023-03-25T23:00Z'),
      dueTo: at('2023-03-26T22:00Z'),
    })
    const autumn = at('2023-10-28T20:00:00+02:00')
    expect(read('Sarà risolto entro le 02:30 di domani', 'Europe/Rome', autumn)).toMatchObject({
      dueFrom: at('2023-10-29T00:30Z'),
      dueTo: at('2023-10-29T01:30Z'),
    })
  })
})

describe('nothing can be read', () => {
  it.each([
    'We will provide another update within 60 minutes.',
    'Next update by 18:00 UTC, we are working to restore service.',
    'Vi aggiorneremo sul ripristino entro le 18.',
    'Service was restored within 2 hours.',
    'Il servizio è stato ripristinato entro 24 ore.',
    'We resolved the issue within 30 minutes.',
    'If it is not resolved within 24 hours, contact us.',
    'Il problema non sarà risolto entro 24 ore.',
    'We do not know whether it will be fixed within 24 hours.',
    'Mail sent within 24 hours may be late.',
    'Rimborsi entro 30 giorni, servizio da ripristinare.',
    'Il servizio sarà ripristinato al più presto.',
    'Android will be restored within 24 hours, iOS will be restored within 48 hours.',
    'Sarà ripristinato entro 24 ore. Sarà risolto entro le 18.',
    'Il servizio sarà ripristinato entro 2 giorni lavorativi.',
    'Il servizio sarà ripristinato entro 48/24 ore.',
    'Il servizio sarà ripristinato entro 900 giorni.',
    'Il servizio sarà ripristinato entro 0 ore.',
    'Il servizio sarà ripristinato entro le 6.',
    'Il servizio sarà ripristinato entro le 08:00.',
    'Il servizio sarà ripristinato entro le 25.',
    'Il servizio sarà ripristinato entro le 18 del 27 gennaio.',
    'Il servizio sarà ripristinato entro le 18 di venerdì.',
    'Il servizio sarà ripristinato entro domani sera.',
    'Il servizio sarà ripristinato entro domani alle 6.',
    'Service will be restored by 18:00 UTC on Friday.',
    'Service will be restored by 6:00.',
    'Service will be restored by 18:00 CEST.',
    'Service will be restored by 100% of nodes.',
    'Service will be restored by tomorrow evening.',
    'Restoring: within '.repeat(500),
    '',
  ])('%s', (text) => {
    expect(read(text)).toBeUndefined()
  })

  it('in a zone that nobody knows, but by the hour', () => {
    expect(read('Il ripristino è previsto entro domani.', null)).toBeUndefined()
    expect(read('Il ripristino è previsto entro le 18.', null)).toBeUndefined()
    expect(read('Service will be restored by 18:00 UTC.', null)).toBeDefined()
    expect(read('Ripristino entro 24 ore', null)).toEqual({ dueFrom: SAID + DAY_MS, dueTo: SAID + DAY_MS, zone: 'UTC' })
  })

  it('where nobody knows on which day it was said, but by the hour', () => {
    const two = [SAID, SAID + DAY_MS] as const
    expect(read('Il ripristino è previsto entro domani.', 'Europe/Rome', ...two)).toBeUndefined()
    expect(read('Sarà risolto entro le 18.', 'Europe/Rome', ...two)).toBeUndefined()
  })
})
