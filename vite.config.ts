import path from 'node:path'
import { defineConfig, type EnvironmentOptions, type Plugin } from 'vite'
import { LANGS, type Lang } from './web/locales/language.ts'

/**
 * A language is one file, and a script takes few of its parts: each file that imports some gets a copy of its own, of which nothing else is
 * left. The scripts of a language have that one alone, under whatever name they ask.
 */
const partsOfLanguages: Plugin = {
  name: 'parts-of-languages',
  enforce: 'pre',
  resolveId(source, importer) {
    const file = importer === undefined ? undefined : path.resolve(path.dirname(importer), source)
    if (importer === undefined || file === undefined || !/\/web\/locales\/[a-z]{2}\.ts$/.test(file)) return undefined
    const own = LANGS.find((lang) => lang === this.environment.name)
    const taken = own === undefined ? file : path.join(path.dirname(file), `${own}.ts`)
    return { id: `${taken}?for=${path.basename(importer, '.ts')}`, moduleSideEffects: false }
  },
}

/** What is imported late has neither styles nor parts to be loaded before it. */
const plainImports: Plugin = {
  name: 'plain-imports',
  enforce: 'pre',
  load: (id) => (id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load()' : undefined),
}

/** The element's rules stand a line each, for those who read them; 6 kB are promised to those who load them. */
const rulesOfElement: Plugin = {
  name: 'rules-of-element',
  transform(code, id) {
    if (!id.endsWith('/web/widget/style.ts')) return undefined
    return { code: code.replace(/`:host[^`]*`/, (rules) => rules.replaceAll('}\n', '}')), map: null }
  },
}

const SCRIPTS = [
  'home-page',
  'provider-page',
  'follow-page',
  'plain-page',
  'report-page',
  'stale-page',
  'builder-page',
  'example-loader',
  'embed-page',
  'embed-report',
].map((name) => `web/elements/${name}.ts`)
const STYLES = ['site', 'examples', 'embed', 'embed-light', 'embed-dark'].map((name) => `web/styles/${name}.css`)

/** The page scripts of one language; what has no words is the same file in each. */
const scriptsOf = (lang: Lang): EnvironmentOptions => ({
  consumer: 'client',
  build: {
    emptyOutDir: false,
    copyPublicDir: false,
    manifest: `.vite/${lang}.json`,
    rolldownOptions: {
      input: SCRIPTS,
      output: {
        // What every page needs is one file: packed together it is smaller than in six.
        codeSplitting: {
          groups: [
            {
              name: 'page',
              test: /web[\\/](format|elements[\\/](page-data|server-clock|times|tick|pause)|locales[\\/](language|clock))\.ts/,
            },
          ],
        },
      },
    },
  },
})

// What a browser gets: page scripts and styles, named by their content. `server/assets.ts` reads the manifests. After them, into the same
// folder, the element for other sites: one classic script that loads nothing more. The server names its versions.
export default defineConfig({
  plugins: [partsOfLanguages, rulesOfElement, plainImports],
  publicDir: 'web/assets',
  logLevel: 'warn',
  build: { outDir: 'dist', target: 'es2022', modulePreload: false, assetsInlineLimit: 0, reportCompressedSize: false },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', ...LANGS, 'widget']) await builder.build(builder.environments[name]!)
    },
  },
  environments: {
    client: {
      build: {
        manifest: true,
        rolldownOptions: {
          input: [...STYLES, 'web/elements/push-worker.ts'],
          // A worker is known by its address, whatever is in it.
          output: { entryFileNames: '[name].js' },
        },
      },
    },
    ...Object.fromEntries(LANGS.map((lang) => [lang, scriptsOf(lang)])),
    widget: {
      consumer: 'client',
      build: {
        emptyOutDir: false,
        copyPublicDir: false,
        rolldownOptions: {
          input: 'web/widget/main.ts',
          output: { format: 'iife', entryFileNames: 'widget.js' },
        },
      },
    },
  },
})
