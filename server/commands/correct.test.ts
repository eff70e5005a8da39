import { describe, expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { anIncident, aProvider } from '../test/factories.ts'
import { NOON, useQuietProvider } from '../test/quiet-provider.ts'
import { readIncident, readIncidentEvents, toIncident } from '../store/incidents.ts'
import { correctIncident } from '../store/corrections.ts'
import { unseen } from '../jobs/detect-archived.ts'
import { correct } from './correct.ts'

const world = useQuietProvider()
const iso = (at: number) => new Date(at).toISOString()
const act = (...args: string[]) => correct(args, { db: world.db, now: NOON + 9 * HOUR_MS, print: () => {} })
const over = (startedAt: number, endedAt: number) =>
  anIncident(world.db, {
    providerId: world.providerId,
    startedAt: new Date(startedAt),
    startedFrom: new Date(startedAt - MINUTE_MS),
    startedTo: new Date(startedAt + MINUTE_MS),
    resolvedAt: new Date(endedAt),
  })

describe('npm run correct', () => {
  it('changes what is said of an incident that is over, and every display says why', async () => {
    const { slug } = await aProvider(world.db)
    const { id } = await over(NOON, NOON + 3 * HOUR_MS)
    await act(id, '--reason', 'The operator says so', '--started-at', iso(NOON - HOUR_MS), '--cause', `group:${slug}`)
    await act(id, '--reason', 'It ended sooner', '--ended-at', iso(NOON + HOUR_MS))
    const incident = toIncident((await readIncident(world.db, id))!)
    expect(incident).toMatchObject({
      started_at: iso(NOON - HOUR_MS),
      started_between: null,
      resolved_at: iso(NOON + HOUR_MS),
      cause: { kind: 'group', of: [slug], share: null },
      corrections: [
        { at: iso(NOON + 9 * HOUR_MS), type: 'corrected', reason: 'The operator says so' },
        { at: iso(NOON + 9 * HOUR_MS), type: 'corrected', reason: 'It ended sooner' },
      ],
    })
    const events = await readIncidentEvents(world.db, { incidentId: id })
    expect(events.map(({ type, reason, evidence }) => [type, reason, evidence.rule])).toEqual([
      ['corrected', 'The operator says so', 'by hand'],
      ['corrected', 'It ended sooner', 'by hand'],
    ])
  })

  it('keeps its word on an incident that goes on, whatever the detector finds later', async () => {
    await world.judge(NOON)
    await world.speak(NOON, 60, 60, NOON + 4 * HOUR_MS)
    await world.judge(NOON + 10 * MINUTE_MS)
    const [open] = await world.incidents()
    const began = NOON - 20 * MINUTE_MS
    await act(open!.id, '--reason', 'First complaints elsewhere', '--started-at', iso(began))
    await world.judge(NOON + 4 * HOUR_MS)
    expect(await world.incidents()).toMatchObject([
      { id: open!.id, state: 'ok', startedAt: began, startedBetween: null },
    ])
  })

  it('gives an end to what was only let go of', async () => {
    const { id } = await over(NOON, NOON + 3 * HOUR_MS)
    await world.db.sql`update incidents set state = 'unknown' where id = ${id}`
    await act(id, '--reason', 'An earlier start', '--started-at', iso(NOON - HOUR_MS))
    expect(await readIncident(world.db, id)).toMatchObject({ state: 'unknown' })
    await act(id, '--reason', 'Their log says when', '--ended-at', iso(NOON + 2 * HOUR_MS))
    expect(await readIncident(world.db, id)).toMatchObject({ state: 'ok', resolvedAt: NOON + 2 * HOUR_MS })
  })

  it('does nothing when somebody else was faster', async () => {
    const { id } = await over(NOON, NOON + HOUR_MS)
    const seen = (await readIncident(world.db, id))!
    await act(id, '--reason', 'first', '--started-at', iso(NOON + MINUTE_MS))
    const second = { at: NOON + 9 * HOUR_MS, reason: 'second', evidence: unseen('by hand') }
    expect(await correctIncident(world.db, seen, { startedAt: NOON + 2 * MINUTE_MS }, second)).toBe(false)
    expect(await world.incidents()).toMatchObject([{ startedAt: NOON + MINUTE_MS, corrections: [{ reason: 'first' }] }])
  })

  it.each([
    ['without a reason', ['--withdraw'], /npm run correct/],
    ['with a reason that is none', ['--reason', ' x ', '--withdraw'], /npm run correct/],
    ['with too long a reason', ['--reason', 'x'.repeat(501), '--withdraw'], /npm run correct/],
    ['with signs that are no text', ['--reason', 'one\u0007two', '--withdraw'], /npm run correct/],
    ['without anything to change', ['--reason', 'because'], /npm run correct/],
    ['to two things at once', ['--reason', 'because', '--withdraw', '--cause', 'own'], /npm run correct/],
    ['to a time without a zone', ['--reason', 'because', '--started-at', '2024-05-20T12:00:00'], /npm run correct/],
    ['to an end before its start', ['--reason', 'because', '--ended-at', iso(NOON - 1)], /end before it began/],
    ['to an end in the future', ['--reason', 'because', '--ended-at', iso(NOON + 99 * HOUR_MS)], /in the future/],
    ['to follow nobody', ['--reason', 'because', '--cause', 'collateral:nobody'], /no other provider/],
    ['to follow itself', ['--reason', 'because', '--cause', 'group:someone'], /no other provider/],
  ])('refuses to correct %s', async (_, args, message) => {
    const { id } = await over(NOON, NOON + HOUR_MS)
    const before = await world.incidents()
    await expect(act(id, ...args)).rejects.toThrow(message)
    expect(await world.incidents()).toEqual(before)
    expect(await world.types()).toEqual([])
  })

  it('does not end what is still going on, nor finds what is not there', async () => {
    const { id } = await anIncident(world.db, { providerId: world.providerId, startedAt: new Date(NOON) })
    await expect(act(id, '--reason', 'because', '--ended-at', iso(NOON + 1))).rejects.toThrow('still open')
    const nobody = '018f4c1e-0000-7000-8000-00000000000a'
    await expect(act(nobody, '--reason', 'because', '--withdraw')).rejects.toThrow('no incident')
  })
})
