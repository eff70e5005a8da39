import type { EmbedLine } from '../../../shared/embed.ts'
import type { ChartModel } from '../../../web/chart/model.ts'
import type { DirectoryEntry } from '../../catalogue/directory.ts'

/** What one kind of embed has to say, before it is put into the form that all of them have. */
export type Told = {
  /** Of which moment it is. */
  now: number
  ended: boolean
  title: string
  path: string
  lines: EmbedLine[]
  model: ChartModel | null
  notes: string[]
  /** Whom a press here would be about. */
  report: DirectoryEntry | null
}
