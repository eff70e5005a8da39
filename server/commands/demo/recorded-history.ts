import { recordedMinutes, type Recording } from '../../catalogue/recording.ts'
import type { Directory } from '../../catalogue/directory.ts'
import type { Database } from '../../store/db.ts'
import { importMinutes } from '../../store/import.ts'

/** Writes what was recorded before `until` as history, for the providers that the directory has. */
export async function importRecording(
  db: Database,
  directory: Directory,
  recording: Recording,
  until: number,
): Promise<void> {
  const minutes = recordedMinutes(recording, { from: recording.from, to: until }).flatMap((row) => {
    const entry = directory.bySlug(row.provider)
    return entry ? [{ providerId: entry.id, minute: row.minute, problems: row.problems }] : []
  })
  await importMinutes(db, minutes, recording.from, until)
}
