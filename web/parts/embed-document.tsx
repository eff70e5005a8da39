import type { Child } from 'hono/jsx'
import { embedTexts, type EmbedTexts } from '../locales/embed.ts'
import type { EmbedTheme } from '../embed-code.ts'
import type { PageContext } from './page.ts'

const STYLES: Record<EmbedTheme, string> = {
  auto: 'web/styles/embed.css',
  light: 'web/styles/embed-light.css',
  dark: 'web/styles/embed-dark.css',
}

export const embedWords = (page: PageContext): EmbedTexts => embedTexts[page.reader.lang]

/** The document in a frame: nobody's destination, and `path` is the page of ours that it is about. */
export function EmbedDocument(props: {
  page: PageContext
  theme: EmbedTheme
  title: string
  path: string
  scripts: string[]
  children?: Child
}) {
  const { page, theme, title, path, children } = props
  const scripts = props.scripts.map((entry) => page.assets.script(entry, page.reader.lang))
  return (
    <html lang={page.reader.lang} data-theme={theme === 'auto' ? undefined : theme}>
      <head>
        <meta charset="utf-8" />
        <title>{`${page.mode === 'live' ? '' : `${page.mode.toUpperCase()} · `}${title} · ${embedWords(page).embedSource}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme === 'auto' ? 'light dark' : theme} />
        <meta name="robots" content="noindex" />
        <link rel="canonical" href={`${page.publicUrl ?? ''}${path}`} />
        <link rel="stylesheet" href={page.assets.style(STYLES[theme])} />
        {[...new Set(scripts.flatMap(({ preload }) => preload))].map((address) => (
          <link rel="modulepreload" href={address} />
        ))}
        {scripts.map(({ src }) => (
          <script type="module" src={src} />
        ))}
      </head>
      <body>{children}</body>
    </html>
  )
}
