/**
 * postgres.js asks each new connection for the types of arrays and hands the answer to nobody: where the connection is destroyed in that moment (a
 * database that hangs, a close), the query's failure is an unhandled rejection, which would end the process. True of that query alone.
 */
export function isForgottenQuery(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, query } = error as Error & { code?: unknown; query?: unknown }
  return code === 'CONNECTION_DESTROYED' && typeof query === 'string' && query.includes('b.typarray')
}
