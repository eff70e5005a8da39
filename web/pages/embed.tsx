import type { OverviewEntry } from '../../shared/live.ts'
import type { Verdict } from '../../shared/series.ts'
import { Sparkline } from '../chart/svg.tsx'
import { formatClock, formatZone } from '../format.ts'
import { ModeStrip, toDocument } from '../parts/layout.tsx'
import { StateMark, Wave } from '../parts/mark.tsx'
import { linkTo, wordsOf, type PageContext } from '../parts/page.ts'
import { verdictSentence } from '../sentence.ts'

export type EmbedView = {
  provider: { slug: string; name: string }
  verdict: Verdict
  sparkline: OverviewEntry['sparkline']
}

/** A small page for other sites' frames: one link that opens ours. Without script it stays as it was made, and says when. */
export function renderEmbed(page: PageContext, { provider, verdict, sparkline }: EmbedView): string {
  const t = wordsOf(page)
  const { reader } = page
  const sentence = verdictSentence(reader, verdict, page.now)
  const script = page.assets.script('web/elements/embed-page.ts')
  const href = `${page.publicUrl ?? ''}/${reader.lang}/p/${provider.slug}`
  return toDocument(
    <html lang={reader.lang}>
      <head>
        <meta charset="utf-8" />
        <title>{`${provider.name} · Brusio`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <link rel="canonical" href={href} />
        <link rel="stylesheet" href={page.assets.style('web/styles/embed.css')} />
        {script.preload.map((address) => (
          <link rel="modulepreload" href={address} />
        ))}
        <script type="module" src={script.src} />
      </head>
      <body>
        <main data-old={t.oldNumbers}>
          <ModeStrip page={page} linked={false} />
          <h1>
            <StateMark state={sentence.tone} verified={verdict.verified} /> {provider.name}
          </h1>
          <p class="headline">{sentence.headline}</p>
          <p class="numbers">{sentence.numbers}</p>
          {sentence.cause === null ? null : <p class="numbers">{sentence.cause}</p>}
          <Sparkline counts={sparkline} />
          <p class="foot">
            <a
              href={linkTo({ ...page, prefix: `/${reader.lang}` }, `/p/${provider.slug}`)}
              target="_blank"
              rel="noopener"
            >
              {t.iHaveAProblem}
            </a>
            <span>
              {t.source} <Wave /> {formatClock(reader, page.now)} {formatZone(reader, page.now)}
            </span>
          </p>
        </main>
      </body>
    </html>,
  )
}
