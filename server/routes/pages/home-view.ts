import type { Incident } from '../../../shared/incident.ts'
import type { OverviewLive } from '../../../shared/live.ts'
import { CATEGORIES, type Category } from '../../../shared/provider.ts'
import { DAY_MS } from '../../../shared/time.ts'
import { isCollateral, isTroubled } from '../../../web/groups.ts'
import type { CategoryView } from '../../../web/pages/category.tsx'
import type { HomeView } from '../../../web/pages/home.tsx'
import type { CategoryCount } from '../../../web/parts/categories.tsx'
import { isWithdrawn } from '../../../web/parts/corrections.tsx'
import type { MurmurView } from '../../../web/parts/murmur.tsx'
import type { Directory } from '../../catalogue/directory.ts'
import { readIncidents, toIncident } from '../../store/incidents.ts'
import { readMurmur } from '../../store/murmur.ts'
import { readEntries, readOverview } from '../../store/overview.ts'
import type { ViewDeps } from './serve.ts'

const ENDED_INCIDENTS = 6
/** More than this in a day and their number is said as this. */
const MOST_OF_A_DAY = 500

type Read = ViewDeps & { readDay: (now: number) => Promise<MurmurView>; publisher: string | undefined }

export async function readHomeView({ db, clock, directory, readDay, publisher }: Read, now: number): Promise<HomeView> {
  const [overview, incidents, murmur] = await Promise.all([
    readOverview(db, { now, speed: clock.speed }),
    readIncidents(db, { open: false, limit: ENDED_INCIDENTS }),
    readDay(now),
  ])
  return {
    overview,
    operators: operatorsOf(overview, directory),
    murmur,
    incidents: incidents.map(toIncident),
    categories: countCategories(directory, overview),
    publisher,
  }
}

export async function readCategoryView(
  { db, clock, directory }: ViewDeps,
  category: Category,
  now: number,
): Promise<CategoryView> {
  const present = { now, speed: clock.speed }
  const mine = directory.all().filter((entry) => entry.category === category)
  const [overview, entries] = await Promise.all([
    readOverview(db, present),
    readEntries(
      db,
      mine.map((entry) => entry.id),
      present,
    ),
  ])
  return {
    category,
    entries: mine.flatMap(({ slug }) => entries.get(slug) ?? []),
    categories: countCategories(directory, overview),
  }
}

/** What the day before `now` sounded like. */
export async function readDayOf({ db }: Pick<ViewDeps, 'db'>, now: number): Promise<MurmurView> {
  const [murmur, incidents] = await Promise.all([
    readMurmur(db, now, DAY_MS),
    readIncidents(db, { since: now - DAY_MS, limit: MOST_OF_A_DAY }),
  ])
  const stands = (incident: Incident) => !isWithdrawn(incident) && !isCollateral(incident)
  return { ...murmur, incidents: incidents.map(toIncident).filter(stands) }
}

function countCategories(directory: Directory, overview: OverviewLive): CategoryCount[] {
  const failing = new Set(overview.failing.filter((e) => isTroubled(e) && e.state === 'confirmed').map((e) => e.slug))
  return CATEGORIES.map((category) => {
    const mine = directory.all().filter((entry) => entry.category === category)
    return { category, services: mine.length, failing: mine.filter((entry) => failing.has(entry.slug)).length }
  }).filter(({ services }) => services > 0)
}

function operatorsOf(overview: OverviewLive, directory: Directory): HomeView['operators'] {
  const operators: HomeView['operators'] = new Map()
  for (const { slug } of overview.failing) {
    const operator = directory.bySlug(slug)?.operator
    if (operator) operators.set(slug, operator)
  }
  return operators
}
