import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/**
 * A data folder that is thrown away when `run` is over. As root the database runs as another user, who must get through to its
 * own folder in here, or the data would be put, and left, elsewhere.
 */
export async function withTemporaryData<T>(name: string, run: (dataDir: string) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(path.join(tmpdir(), `brusio-${name}-`))
  try {
    await chmod(dataDir, 0o711)
    return await run(dataDir)
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}
