import type { PushMessage } from '../../shared/push.ts'

// Served at /push-worker.js. It answers no request of a page; it shows the one notification that somebody asked for, and forgets the address.

type Lasting = Event & { waitUntil(work: Promise<unknown>): void }
type Pushed = Lasting & { data: { json(): unknown } | null }
type Clicked = Lasting & { notification: Notification }
type Worker = EventTarget & {
  registration: ServiceWorkerRegistration
  clients: { openWindow(url: string): Promise<unknown> }
  location: Location
}
const worker = self as unknown as Worker

async function show({ title, body, url, lang, tag }: PushMessage): Promise<void> {
  const { registration } = worker
  await registration.showNotification(title, { body, lang, tag, icon: '/icon-180.png', data: url })
  await (await registration.pushManager.getSubscription())?.unsubscribe()
}

worker.addEventListener('push', (event) => {
  const pushed = event as Pushed
  if (pushed.data !== null) pushed.waitUntil(show(pushed.data.json() as PushMessage))
})

worker.addEventListener('notificationclick', (event) => {
  const clicked = event as Clicked
  clicked.notification.close()
  // Our own host only, whatever a message says.
  const { pathname } = new URL(String(clicked.notification.data), worker.location.origin)
  clicked.waitUntil(worker.clients.openWindow(pathname))
})
