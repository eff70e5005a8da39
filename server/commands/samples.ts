import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Mode } from '../../shared/live.ts'
import { compactJson } from '../../web/compact-json.ts'
import { createReplayClock, type Clock } from '../clock.ts'
import { readConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { startServer } from '../main.ts'
import { SAMPLES_FOLDER, sampleFile, type Sample } from '../routes/api/samples.ts'
import { STORY_AT, STORY_BACKGROUND, tellStory } from '../test/site-story.ts'
import { storyCatalogue } from '../test/story-catalogue.ts'
import { takeSamples } from './sample-answers.ts'
import { withTemporaryData } from './temporary-data.ts'

const POLL_MS = 50

/** `npm run samples`: asks a server in the sixth day of the recorded outage for everything that the API's documentation shows an answer of. */
await withTemporaryData('samples', async (dataDir) => {
  const told = createReplayClock({ startAt: STORY_AT, speed: 1, mode: 'live' })
  // Whoever quotes figures of a real service must see that they were told; receivers has only what is live.
  let mode: Mode = 'live'
  const clock: Clock = {
    now: () => told.now(),
    speed: told.speed,
    get mode() {
      return mode
    },
  }
  const asked = {
    port: 0,
    metrics: undefined,
    probes: false,
    notices: false,
    archive: false,
    probePrivate: true,
    dataDir,
  }
  const server = await startServer({
    config: { ...readConfig({}), ...asked, publicUrl: 'https://brusio.example' },
    clock,
    log: createLog('warn'),
    catalogue: storyCatalogue(),
    background: STORY_BACKGROUND,
    privatePushes: true,
    prepare: (db, directory) => tellStory(db, directory, { until: STORY_AT }),
  })
  try {
    while (server.detector.judgedUntil === undefined) await pause(POLL_MS)
    told.start()
    for (const sample of await takeSamples(server, clock, (next) => (mode = next))) await write(sample)
  } finally {
    await server.close()
  }
})

async function write(sample: Sample): Promise<void> {
  const file = sampleFile(sample.of)
  await writeFile(path.join(SAMPLES_FOLDER, file), `${compactJson(sample)}\n`)
  process.stdout.write(`${file}\n`)
}
