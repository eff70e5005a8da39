import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, inject } from 'vitest'
import { openClient, openDatabase, withDatabase, type Connection, type Database } from '../store/db.ts'

const CONNECTIONS = 4
/** Who copies a template may have to make it first. */
const TEMPLATE_MS = 240_000

export async function maintain(statement: string): Promise<void> {
  const sql = openClient(inject('testDatabase').maintenance, { max: 1 })
  try {
    await sql.unsafe(statement)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/**
 * A database for the tests of this file (or `describe`), copied from the migrated template and dropped afterwards. Empty: partitions come
 * from `ensurePartitions`, rows from factories.ts. With `empty` it is not even migrated; `template` gives another to copy.
 */
export function useTestDb(options: { empty?: boolean; template?: () => Promise<string> } = {}): {
  readonly db: Database
  readonly connection: Connection
} {
  const name = `brusio_test_${randomBytes(6).toString('hex')}`
  let db: Database | undefined
  let connection: Connection | undefined
  beforeAll(async () => {
    const { maintenance, template } = inject('testDatabase')
    const source = options.empty ? 'template0' : ((await options.template?.()) ?? template)
    await maintain(`create database ${name} template ${source}`)
    connection = withDatabase(maintenance, name)
    db = openDatabase({ connection, max: CONNECTIONS })
  }, options.template && TEMPLATE_MS)
  afterAll(async () => {
    await db?.close()
    await maintain(`drop database if exists ${name} with (force)`)
  })
  return {
    get db() {
      if (!db) throw new Error('The database is there from beforeAll on, not before.')
      return db
    },
    get connection() {
      if (!connection) throw new Error('The database is there from beforeAll on, not before.')
      return connection
    },
  }
}
