import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { testDatabaseUrl } from '../config.ts'
import { createLog } from '../log.ts'
import { migrate, openClient, withDatabase, type Connection } from '../store/db.ts'
import { startEmbedded } from '../store/embedded.ts'

/** `maintenance` is where databases are made and dropped from, `template` what they are copied from. */
export type TestDatabase = { maintenance: Connection; template: string }

/** A second template, of the one that is named: story-db.ts makes it when it is first asked for. */
export const storyTemplate = (template: string): string => `${template}_story`

declare module 'vitest' {
  interface ProvidedContext {
    testDatabase: TestDatabase
  }
}

type Running = { database: TestDatabase; stop(): Promise<void> }

/** Each project of a run asks; all share one server. The runner loads this file once per project, so the place is global. */
const shared: typeof globalThis & { brusioTestDatabase?: { users: number; running: Promise<Running> } } = globalThis

async function start(): Promise<Running> {
  const log = createLog('warn')
  const template = `brusio_test_${randomBytes(4).toString('hex')}`
  const url = testDatabaseUrl()
  let maintenance: Connection
  let stopServer: (() => Promise<void>) | undefined
  if (url) maintenance = { url }
  else {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'brusio-test-'))
    chmodSync(dataDir, 0o755) // As root PostgreSQL is somebody else.
    const embedded = await startEmbedded({ dataDir, log, home: dataDir })
    maintenance = embedded.connection
    stopServer = async () => {
      await embedded.stop()
      rmSync(dataDir, { recursive: true, force: true })
    }
  }
  const run = async (statement: string) => {
    const sql = openClient(maintenance, { max: 1 })
    try {
      await sql.unsafe(statement)
    } finally {
      await sql.end({ timeout: 5 })
    }
  }
  try {
    await run(`create database ${template}`)
    await migrate(withDatabase(maintenance, template), log)
  } catch (error) {
    await stopServer?.()
    throw error
  }
  return {
    database: { maintenance, template },
    async stop() {
      for (const name of [storyTemplate(template), template]) await run(`drop database if exists ${name} with (force)`)
      await stopServer?.()
    },
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const entry = (shared.brusioTestDatabase ??= { users: 0, running: start() })
  entry.users++
  project.provide('testDatabase', (await entry.running).database)
  return async () => {
    if (--entry.users > 0) return
    delete shared.brusioTestDatabase
    await (await entry.running).stop()
  }
}
