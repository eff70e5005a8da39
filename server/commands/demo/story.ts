import type { Directory } from '../../catalogue/directory.ts'
import type { Change } from '../../detect/change.ts'
import type { RunningServer, ServerOptions } from '../../main.ts'
import type { Clock } from '../../clock.ts'
import type { Database } from '../../store/db.ts'
import type { Pace } from './pace.ts'
import type { DemoVoice } from './reporters.ts'

/** What else happens beside people who press: results of probes, words of companies. */
export type Extra = { url: string; server: RunningServer; clock: Clock; pace: Pace; signal: AbortSignal }

/** Something that can be played through the whole program. */
export type Story = {
  name: string
  mode: 'replay' | 'simulation'
  /** Epoch milliseconds: what can be played, and what is by default. */
  range: { from: number; to: number }
  from: number
  until: number
  speed: number
  maxSpeed: number
  /** The first line on the terminal. */
  title: string
  /** For pages: what is known, and what had to be made up. */
  background?: ServerOptions['background']
  prepare(db: Database, directory: Directory, from: number): Promise<void>
  voices(range: { from: number; to: number }, directory: Directory): Iterable<DemoVoice>
  /** Ends when all is told, or when told to. */
  extra?(play: Extra, range: { from: number; to: number }): Promise<void>
  describe(provider: string, change: Change): string
  /** The last line with `--exit`. */
  summarise(server: RunningServer, from: number): Promise<Record<string, unknown>>
}
