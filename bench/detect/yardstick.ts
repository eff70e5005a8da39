/** `quick` fits the tests' machine in a minute or two for all; `full` is what the published figures come from. */
export type Size = 'quick' | 'full'

/** Lines of one `colour` (a number) belong together; otherwise each has its own. */
export type Line = { name: string; points: [number, number][]; style?: 'line' | 'dashed' | 'points'; colour?: number }
export type Curve = { title: string; x: string; y: string; logX?: boolean; logY?: boolean; lines: Line[] }
export type Table = { head: string[]; rows: (string | number)[][] }

/**
 * What a yardstick found. `figures` go into the command's JSON under the yardstick's name; `met` says whether its goal is reached, null where
 * the size is too small to say.
 */
export type Result = {
  figures: Record<string, number | string | null>
  table?: Table
  curves?: Curve[]
  met: boolean | null
  notes?: string[]
}

/** What the command was given: `recording` is a wide CSV of counts to use in the place of the excerpt that comes along. */
export type Given = { recording?: string | undefined }

/** One question asked of the detector, with its goal in words. A file `bench/detect/dN-name.ts` exports it as `dN`. */
export type Yardstick = {
  /** `D1` … `D15`. */
  name: string
  title: string
  goal: string
  run(size: Size, given?: Given): Promise<Result> | Result
}
