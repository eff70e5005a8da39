import { defineConfig } from 'vite'

// What a browser gets: page scripts and styles, named by their content. `server/assets.ts` reads the manifest.
export default defineConfig({
  publicDir: 'web/assets',
  logLevel: 'warn',
  build: {
    outDir: 'dist',
    manifest: true,
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      input: [
        'web/elements/home-page.ts',
        'web/elements/provider-page.ts',
        'web/elements/follow-page.ts',
        'web/elements/plain-page.ts',
        'web/elements/report-page.ts',
        'web/elements/stale-page.ts',
        'web/elements/embed-page.ts',
        'web/styles/site.css',
        'web/styles/embed.css',
      ],
    },
  },
})
