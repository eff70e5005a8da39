import { defineConfig } from 'drizzle-kit'

// Used by `npm run generate` only: it writes SQL into migrations/. Partitions are added to that SQL by hand (drizzle-kit cannot express them).
export default defineConfig({
  dialect: 'postgresql',
  schema: './server/store/schema*.ts',
  out: './migrations',
  casing: 'snake_case',
})
