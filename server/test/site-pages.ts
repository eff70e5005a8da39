import { readIncidents } from '../store/incidents.ts'
import type { Database } from '../store/db.ts'

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
type Told = { open: string; ended: string; withdrawn: string }

/** Every page of the site, for a server whose `prepare` has told the story. A page that is listed must be there. */
export async function readSitePages(db: Database): Promise<SitePage[]> {
  const incidents = await readIncidents(db, { limit: 100 })
  const find = (name: string, is: (one: (typeof incidents)[number]) => boolean) => {
    const found = incidents.find(is)
    if (found === undefined) throw new Error(`the story has no incident that is ${name}`)
    return found.id
  }
  return sitePages({
    open: find('open', ({ slug, resolvedAt }) => slug === 'libero-mail' && resolvedAt === null),
    ended: find('over', ({ slug, resolvedAt }) => slug === 'tim' && resolvedAt !== null),
    withdrawn: find('withdrawn', ({ slug }) => slug === 'intesa-sanpaolo'),
  })
}

function sitePages({ open, ended, withdrawn }: Told): SitePage[] {
  const [provider, why, incident] = [{ route: '/p/:slug' }, { route: '/p/:slug/why' }, { route: '/i/:id' }]
  const hidden = { isHidden: true }
  return [
    page('home', '/'),
    page('search', '/search?q=libreo', hidden),
    page('search-none', '/search?q=xyzzyplugh', hidden),
    page('report', '/report', hidden),
    page('provider', '/p/libero-mail', provider),
    page('provider-week', '/p/libero-mail?range=7d', provider),
    page('provider-ok', '/p/gmail', provider),
    page('provider-over', '/p/tim', provider),
    page('provider-unknown', '/p/steam', provider),
    page('provider-asked', '/p/libero-mail?report=1', { ...provider, ...hidden }),
    page('provider-told', '/p/libero-mail?reported=counted', { ...provider, ...hidden }),
    page('why', '/p/libero-mail/why', why),
    page('why-ok', '/p/gmail/why', why),
    page('incident', `/i/${open}`, incident),
    page('incident-over', `/i/${ended}`, incident),
    page('incident-withdrawn', `/i/${withdrawn}`, incident),
    page('rule', '/rule'),
    page('simulation', '/simulation'),
    page('missing', '/p/nowhere', { ...provider, ...hidden, status: 404 }),
    page('embed', '/embed/libero-mail', { route: '/embed/:slug', isHidden: true, isFrame: true }),
  ]
}

/** Its address in a language. */
export function pathIn(lang: string, { path, isFrame }: Pick<SitePage, 'path' | 'isFrame'>): string {
  return isFrame ? `${path}?lang=${lang}` : `/${lang}${path}`
}
