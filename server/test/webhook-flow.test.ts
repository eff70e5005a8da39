import { expect, it } from 'vitest'
import { useWebhookStory } from './webhook-story.ts'

// From presses to the receiver, through the whole program; a report an hour is usual.
const SOON = { timeout: 20_000 }
const site = useWebhookStory()

it('tells a receiver that many people report problems, and that it is over', async () => {
  const { story } = site
  const receiver = await site.aListener()
  await story.go(30, { crowd: { dazn: { people: 14 } } })
  const { incident } = await story.detail('dazn')
  await expect.poll(() => receiver.messages().map(({ type }) => type), SOON).toEqual(['incident.opened'])
  const { corrections, ...opened } = incident!
  expect(receiver.messages()[0]).toMatchObject({
    mode: 'live',
    data: { incident: { id: opened.id, provider: 'dazn', corrections } },
  })

  await story.go(360, { step: 30 })
  await expect.poll(() => receiver.messages().at(-1)?.type, SOON).toBe('incident.resolved')
  expect(receiver.messages().at(-1)!.data.incident).toMatchObject({ id: opened.id, resolved_at: expect.any(String) })
}, 60_000)
