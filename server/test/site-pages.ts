import { EXAMPLES } from '../../web/locales/guide.ts'
import { readDocumented } from '../catalogue/documented.ts'
import { readIncidents } from '../store/incidents.ts'
import type { Database } from '../store/db.ts'
import { MISTAKEN, OVER } from './story-catalogue.ts'

/** One page of the site as a reader meets it. */
export type SitePage = {
  name: string
  /** Without its language. */
  path: string
  /** How its address is mounted. */
  route: string
  status: number
  /** Nobody's destination: it has no address that others are told. */
  isHidden: boolean
  /** Framed by others: no frame of ours around it, and its language is a question. */
  isFrame: boolean
}

type Given = { route?: string; status?: number; isHidden?: boolean; isFrame?: boolean }
const page = (name: string, path: string, given: Given = {}): SitePage => {
  const { route = path.split('?')[0]!, status = 200, isHidden = false, isFrame = false } = given
  return { name, path, route, status, isHidden, isFrame }
}

/** What of the story has an address of its own. */
type Told = { open: string; ended: string; withdrawn: string; report: string; documented: string }

/** Every page of the site, for a server whose `prepare` has told the story. A page that is listed must be there. */
export async function readSitePages(db: Database): Promise<SitePage[]> {
  const incidents = await readIncidents(db, { limit: 100 })
  const reports = await db.sql<{ id: string }[]>`
    select r.id from reports r join providers p on p.id = r.provider_id and p.slug = 'libero-mail'
    where r.outcome = 'counted' order by r.id desc limit 1`
  const find = (name: string, is: (one: (typeof incidents)[number]) => boolean) => {
    const found = incidents.find(is)
    if (found === undefined) throw new Error(`the story has no incident that is ${name}`)
    return found.id
  }
  return sitePages({
    open: find('open', ({ slug, resolvedAt }) => slug === 'libero-mail' && resolvedAt === null),
    ended: find('over', ({ slug, resolvedAt }) => slug === OVER && resolvedAt !== null),
    withdrawn: find('withdrawn', ({ slug }) => slug === MISTAKEN),
    report: reports[0]!.id,
    documented: readDocumented()[0]!.slug,
  })
}

function sitePages({ open, ended, withdrawn, report, documented }: Told): SitePage[] {
  const [provider, why, incident] = [{ route: '/p/:slug' }, { route: '/p/:slug/why' }, { route: '/i/:id' }]
  const hidden = { isHidden: true }
  return [
    page('home', '/'),
    page('category', '/c/mail', { route: '/c/:category' }),
    page('search', '/search?q=mail', hidden),
    page('search-none', '/search?q=xyzzyplugh', hidden),
    page('report', '/report'),
    page('report-found', '/report?q=mail', hidden),
    page('provider', '/p/libero-mail', provider),
    page('provider-week', '/p/libero-mail?range=7d', provider),
    page('provider-ok', '/p/gmail', provider),
    page('provider-over', `/p/${OVER}`, provider),
    page('provider-unknown', '/p/steam', provider),
    page('provider-asked', '/p/libero-mail?report=1', { ...provider, ...hidden }),
    page('provider-told', `/p/libero-mail?reported=counted&id=${report}`, { ...provider, ...hidden }),
    page('provider-report', '/p/libero-mail/report', { ...hidden, route: '/p/:slug/report' }),
    page('why', '/p/libero-mail/why', why),
    page('why-ok', '/p/gmail/why', why),
    page('incident', `/i/${open}`, incident),
    page('incident-over', `/i/${ended}`, incident),
    page('incident-withdrawn', `/i/${withdrawn}`, incident),
    page('history', '/history'),
    page('history-longest', '/history?sort=longest', { ...hidden, route: '/history' }),
    page('history-provider', '/history?provider=libero-mail', { ...hidden, route: '/history' }),
    page('archive', '/archive'),
    page('documented', `/history/${documented}`, { route: '/history/:slug' }),
    page('operator', '/o/italiaonline', { route: '/o/:slug' }),
    page('receipt', `/receipt/${report}`, { ...hidden, route: '/receipt/:id' }),
    page('receipt-check', '/receipt', hidden),
    page('receipt-wrong', '/receipt?receipt=abc', hidden),
    page('method', '/method'),
    page('rule', '/rule'),
    page('about', '/about'),
    page('privacy', '/privacy'),
    page('legal', '/legal'),
    page('accessibility', '/accessibility'),
    page('status', '/status'),
    page('simulation', '/simulation', hidden),
    page('newsroom', '/newsroom'),
    page('newsroom-frame', '/newsroom?of=gmail&form=iframe', { ...hidden, route: '/newsroom' }),
    page('newsroom-unknown', '/newsroom?of=xyzzyplugh', { ...hidden, route: '/newsroom' }),
    page('newsroom-legal', '/newsroom/legal-office'),
    page('api', '/docs/api'),
    page('api-states', '/docs/api/states', { route: '/docs/api/:name' }),
    page('api-webhooks', '/docs/api/webhooks', { route: '/docs/api/:name' }),
    page('newsroom-examples', '/newsroom/examples'),
    ...EXAMPLES.map((name) =>
      page(`example-${name}`, `/newsroom/examples/${name}`, { ...hidden, route: '/newsroom/examples/:name' }),
    ),
    page('missing', '/p/nowhere', { ...provider, ...hidden, status: 404 }),
    ...frames({ open, ended, withdrawn }),
  ]
}

/** What other sites frame, in its kinds. */
function frames({ open, ended, withdrawn }: Pick<Told, 'open' | 'ended' | 'withdrawn'>): SitePage[] {
  const frame = (name: string, path: string, status = 200) =>
    page(name, `/embed/${path}`, { route: '/embed/:name{.+}', isHidden: true, isFrame: true, status })
  return [
    frame('embed', 'libero-mail'),
    frame('embed-ok', 'gmail?range=7d'),
    frame('embed-report', 'libero-mail?report=1'),
    frame('embed-dark', 'libero-mail?theme=dark'),
    frame('embed-several', 'libero-mail,virgilio-mail,gmail'),
    frame('embed-operator', 'o/italiaonline'),
    frame('embed-incident', `i/${open}`),
    frame('embed-over', `i/${ended}`),
    frame('embed-withdrawn', `i/${withdrawn}`),
    frame('embed-frozen', 'libero-mail?as_of=2023-01-23T09:15%2B01:00'),
    frame('embed-missing', 'nowhere', 404),
    frame('embed-wrong', 'libero-mail?as_of=tomorrow', 400),
  ]
}

/** Its address in a language. */
export function pathIn(lang: string, { path, isFrame }: Pick<SitePage, 'path' | 'isFrame'>): string {
  return isFrame ? `${path}${path.includes('?') ? '&' : '?'}lang=${lang}` : `/${lang}${path}`
}
