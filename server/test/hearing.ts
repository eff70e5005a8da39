import type { Page } from 'playwright-core'

/** What a browser has to complain of, whom it asks beside us, and who gives it cookies; from the next page on. */
export async function hear(page: Page, url: string) {
  const [complaints, strangers, cookies]: string[][] = [[], [], []]
  page.on('console', (message) => message.type() === 'error' && complaints!.push(message.text()))
  page.on('pageerror', (error) => complaints!.push(error.message))
  page.on('dialog', (dialog) => {
    complaints!.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  const { host } = new URL(url)
  page.on('request', (request) => {
    const asked = new URL(request.url())
    if (asked.host !== host && asked.protocol !== 'data:') strangers!.push(request.url())
  })
  page.on('websocket', (socket) => new URL(socket.url()).host !== host && strangers!.push(socket.url()))
  page.on('response', (response) => 'set-cookie' in response.headers() && cookies!.push(response.url()))
  await page.addInitScript(() => {
    const broken: string[] = []
    Object.assign(window, { broken })
    document.addEventListener('securitypolicyviolation', (event) => {
      broken.push(`policy ${event.violatedDirective} ${event.blockedURI} ${event.sample}`)
    })
  })
  return { complaints: complaints!, strangers: strangers!, cookies: cookies! }
}
