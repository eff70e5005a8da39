import { defineConfig } from 'vitest/config'
import { isForgottenQuery } from './server/store/forgotten-query.ts'

// `rules` needs no database and no browser: it is part of `npm run check`.
export default defineConfig({
  test: {
    // Also where vitest would leave a core free: most of the time a test waits.
    maxWorkers: 2,
    onUnhandledError: (error) => (isForgottenQuery(Object.assign(new Error(), error)) ? false : undefined),
    projects: [
      { test: { name: 'rules', include: ['server/test/rules/*.test.ts'] } },
      {
        test: {
          name: 'unit',
          include: ['shared/**/*.test.ts', 'server/**/*.test.{ts,tsx}', 'web/**/*.test.{ts,tsx}', 'bench/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts', 'server/test/rules/**', 'node_modules/**'],
          globalSetup: ['server/test/database-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['web/**/*.browser.test.ts'],
          globalSetup: ['server/test/database-setup.ts', 'server/test/browser-setup.ts'],
          testTimeout: 90_000,
          hookTimeout: 90_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
