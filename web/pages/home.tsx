import type { Incident } from '../../shared/incident.ts'
import type { OverviewEntry, OverviewLive } from '../../shared/live.ts'
import { formatNumber } from '../format.ts'
import { homeData } from '../home-data.ts'
import { groupFailing, type FailingGroup } from '../groups.ts'
import { Categories, type CategoryCount } from '../parts/categories.tsx'
import { EntryTable } from '../parts/entry-table.tsx'
import { Failing } from '../parts/failing.tsx'
import { IncidentList } from '../parts/incidents.tsx'
import { Layout, toDocument } from '../parts/layout.tsx'
import { MurmurStrip, type MurmurView } from '../parts/murmur.tsx'
import { linkTo, wordsOf, type PageContext } from '../parts/page.ts'
import { PauseButton } from '../parts/pause-button.tsx'
import { SearchForm } from '../parts/search-form.tsx'
import { isRaised } from '../sentence.ts'
import { siteStructured } from '../structured.ts'

export type HomeView = {
  overview: OverviewLive
  /** Operator of each provider that has one, by slug. */
  operators: Map<string, { slug: string; name: string }>
  murmur: MurmurView
  /** Newest first; those that are over, as the open ones stand above. */
  incidents: Incident[]
  categories: CategoryCount[]
  /** Who answers for this instance, where it says. */
  publisher: string | undefined
}

export function renderHome(page: PageContext, view: HomeView): string {
  const t = wordsOf(page)
  const { failing, most_reported: most, judged } = view.overview
  const groups = groupFailing(failing, view.operators)
  const loud = groups.filter((group) => group.entries.some((entry) => entry.state !== 'suspected'))
  const perhaps = groups.filter((group) => !loud.includes(group))
  const count = loud.flatMap((group) => group.entries).filter((entry) => entry.state !== 'recovering').length
  const heading = count > 0 ? t.nowHeading(count) : t.nowFalling
  const calm = perhaps.length > 0 || most.some(isRaised) ? t.nowRaised : t.nowQuiet
  const services = view.categories.reduce((sum, category) => sum + category.services, 0)
  return toDocument(
    <Layout
      page={page}
      title={t.frontTitle}
      entry="web/elements/home-page.ts"
      about={{ subject: 'home', feed: { path: '' } }}
      data={homeData(view.overview, t)}
      structured={siteStructured(page, view.publisher)}
      searching={false}
    >
      <brusio-overview class="home">
        <div class="front" data-part="headline" aria-live="polite">
          <h1>{loud.length > 0 ? heading : judged > 0 ? calm : t.nowLearning}</h1>
          <p class="standfirst">
            {t.listening(formatNumber(page.reader.lang, services))} {loud.length === 0 ? t.silence : null}
          </p>
        </div>
        <SearchForm page={page} large hint={t.findYours} />
        <Now page={page} loud={loud} perhaps={perhaps} />
        <MurmurStrip page={page} view={view.murmur} />
        <div class="columns">
          <MostReported page={page} entries={most} besides={groups.length > 0} />
          <section class="ended" data-part="incidents">
            <h2>{t.endedIncidents}</h2>
            <IncidentList page={page} incidents={view.incidents} named />
            <p class="onward">
              <a href={linkTo(page, '/history')}>{t.allIncidents}</a>
            </p>
          </section>
          <section class="directory" id="all" data-part="categories">
            <h2>{t.byCategory}</h2>
            <Categories page={page} categories={view.categories} />
          </section>
        </div>
      </brusio-overview>
    </Layout>,
  )
}

type NowProps = { page: PageContext; loud: FailingGroup[]; perhaps: FailingGroup[] }

/** What is failing now, first and largest; what may be, smaller. */
function Now({ page, loud, perhaps }: NowProps) {
  const t = wordsOf(page)
  return (
    <div class="now" data-part="front">
      {loud.map((group) => (
        <Failing page={page} group={group} />
      ))}
      {perhaps.length === 0 ? null : (
        <div class="perhaps">
          <h2>{t.possible}</h2>
          {perhaps.map((group) => (
            <Failing page={page} group={group} below />
          ))}
        </div>
      )}
    </div>
  )
}

type MostProps = { page: PageContext; entries: OverviewEntry[]; besides: boolean }

function MostReported({ page, entries, besides }: MostProps) {
  const t = wordsOf(page)
  const heard = entries.filter(
    (entry) => entry.reports_15m > 0 || entry.sparkline.some((count) => count !== null && count > 0),
  )
  return (
    <section class="reported">
      <div class="heading">
        <h2>{besides ? t.mostElse : t.mostReported}</h2>
        <PauseButton page={page} />
      </div>
      <div data-part="most">
        {heard.length === 0 ? <p class="quiet">{t.mostReportedEmpty}</p> : <EntryTable page={page} entries={heard} />}
      </div>
    </section>
  )
}
