import path from 'node:path'
import type { EmbedAbout, EmbedChoice, EmbedHost } from '../../web/embed-code.ts'
import { readAssets } from '../assets.ts'
import { widgetScript } from '../routes/embed/widget-script.ts'

/** A server as a newspaper's page names it, with the script that was built. */
export const embedHost = (origin: string): EmbedHost => ({
  origin,
  widget: widgetScript(readAssets(path.resolve(import.meta.dirname, '../../dist'))),
})

export const aboutOne = (slug: string, name = slug): EmbedAbout => ({
  kind: 'provider',
  name: slug,
  title: name,
  path: `/p/${slug}`,
  services: [{ slug, name }],
})

/** What the builder begins with, of one service. */
export const choose = (slug: string, more: Partial<EmbedChoice> = {}): EmbedChoice => ({
  about: aboutOne(slug),
  form: 'element',
  lang: 'it',
  theme: 'auto',
  range: '24h',
  report: false,
  asOf: null,
  ...more,
})
