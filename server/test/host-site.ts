import { once } from 'node:events'
import { createServer, type OutgoingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export type HostPage = { html: string; headers?: OutgoingHttpHeaders }

/** Somebody else's site on another port: another origin than ours. Pages may be added while it runs; it has nothing but them. */
export async function serveHost(pages: Map<string, HostPage>): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(({ url = '' }, response) => {
    const found = pages.get(url.split('?')[0]!)
    if (found === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...found.headers }).end(found.html)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: addressOf(server), close: () => closed(server) }
}

// Another name as well: to a browser it is another site, to us another host.
const addressOf = (server: Server) => `http://localhost:${(server.address() as AddressInfo).port}`

async function closed(server: Server): Promise<void> {
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
}

/** An article, with nothing of its own for a browser to ask for. */
export function anArticle(body: string, { head = '', lang = 'it' } = {}): string {
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Un giornale di prova</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">${head}</head>
<body><main><h1>La posta non arriva</h1>
${body}
</main></body></html>`
}

/** So much text that a reader has to scroll. */
export const paragraphs = (count: number): string =>
  '<p>Da questa mattina molti lettori scrivono di non poter aprire la propria casella di posta elettronica.</p>\n'.repeat(
    count,
  )
