import type { ScopeCell } from '../../shared/incident.ts'
import { ProblemKind, type Component } from '../../shared/provider.ts'
import { formatList, formatNumber, formatUsual, sameDay } from '../format.ts'
import { regionName } from '../regions.ts'
import { scopeLists, scopeMatrix, type ListedFacet, type Matrix, type MatrixCell, type ScopeVerdict } from '../scope.ts'
import { wordsOf, type PageContext } from './page.ts'
import { Time } from './time.tsx'
import { componentName } from '../component-name.ts'

/** Names of networks that are somebody's, by their number. */
export type NetworkNames = ReadonlyMap<string, string>

type Props = {
  page: PageContext
  scope: ScopeCell[]
  components: Component[]
  networks: NetworkNames
}

/** Who is affected and who is not, as far as voices said where they come from. Nothing where none did. */
export function Scope({ page, scope, components, networks }: Props) {
  const t = wordsOf(page)
  if (scope.length === 0) return null
  const matrix = scopeMatrix(
    scope,
    components.map((component) => component.slug),
  )
  const lists = scopeLists(scope)
  const isKnown = scope.some((cell) => cell.verdict !== 'unknown')
  return (
    <section class="scope" data-part="scope">
      <h2>{t.scopeHeading}</h2>
      {isKnown ? null : <p class="quiet">{t.scopeUnknown}</p>}
      {matrix === undefined || !isKnown ? null : <ScopeMatrix page={page} matrix={matrix} components={components} />}
      {isKnown && lists.length > 0 ? (
        <dl class="scope-lists">
          {lists.map(({ facet, groups }) => (
            <div>
              <dt>{t.facet(facet)}</dt>
              {groups.map((group) => (
                <dd class={group.verdict}>
                  <ScopeMark verdict={group.verdict} /> <strong>{t.scopeVerdict(group.verdict, facet)}:</strong>{' '}
                  {group.cells.map((cell, i) => (
                    <>
                      {i === 0 ? '' : ', '}
                      {valueName(page, facet, cell.value, networks)}
                      <BackSince page={page} cell={cell} />
                      {cell.verdict === 'unknown' ? null : <Figures page={page} cell={cell} />}
                    </>
                  ))}
                </dd>
              ))}
            </div>
          ))}
        </dl>
      ) : null}
      <p class="note">{t.scopeNote}</p>
    </section>
  )
}

function ScopeMatrix({ page, matrix, components }: { page: PageContext; matrix: Matrix; components: Component[] }) {
  const t = wordsOf(page)
  const { lang } = page.reader
  const name = (slug: string | null) => (slug === null ? t.allParts : (componentName(components, slug, lang) ?? slug))
  const unknown = [...matrix.unknown.components.map(name), ...matrix.unknown.devices.map(t.device)]
  return (
    <>
      <table class="matrix">
        <caption class="unseen">{t.matrixCaption}</caption>
        <thead>
          <tr>
            <td>
              <span class="unseen">{t.facet('component')}</span>
            </td>
            {matrix.devices.map((device) => (
              <th scope="col">{device === null ? t.allDevices : t.device(device)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map((row) => (
            <tr>
              <th scope="row">{name(row.component)}</th>
              {row.cells.map((cell) => (
                <CellView page={page} cell={cell} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {unknown.length === 0 ? null : <p class="note">{t.matrixUnknown(formatList(lang, unknown))}</p>}
      <p class="matrix-key" aria-hidden="true">
        {(['affected', 'recovered', 'not_affected', 'unknown'] as const).map((verdict) => (
          <span class={verdict}>
            <ScopeMark verdict={verdict} /> {t.scopeVerdict(verdict)}
          </span>
        ))}
      </p>
    </>
  )
}

function CellView({ page, cell }: { page: PageContext; cell: MatrixCell | null }) {
  if (cell === null) return <td aria-label={wordsOf(page).seeVerdict} />
  return (
    <td class={cell.verdict}>
      <ScopeMark verdict={cell.verdict} /> <span class="word">{wordsOf(page).scopeVerdict(cell.verdict)}</span>
      <BackSince page={page} cell={cell} />
      {cell.verdict === 'unknown' ? null : <Figures page={page} cell={cell} />}
    </td>
  )
}

function BackSince({ page, cell: { verdict, since } }: { page: PageContext; cell: MatrixCell }) {
  if (verdict !== 'recovered' || since === undefined) return null
  const [before, after] = wordsOf(page).sinceAbout
  const at = Date.parse(since)
  return (
    <span class="since">
      {' '}
      <span class="filler">{before} </span>
      <Time at={at} form={sameDay(page.reader, at, page.now) ? 'clock' : 'short'} reader={page.reader} />
      <span class="filler">{after}</span>
    </span>
  )
}

/** Voices, and how many there would have been anyway. */
function Figures({ page, cell }: { page: PageContext; cell: MatrixCell }) {
  const { lang } = page.reader
  const words = wordsOf(page).scopeFigures(formatNumber(lang, cell.observed, 0), formatUsual(lang, cell.expected))
  return (
    <>
      {' '}
      <span class="figures">
        <span aria-hidden="true">
          {formatNumber(lang, cell.observed, 0)}
          <wbr />/{formatUsual(lang, cell.expected)}
        </span>
        <span class="unseen">{words}</span>
      </span>
    </>
  )
}

/** Shapes of their own, as with states. */
function ScopeMark({ verdict }: { verdict: ScopeVerdict }) {
  return (
    <svg class={`mark scope-${verdict}`} viewBox="0 0 20 20" aria-hidden="true">
      {verdict === 'affected' ? <circle cx="10" cy="10" r="8" class="solid" /> : null}
      {verdict === 'not_affected' ? <circle cx="10" cy="10" r="7" class="outline" /> : null}
      {verdict === 'recovered' ? (
        <>
          <circle cx="10" cy="10" r="7" class="outline" />
          <path d="M10 10V3a7 7 0 0 1 7 7z" class="solid" />
        </>
      ) : null}
      {verdict === 'unknown' ? <path d="M4 10h12" class="outline" /> : null}
    </svg>
  )
}

function valueName(page: PageContext, facet: ListedFacet, value: string, networks: NetworkNames): string {
  const t = wordsOf(page)
  if (facet === 'region') return regionName(value)
  if (facet === 'network') return networks.get(value) ?? `AS${value}`
  const kind = ProblemKind.safeParse(value).data
  return kind === undefined ? value : t.problem(kind)
}
