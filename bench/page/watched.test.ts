import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { openBrowser } from '../../server/test/browser.ts'
import { unpackBrowser } from '../../server/test/browser-files.ts'
import { watch } from './watched.ts'

const PAGE = `<!doctype html><meta name="viewport" content="width=device-width"><div id="above"></div><button class="slow">press</button><p style="height:300px">text</p>
<script>
  document.querySelector('button').addEventListener('click', () => {
    const until = performance.now() + 150
    while (performance.now() < until);
  })
  // Nobody asked for it; opening a window counts as asking for half a second.
  setTimeout(() => document.querySelector('#above').style.height = '200px', 900)
</script>`

it('finds the press that takes long, and what moves by itself', async () => {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(PAGE))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const opened = await openBrowser(await unpackBrowser())
  try {
    const { port } = server.address() as AddressInfo
    const { inpMs, slowest, interactions, cls } = await watch(opened.browser, `http://127.0.0.1:${port}`, 1, (page) =>
      page.locator('button').click(),
    )
    expect(inpMs).toBeGreaterThanOrEqual(144)
    expect(slowest).toContain('button.slow')
    expect(interactions).toBe(1)
    expect(cls).toBeGreaterThan(0.05)
  } finally {
    await opened.close()
    server.close()
  }
})
