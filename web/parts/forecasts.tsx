import type { Forecast, ForecastOutcome } from '../../shared/notice.ts'
import type { Component } from '../../shared/provider.ts'
import { deadlineWords } from '../deadline.ts'
import { Between } from './between.tsx'
import { aboutWhom, noticeAnchor, SaidWhen } from './notices.tsx'
import { wordsOf, type PageContext } from './page.ts'

type Props = { page: PageContext; forecasts: Forecast[]; components: Component[] }

/** Each announced time: who said it, when, for when, and what came of it. Nothing where none was announced. */
export function Forecasts({ page, forecasts, components }: Props) {
  const t = wordsOf(page)
  if (forecasts.length === 0) return null
  return (
    <section class="forecasts">
      <h2>{t.forecastsHeading}</h2>
      <p class="note">{t.forecastsLead}</p>
      <ol>
        {forecasts.map((forecast) => (
          <li>
            <ForecastView page={page} forecast={forecast} components={components} />
          </li>
        ))}
      </ol>
    </section>
  )
}

type ViewProps = { page: PageContext; forecast: Forecast; components: Component[] }

function ForecastView({ page, forecast, components }: ViewProps) {
  const t = wordsOf(page)
  const { reader } = page
  const { outcome, parts } = forecast
  const about = aboutWhom(page, forecast, components)
  return (
    <>
      <p class="by-line">
        <strong>{forecast.author}</strong> {about === null ? null : <span class="note">{t.onlyFor(about)}</span>}{' '}
        <a class="note" href={`#${noticeAnchor(forecast.notice)}`}>
          {t.theirWords}
        </a>
      </p>
      <dl class="facts">
        <div>
          <dt>{t.saidWhen}</dt>
          <dd>
            <SaidWhen page={page} between={forecast.said_between} />
          </dd>
        </div>
        <div>
          <dt>{t.deadline}</dt>
          <dd>{deadlineWords(reader.lang, forecast)}</dd>
        </div>
        <div>
          <dt>{t.outcomeLabel}</dt>
          <dd>
            <Outcome page={page} outcome={outcome} />
          </dd>
        </div>
      </dl>
      <p class="note">{t.outcomeHint(outcome)}</p>
      {parts.length === 0 ? null : (
        <ul class="forecast-parts">
          {parts.map((part) => (
            <li>
              {aboutWhom(page, part, components) ?? t.wholeService}: <Outcome page={page} outcome={part.outcome} />
              <span class="note">
                {' · '}
                {part.restored_between === null ? (
                  t.backUnknown
                ) : (
                  <>
                    {t.backAgain} <Between between={part.restored_between} reader={reader} />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** A shape and a word, so that neither colour nor shape has to be seen. */
function Outcome({ page, outcome }: { page: PageContext; outcome: ForecastOutcome }) {
  return (
    <span class={`outcome ${outcome}`}>
      <svg class="mark" viewBox="0 0 20 20" aria-hidden="true">
        {outcome === 'met' ? <path d="M3 11l5 5 9-12" class="stroke" /> : null}
        {outcome === 'exceeded' ? <path d="M4 4l12 12M16 4 4 16" class="stroke" /> : null}
        {outcome === 'partly' ? (
          <>
            <circle cx="10" cy="10" r="7.5" class="outline" />
            <path d="M10 2.5a7.5 7.5 0 0 0 0 15z" class="solid" />
          </>
        ) : null}
        {outcome === 'undecidable' ? <path d="M4 10h12" class="stroke" /> : null}
        {outcome === 'pending' ? (
          <>
            <circle cx="10" cy="10" r="7.5" class="outline" />
            <path d="M10 5v5l3 2" class="outline" />
          </>
        ) : null}
      </svg>{' '}
      {wordsOf(page).outcome(outcome)}
    </span>
  )
}
