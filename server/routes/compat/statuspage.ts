import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import type { ProviderLive } from '../../../shared/live.ts'
import { SECOND_MS } from '../../../shared/time.ts'
import type { DirectoryEntry } from '../../catalogue/directory.ts'
import { upperLimit } from '../../detect/limits.ts'
import { readFeedEvents, type FeedEventRow } from '../../store/feed-events.ts'
import { readLive } from '../../store/live.ts'
import { cacheControl, createKeep } from '../api/answers.ts'
import { refuseOtherMethods } from '../api/methods.ts'
import { entryOf, type ReadDeps } from '../api/provider-reads.ts'
import { hasTag } from '../asked-with.ts'
import { ownOrigin } from '../embed/own-origin.ts'
import { toStatuspageFacts } from './statuspage-facts.ts'
import { STATUSPAGE_FILES } from './statuspage-shape.ts'

/** Of the newest so many events the incidents that are whole. */
const MOST_EVENTS = 200
const MAX_AGE_S = 15
/** Real time for which one reading serves all who ask for the same provider, whatever file. */
const READ_EVERY_MS = 5 * SECOND_MS

type Read = { live: ProviderLive | undefined; rows: FeedEventRow[]; now: number }
type Written = { text: string; etag: string }

/** `/p/{slug}/api/v2/summary.json` and its sisters: what reads Statuspage reads us. */
export function statuspageRoutes(
  deps: ReadDeps & { publicUrl?: string | undefined },
  real = () => performance.now(),
): Hono {
  const { db, clock, directory, publicUrl } = deps
  const reading = createKeep<Read>(real, Math.max(SECOND_MS, READ_EVERY_MS / clock.speed))
  const writing = createKeep<Written>(real)
  const base = '/p/:slug/api/v2'
  const routes = new Hono()
  routes.use(
    `${base}/*`,
    cors({
      origin: '*',
      allowMethods: ['GET', 'HEAD', 'OPTIONS'],
      allowHeaders: ['If-None-Match', 'Content-Type'],
      exposeHeaders: ['ETag', 'Retry-After'],
      maxAge: 86_400,
    }),
  )
  const files = Object.entries(STATUSPAGE_FILES)
  routes.route('/', refuseOtherMethods(files.map(([file]) => ({ method: 'get', path: `${base}/${file}` }))))

  async function read({ id }: DirectoryEntry): Promise<Read> {
    const now = clock.now()
    const [live, rows] = await Promise.all([
      readLive(db, [id], { now, speed: clock.speed }, upperLimit),
      readFeedEvents(db, { providerIds: [id], limit: MOST_EVENTS }),
    ])
    return { live: live.get(id), rows: wholeOnes(rows), now }
  }

  for (const [file, toFile] of files) {
    routes.get(`${base}/${file}`, async (c) => {
      const entry = entryOf(directory, c.req.param('slug'))
      const origin = ownOrigin(c, publicUrl)
      const { text, etag } = await writing(`${file} ${entry.slug} ${origin}`, async () => {
        const { live, rows, now } = await reading(entry.slug, () => read(entry))
        const written = JSON.stringify(toFile(toStatuspageFacts({ entry, mode: clock.mode, origin, now }, live, rows)))
        const hash = createHash('sha256').update(written).digest('base64url')
        return { text: written, etag: `"${hash.slice(0, 22)}"` }
      })
      c.header('ETag', etag)
      c.header('Cache-Control', cacheControl(MAX_AGE_S / clock.speed))
      c.header('Cross-Origin-Resource-Policy', 'cross-origin')
      if (hasTag(c.req.header('if-none-match'), etag)) return c.body(null, 304)
      return c.body(text, 200, { 'Content-Type': 'application/json; charset=utf-8' })
    })
  }
  return routes
}

/** Where there may be more events than were read, the oldest incident may have lost its beginning. */
function wholeOnes(rows: FeedEventRow[]): FeedEventRow[] {
  const oldest = rows.at(-1)?.incident.id
  const cut = rows.length < MOST_EVENTS ? rows : rows.filter(({ incident }) => incident.id !== oldest)
  // Its newest events are better than none.
  return cut.length === 0 ? rows : cut
}
