import { expect, it } from 'vitest'
import { pushServiceOf } from './push-services.ts'

it.each([
  ['https://fcm.googleapis.com/fcm/send/abc', 'fcm.googleapis.com'],
  ['https://updates.push.services.mozilla.com/wpush/v2/abc', 'push.services.mozilla.com'],
  ['https://web.push.apple.com/abc', 'push.apple.com'],
  ['https://wns2-par02p.notify.windows.com/w/?token=abc', 'notify.windows.com'],
  ['https://fcm.googleapis.com.evil.example/', null],
  ['https://evilpush.apple.com/', null],
  ['https://evil.example/fcm.googleapis.com', null],
  ['https://push.example/', null],
])('%s is at %s', (endpoint, service) => {
  expect(pushServiceOf(endpoint)).toBe(service)
})
