import { createDetector, restoreDetector, type Detector } from '../detect/detector.ts'

/** A detector as the job drives it. `dueAt`: before this instant nothing happens unless something is heard, where it says so. */
export type Judging = Detector & { readonly dueAt?: number }

export const createJudging = (settings: { startAt: number }): Judging => createDetector(settings)
export const restoreJudging = (snapshot: unknown): Judging | undefined => restoreDetector(snapshot)
