import { expect, it } from 'vitest'
import { explain } from '../commands/why/explanation.ts'
import { readNewestNews } from '../store/incident-news.ts'
import { useWebhookStory } from './webhook-story.ts'

// From presses that confirm an incident to probes of two networks that bear them out, through the whole program; a report an hour is usual.
const SOON = { timeout: 20_000 }
const site = useWebhookStory()

type Status = { incidents: { impact: string; status: string; incident_updates: { status: string; body: string }[] }[] }
const text = async (path: string) => (await fetch(site.story.server.url + path)).text()
const status = async () => JSON.parse(await text('/p/dazn/api/v2/incidents.json')) as Status

it('tells everybody once that what people had said is verified', async () => {
  const { story } = site
  const receiver = await site.aListener()
  const agents = await Promise.all([story.agent('Rome', '151.5.1.1'), story.agent('Milan', '79.10.1.1')])
  const see = (outcome: 'up' | 'status') => agents.forEach((agent) => agent.sees('dazn', outcome))
  see('up')
  await story.go(15)
  await story.go(30, { crowd: { dazn: { people: 20 } } })
  const { incident } = await story.detail('dazn')
  expect(incident).toMatchObject({ state: 'confirmed', verified: false })
  await expect.poll(() => receiver.messages().map(({ type }) => type), SOON).toEqual(['incident.opened'])
  expect((await status()).incidents[0]).toMatchObject({ impact: 'minor', incident_updates: [{}] })

  for (const outcome of ['status', 'up', 'status'] as const) {
    see(outcome)
    await story.go(15, { crowd: { dazn: { people: 20 } } })
  }
  const id = incident!.id
  const { events } = await story.incident(id)
  expect(events.map(({ type }) => type)).toEqual(['suspected', 'confirmed', 'verified'])
  expect(events[2]).toMatchObject({ from: 'confirmed', to: 'confirmed', evidence: { probe_nats: expect.any(Number) } })

  await expect.poll(() => receiver.messages().length, SOON).toBe(2)
  expect(receiver.messages()[1]).toMatchObject({
    type: 'incident.updated',
    data: {
      event: { type: 'verified', from: 'confirmed', to: 'confirmed' },
      incident: { id, verified: true, resolved_at: null },
    },
  })
  const news = await readNewestNews(site.db, 9)
  expect(news.map(({ type, event }) => [type, event.type])).toEqual([
    ['incident.opened', 'confirmed'],
    ['incident.updated', 'verified'],
  ])

  await story.reads(`/it/i/${id}`, 'Verificato: lo confermano le nostre sonde da due reti')
  await story.reads(`/en/i/${id}`, 'Verified: our probes on two networks confirm it')
  await expect.poll(async () => text('/en/p/dazn/feed.atom'), SOON).toContain('DAZN: our probes confirm the problems')
  expect(await text('/it/p/dazn/feed.atom')).toContain('DAZN: le nostre sonde confermano i problemi')
  await expect.poll(async () => (await status()).incidents[0]?.impact, SOON).toBe('major')
  const [told] = (await status()).incidents
  expect(told).toMatchObject({ status: 'investigating', incident_updates: [{ status: 'investigating' }, {}] })
  expect(told!.incident_updates[0]!.body).toMatch(/^DAZN: our probes confirm the problems\. .* have confirmed it/)
  expect(await explain(site.db, id)).toMatchObject({ verdict: 'same', differences: [] })
}, 60_000)
