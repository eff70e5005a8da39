import type { Database } from '../store/db.ts'

/** A database that counts the statements that are sent through it; what is only a part of one is not counted. */
export function countStatements(db: Database): { db: Database; seen: { statements: number } } {
  const seen = { statements: 0 }
  const sql = new Proxy(db.sql, {
    apply(target, self, args: unknown[]) {
      const query: unknown = Reflect.apply(target, self, args)
      if (!(query instanceof Promise)) return query
      const then = query.then.bind(query)
      let isSent = false
      // A statement is sent when somebody waits for it.
      const counting: typeof query.then = (...handlers) => {
        if (!isSent) seen.statements += 1
        isSent = true
        return then(...handlers)
      }
      Reflect.set(query, 'then', counting)
      return query
    },
  })
  return { seen, db: { ...db, sql } }
}
