import { Device, ProblemKind, type Provider } from '../../shared/provider.ts'
import { Began } from '../../shared/report.ts'
import { sameDay } from '../format.ts'
import { LOCALE, type Lang } from '../locales/language.ts'
import { regionName } from '../regions.ts'
import { isPlace, type SharedFacet, type Shares, type WhoReports } from '../shares.ts'
import { FacetBars } from './facet-bars.tsx'
import { wordsOf, type PageContext } from './page.ts'
import { RegionMap } from './region-map.tsx'
import type { NetworkNames } from './scope.tsx'
import { Time } from './time.tsx'
import { componentName } from '../component-name.ts'

type Props = { page: PageContext; provider: Provider; who: WhoReports; networks: NetworkNames }

/** What those who report say, beside what they usually say. Of fewer than five nothing is said, and that is said. */
export function Who({ page, provider, who, networks }: Props) {
  const t = wordsOf(page)
  if (who.shares.length === 0) return <p class="note too-few">{t.tooFewVoices(who.since !== null)}</p>
  const hasUsual = who.shares.some(({ top }) => top.some(({ usual }) => usual !== null))
  const places = who.shares.filter(({ facet }) => isPlace(facet))
  const bars = (shares: Shares) => (
    <FacetBars
      page={page}
      shares={shares}
      nameOf={(value) => valueName(page, provider, networks, shares.facet, value)}
    />
  )
  return (
    <section class="who">
      <h2>{t.whoReports}</h2>
      <p class="note">
        <Lead page={page} since={who.since} /> {hasUsual ? t.whoUsual : null}
      </p>
      <div class="shares">
        {who.shares.filter(({ facet }) => !isPlace(facet)).map(bars)}
        {who.regions === null ? null : <RegionMap page={page} name={provider.name} regions={who.regions} />}
        {places.length === 0 ? null : <div class="places">{places.map(bars)}</div>}
      </div>
    </section>
  )
}

function Lead({ page, since }: { page: PageContext; since: number | null }) {
  const t = wordsOf(page)
  if (since === null) return <>{t.whoLead}</>
  const [before, after] = t.whoSince
  return (
    <>
      {before}
      <Time at={since} form={sameDay(page.reader, since, page.now) ? 'clock' : 'short'} reader={page.reader} />
      {after}
    </>
  )
}

const countries = new Map<Lang, Intl.DisplayNames>()

function countryName(lang: Lang, code: string): string {
  const names = countries.get(lang) ?? new Intl.DisplayNames(LOCALE[lang], { type: 'region', fallback: 'code' })
  countries.set(lang, names)
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code
}

/** What nobody has a name for is shown as it is. */
function valueName(
  page: PageContext,
  { components }: Provider,
  networks: NetworkNames,
  facet: SharedFacet,
  value: string,
): string {
  const t = wordsOf(page)
  const { lang } = page.reader
  const names: Record<SharedFacet, () => string> = {
    problem: () => known(ProblemKind.safeParse(value).data, (kind) => t.problem(kind), value),
    device: () => known(Device.safeParse(value).data, (device) => t.device(device), value),
    began: () => known(Began.safeParse(value).data, (began) => t.begins(began), value),
    component: () => componentName(components, value, lang) ?? value,
    region: () => regionName(value),
    network: () => networks.get(value) ?? `AS${value}`,
    country: () => countryName(lang, value),
  }
  return names[facet]()
}

const known = <T,>(kind: T | undefined, words: (kind: T) => string, value: string): string => {
  return kind === undefined ? value : words(kind)
}
