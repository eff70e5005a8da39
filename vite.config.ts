import path from 'node:path'
import { defineConfig, type Plugin } from 'vite'

/**
 * A language is one file, and a script takes few of its parts: each file that imports some gets a copy of its own, of which nothing else is left.
 */
const partsOfLanguages: Plugin = {
  name: 'parts-of-languages',
  enforce: 'pre',
  resolveId(source, importer) {
    const file = importer === undefined ? undefined : path.resolve(path.dirname(importer), source)
    if (importer === undefined || file === undefined || !/\/web\/locales\/[a-z]{2}\.ts$/.test(file)) return undefined
    return { id: `${file}?for=${path.basename(importer, '.ts')}`, moduleSideEffects: false }
  },
}

/** The element's rules stand a line each, for those who read them; 6 kB are promised to those who load them. */
const rulesOfElement: Plugin = {
  name: 'rules-of-element',
  transform(code, id) {
    if (!id.endsWith('/web/widget/style.ts')) return undefined
    return { code: code.replace(/`:host[^`]*`/, (rules) => rules.replaceAll('}\n', '}')), map: null }
  },
}

// What a browser gets: page scripts and styles, named by their content. `server/assets.ts` reads the manifest. After it, into the same
// folder, the element for other sites: one classic script that loads nothing more. The server names its versions.
export default defineConfig({
  plugins: [partsOfLanguages, rulesOfElement],
  publicDir: 'web/assets',
  logLevel: 'warn',
  build: { outDir: 'dist', target: 'es2022', modulePreload: false, assetsInlineLimit: 0, reportCompressedSize: false },
  builder: {
    async buildApp(builder) {
      await builder.build(builder.environments['client']!)
      await builder.build(builder.environments['widget']!)
    },
  },
  environments: {
    client: {
      build: {
        manifest: true,
        rolldownOptions: {
          // What every page needs is one file: packed together it is smaller than in six.
          output: {
            // A worker is known by its address, whatever is in it.
            entryFileNames: ({ name }) => (name === 'push-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
            codeSplitting: {
              groups: [
                {
                  name: 'page',
                  test: /web[\\/](format|elements[\\/](page-data|server-clock|times|tick|pause)|locales[\\/](language|clock))\.ts/,
                },
              ],
            },
          },
          input: [
            'web/elements/home-page.ts',
            'web/elements/provider-page.ts',
            'web/elements/follow-page.ts',
            'web/elements/plain-page.ts',
            'web/elements/report-page.ts',
            'web/elements/stale-page.ts',
            'web/elements/builder-page.ts',
            'web/elements/push-worker.ts',
            'web/elements/example-loader.ts',
            'web/elements/embed-page.ts',
            'web/elements/embed-report.ts',
            'web/styles/site.css',
            'web/styles/examples.css',
            'web/styles/embed.css',
            'web/styles/embed-light.css',
            'web/styles/embed-dark.css',
          ],
        },
      },
    },
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
