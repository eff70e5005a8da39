import { expect, it, vi } from 'vitest'
import type { PushMessage } from '../../shared/push.ts'

it('shows the one message, forgets the address, and opens a page of our own only', async () => {
  const did: unknown[] = []
  const subscription = { unsubscribe: async () => void did.push('unsubscribed') }
  const worker = Object.assign(new EventTarget(), {
    registration: {
      showNotification: async (title: string, options: object) => void did.push([title, options]),
      pushManager: { getSubscription: async () => subscription },
    },
    clients: { openWindow: async (url: string) => void did.push(url) },
    location: { origin: 'https://brusio.example' },
  })
  vi.stubGlobal('self', worker)
  await import('./push-worker.ts')
  const happen = async (type: string, more: object) => {
    let work: Promise<unknown> | undefined
    worker.dispatchEvent(
      Object.assign(new Event(type), { waitUntil: (given: Promise<unknown>) => (work = given), ...more }),
    )
    await work
  }
  const message: PushMessage = { title: 'TIM: back', body: 'Over.', url: '/en/p/tim', lang: 'en', tag: 'tim' }
  await happen('push', { data: null })
  expect(did).toEqual([])
  await happen('push', { data: { json: () => message } })
  const options = { body: 'Over.', lang: 'en', tag: 'tim', icon: '/icon-180.png', data: '/en/p/tim' }
  expect(did.splice(0)).toEqual([['TIM: back', options], 'unsubscribed'])
  const close = () => did.push('closed')
  await happen('notificationclick', { notification: { data: '/en/p/tim', close } })
  await happen('notificationclick', { notification: { data: 'https://elsewhere.example/x', close } })
  expect(did).toEqual(['closed', '/en/p/tim', 'closed', '/x'])
})
