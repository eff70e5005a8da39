import type { OverviewLive } from '../../../shared/live.ts'
import { CATEGORIES } from '../../../shared/provider.ts'
import type { HomeView } from '../../../web/pages/home.tsx'
import type { Directory } from '../../catalogue/directory.ts'
import { readIncidents, toIncident } from '../../store/incidents.ts'
import { readOverview } from '../../store/overview.ts'
import type { ViewDeps } from './serve.ts'

const RECENT_INCIDENTS = 10

export async function readHomeView({ db, clock, directory }: ViewDeps, now: number): Promise<HomeView> {
  const [overview, incidents] = await Promise.all([
    readOverview(db, { now, speed: clock.speed }),
    readIncidents(db, { limit: RECENT_INCIDENTS }),
  ])
  const all = directory.all()
  return {
    overview,
    operators: operatorsOf(overview, directory),
    incidents: incidents.map(toIncident),
    categories: CATEGORIES.map((category) => ({
      category,
      providers: all.filter((p) => p.category === category).map(({ slug, name }) => ({ slug, name })),
    })).filter((group) => group.providers.length > 0),
  }
}

function operatorsOf(overview: OverviewLive, directory: Directory): HomeView['operators'] {
  const operators: HomeView['operators'] = new Map()
  for (const { slug } of overview.failing) {
    const operator = directory.bySlug(slug)?.operator
    if (operator) operators.set(slug, operator)
  }
  return operators
}
