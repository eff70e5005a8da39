import { inject } from 'vitest'
import { createDirectory } from '../catalogue/directory.ts'
import { openDatabase, openClient, withDatabase } from '../store/db.ts'
import { ensurePartitions } from '../store/partitions.ts'
import { loadCatalogue, readProviders } from '../store/providers.ts'
import { storyTemplate } from './database-setup.ts'
import { maintain, useTestDb } from './db.ts'
import { storyCatalogue } from './story-catalogue.ts'
import { STORY_AT, tellStory } from './site-story.ts'

/** A fifth of the people and two quiet weeks are enough for a test. */
const SETTINGS = { volume: 0.2, historyDays: 14 }

/** An advisory lock. */
const TELLING = 20_230_123

/** A database in which the story has been told. It is told once in a run: telling takes longer than all that is looked at. */
export const useStoryDb = () => useTestDb({ template: makeStory })

async function makeStory(): Promise<string> {
  const { maintenance, template } = inject('testDatabase')
  const name = storyTemplate(template)
  const client = openClient(maintenance, { max: 1 })
  try {
    // Two files may want it at once: the second waits until the first has told it.
    await client`select pg_advisory_lock(${TELLING})`
    const [found] = await client`select from pg_database where datname = ${name}`
    if (found === undefined) await tell(name)
  } finally {
    await client.end({ timeout: 5 })
  }
  return name
}

async function tell(name: string): Promise<void> {
  const { maintenance, template } = inject('testDatabase')
  // Under another name until it is whole.
  const draft = `${name}_draft`
  await maintain(`drop database if exists ${draft} with (force)`)
  await maintain(`create database ${draft} template ${template}`)
  const db = openDatabase({ connection: withDatabase(maintenance, draft), max: 4 })
  try {
    await loadCatalogue(db, storyCatalogue(), STORY_AT)
    await ensurePartitions(db, STORY_AT, STORY_AT)
    await tellStory(db, createDirectory(await readProviders(db)), SETTINGS)
  } finally {
    await db.close()
  }
  await maintain(`alter database ${draft} rename to ${name}`)
}
