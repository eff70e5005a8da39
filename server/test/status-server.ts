import { createHash } from 'node:crypto'
import { once } from 'node:events'
import http from 'node:http'
import { afterAll, beforeAll, beforeEach } from 'vitest'

type Answer = string | Buffer | http.RequestListener

/** A real HTTP server for the tests of a file: what a path answers may change at any time; texts have an ETag, as at status pages. */
export function useStatusServer() {
  const pages = new Map<string, Answer>()
  const asked: { path: string; ifNoneMatch: string | undefined }[] = []
  const server = http.createServer((request, response) => {
    const path = request.url ?? ''
    asked.push({ path, ifNoneMatch: request.headers['if-none-match'] })
    const answer = pages.get(path)
    if (typeof answer === 'function') return answer(request, response)
    if (answer === undefined) return void response.writeHead(404).end()
    const etag = `W/"${createHash('md5').update(answer).digest('hex')}"`
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end()
    response.writeHead(200, { etag, 'content-type': 'application/octet-stream' }).end(answer)
  })
  let port = 0
  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    port = address.port
  })
  beforeEach(() => {
    pages.clear()
    asked.length = 0
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    /** Without a slash at the end. */
    get url() {
      return `http://127.0.0.1:${port}`
    },
    asked,
    serve: (path: string, answer: Answer) => void pages.set(path, answer),
  }
}

type Update = { id: string; status: string; body: string; at: string; components?: string[] }
type Incident = { id: string; name?: string; impact?: string; resolvedAt?: string; updates: Update[] }

/** As Statuspage writes them, newest update first, with the fields that nobody here reads. */
export function aStatuspage(
  incidents: readonly Incident[],
  page: { updatedAt?: string; timeZone?: string } = {},
): string {
  return JSON.stringify({
    page: {
      id: 'kctbh9vrtdwd',
      name: 'Example',
      url: 'https://status.example.org',
      time_zone: page.timeZone ?? 'Etc/UTC',
      updated_at: page.updatedAt ?? '2023-01-25T12:00:00.000Z',
    },
    incidents: incidents.map(({ id, name = 'Errors on mail', impact = 'major', resolvedAt = null, updates }) => ({
      id,
      name,
      status: updates[0]?.status,
      created_at: updates.at(-1)?.at,
      updated_at: updates[0]?.at,
      monitoring_at: null,
      resolved_at: resolvedAt,
      impact,
      shortlink: `https://stspg.io/${id}`,
      started_at: updates.at(-1)?.at,
      page_id: 'kctbh9vrtdwd',
      incident_updates: updates.map((update) => ({
        id: update.id,
        status: update.status,
        body: update.body,
        incident_id: id,
        created_at: update.at,
        updated_at: update.at,
        display_at: update.at,
        affected_components: (update.components ?? []).map((component) => ({
          code: 'b13yz5g2cw10',
          name: component,
          old_status: 'operational',
          new_status: 'major_outage',
        })),
        deliver_notifications: true,
        custom_tweet: null,
        tweet_id: null,
      })),
      components: [],
      reminder_intervals: null,
    })),
    scheduled_maintenances: [
      { id: 'm1', name: 'Works', status: 'scheduled', impact: 'maintenance', incident_updates: [] },
    ],
    status: { indicator: 'none', description: 'All Systems Operational' },
    components: [],
  })
}
