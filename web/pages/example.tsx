import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import {
  badgeTag,
  embedCode,
  elementTag,
  frameTag,
  scriptTag,
  type EmbedAbout,
  type EmbedChoice,
  type EmbedHost,
} from '../embed-code.ts'
import { guideTexts, type Example } from '../locales/guide.ts'
import { toDocument } from '../parts/layout.tsx'
import { linkTo, type PageContext } from '../parts/page.ts'

export type ExampleView = {
  example: Example
  /** With what all addresses begin: '' on our own host; where it is served by somebody else, our origin. */
  host: EmbedHost
  /** The service that the article is about, live. */
  service: EmbedAbout
  /** An outage of it that is open, or else the service. */
  story: EmbedAbout
  /** A moment of it. */
  asOf: string
  many: readonly EmbedAbout[]
}

/** A page of a newspaper that does not exist, with embeds as the guide gives them. It has nothing of our site's look. */
export function renderExample(page: PageContext, view: ExampleView): string {
  const t = guideTexts[page.reader.lang]
  const { example, host } = view
  const paper = t.guidePaper
  const title = example === 'many' ? paper.manyHeadline : paper.headline
  const usesElement = ['light', 'dark', 'narrow', 'many', 'frozen', 'report'].includes(example)
  return toDocument(
    <html lang={page.reader.lang} class={example === 'dark' ? 'night' : 'day'}>
      <head>
        <meta charset="utf-8" />
        <title>{`${title} · ${t.guideExamples[example].name} · ${paper.name}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="description" content={`${paper.invented} ${t.guideExamples[example].about}`} />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content={example === 'dark' ? 'dark' : 'light'} />
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={`${host.origin}${page.assets.style('web/styles/examples.css')}`} />
        {usesElement ? raw(scriptTag(host)) : null}
        {example === 'amp' ? (
          <script
            type="module"
            src={`${host.origin}${page.assets.script('web/elements/example-loader.ts', page.reader.lang).src}`}
          />
        ) : null}
      </head>
      <body class={example}>
        <header>
          <p class="invented">
            {paper.invented} <a href={`${host.origin}${linkTo(page, '/newsroom/examples')}`}>{paper.back}</a>
          </p>
          <p class="paper">{paper.name}</p>
          <p class="motto">{paper.motto}</p>
        </header>
        <div class="columns">
          <main>
            <p class="section">{paper.section}</p>
            <h1>{title}</h1>
            {example === 'many' ? null : <p class="standfirst">{paper.standfirst}</p>}
            <p class="byline">{paper.byline}</p>
            <Body page={page} view={view} />
          </main>
          <aside>
            <h2>{paper.elsewhere}</h2>
            {example === 'narrow' ? <Pasted text={codeOf(page, view)} /> : null}
            <ul>
              {paper.others.map((other) => (
                <li>{other}</li>
              ))}
            </ul>
          </aside>
        </div>
      </body>
    </html>,
  )
}

function Body({ page, view }: { page: PageContext; view: ExampleView }) {
  const [first, second, third] = guideTexts[page.reader.lang].guidePaper.paragraphs
  if (view.example === 'many') return <Pasted text={codeOf(page, view)} />
  const embed: Child = view.example === 'narrow' ? null : <Pasted text={codeOf(page, view)} />
  return (
    <>
      <p>{first}</p>
      {embed}
      <p>{second}</p>
      <p>{third}</p>
    </>
  )
}

/** As an editor would paste it. It is ours: text in it has been escaped where it was made. */
const Pasted = ({ text }: { text: string }) => <div class="embed">{raw(text)}</div>

function codeOf(page: PageContext, view: ExampleView): string {
  const { example, host, service, story, asOf, many } = view
  const choice: EmbedChoice = {
    about: story,
    form: 'element',
    lang: page.reader.lang,
    theme: example === 'dark' ? 'dark' : example === 'light' ? 'light' : 'auto',
    range: '24h',
    report: false,
    asOf: null,
  }
  switch (example) {
    case 'many':
      return many.map((about) => elementTag({ ...choice, about }, host)).join('\n')
    case 'frozen':
      return elementTag({ ...choice, about: service, asOf }, host)
    case 'report':
      return elementTag({ ...choice, about: service, report: true }, host)
    case 'amp':
    case 'sandbox':
      return frameTag({ ...choice, form: 'iframe', theme: 'light' }, host, 'allow-scripts')
    case 'static':
      return `${embedCode({ ...choice, form: 'picture', theme: 'light' }, host)}\n${badgeTag(choice, host)}`
    default:
      return elementTag(choice, host)
  }
}
