import { expect, it } from 'vitest'
import { createPublicKey } from 'node:crypto'
import { NOTHING, storedBy, useReportSite } from '../server/test/report-site.ts'

// Push services are elsewhere: the browser's way to them is played, all else is real.
const site = useReportSite({ publicUrl: 'https://brusio.example', probePrivate: true })
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

function playPushService(): void {
  const played = window as unknown as { asked: number; key: unknown }
  played.asked = 0
  let there: object | null = null
  Notification.requestPermission = async () => {
    played.asked += 1
    return location.hash === '#no' ? 'denied' : 'granted'
  }
  PushManager.prototype.getSubscription = async () => there as PushSubscription | null
  PushManager.prototype.subscribe = async (options) => {
    played.key = options?.applicationServerKey
    const { publicKey } = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])
    const base64url = (bytes: Uint8Array) =>
      btoa(String.fromCodePoint(...bytes))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '')
    const p256dh = base64url(new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)))
    const auth = base64url(crypto.getRandomValues(new Uint8Array(16)))
    const endpoint = `http://127.0.0.1:9/${auth}`
    there = {
      endpoint,
      toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
      unsubscribe: async () => ((there = null), true),
    }
    return there as PushSubscription
  }
}

const waiting = () => site.db.sql<{ endpoint: string; lang: string }[]>`select endpoint, lang from push_subscriptions`
const scopes = () =>
  navigator.serviceWorker.getRegistrations().then((all) => all.map(({ scope }) => new URL(scope).pathname))

it('is asked for by a press, not before, and taken back by another', async () => {
  const { page, complaints } = await site.visit('/it/p/tim', {}, playPushService)
  const button = page.locator('.push button')
  await button.waitFor()
  expect(await page.locator('.push .note').textContent()).toContain('senza nome')
  expect(await page.evaluate(() => (window as unknown as { asked: number }).asked)).toBe(0)
  expect([await page.evaluate(scopes), await waiting()]).toEqual([[], []])
  await button.focus()
  await page.keyboard.press('Enter')
  await page.getByText('Ti avviseremo').waitFor()
  expect(await waiting()).toEqual([{ endpoint: expect.stringContaining('http://127.0.0.1:9/'), lang: 'it' }])
  expect(await page.evaluate(scopes)).toEqual(['/push/tim/'])
  const key = Buffer.from(await page.evaluate(() => String((window as unknown as { key: unknown }).key)), 'base64url')
  const [x, y] = [key.subarray(1, 33).toString('base64url'), key.subarray(33).toString('base64url')]
  expect(() => createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })).not.toThrow()
  expect(await button.textContent()).toBe('Non avvisarmi più')
  expect(await storedBy(page)).toEqual(NOTHING)
  await page.keyboard.press('Enter')
  await page.getByText('Non ti avviseremo').waitFor()
  expect([await page.evaluate(scopes), await waiting()]).toEqual([[], []])
  expect(await button.textContent()).toBe('Avvisami quando torna')
  expect(complaints).toEqual([])
})

it('says so where the browser does not allow it, and keeps nothing', async () => {
  const { page } = await site.visit('/en/p/tim#no', {}, playPushService)
  await page.locator('.push button').click()
  await page.getByText('does not allow notifications').waitFor()
  expect([await page.evaluate(scopes), await waiting()]).toEqual([[], []])
})

it('stands on the page of an open incident as well, outside of what is drawn anew', async () => {
  const [open] = await site.db.sql<{ id: string }[]>`select id from incidents where resolved_at is null`
  const { page, complaints } = await site.visit(`/en/i/${open!.id}`, {}, playPushService)
  const button = page.locator('.push button')
  await button.waitFor()
  expect(await page.locator('[data-part=follow] .push').count()).toBe(0)
  await button.click()
  await page.getByText('We will tell you').waitFor()
  expect(await waiting()).toHaveLength(1)
  await button.click()
  await page.getByText('We will not tell you').waitFor()
  expect([await waiting(), complaints]).toEqual([[], []])
})

it('says that a browser without an address for notifications has none, not to try again', async () => {
  const { page } = await site.visit('/it/p/tim', {}, () => {
    Notification.requestPermission = async () => 'granted'
    PushManager.prototype.subscribe = () => Promise.reject(new DOMException('Registration failed', 'AbortError'))
  })
  await page.locator('.push button').click()
  await page.getByText('in una finestra privata non c’è').waitFor()
  expect(await page.locator('.push button').textContent()).toBe('Avvisami quando torna')
  expect([await page.evaluate(scopes), await waiting()]).toEqual([[], []])
})

it('says to whom has an iPhone that only an installed page can, and has no button there', async () => {
  const { page } = await site.visit('/it/p/tim', { userAgent: IPHONE }, () => {
    Reflect.deleteProperty(window, 'PushManager')
  })
  await page.getByText('schermata Home: Condividi').waitFor()
  expect(await page.locator('.push button').isVisible()).toBe(false)
})

it('is not there where nothing is open, where no browser can do it, and without script', async () => {
  const quiet = await site.visit('/it/p/libero-mail', {}, playPushService)
  await quiet.page.waitForLoadState('networkidle')
  expect(await quiet.page.locator('.push').count()).toBe(0)
  const old = await site.visit('/it/p/tim', {}, () => void Reflect.deleteProperty(window, 'PushManager'))
  await old.page.waitForLoadState('networkidle')
  expect(await old.page.locator('.push').isVisible()).toBe(false)
  const bare = await site.visit('/it/p/tim', { javaScriptEnabled: false })
  expect(await bare.page.locator('.push').isVisible()).toBe(false)
})
