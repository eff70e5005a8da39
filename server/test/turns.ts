import type { Judge } from '../jobs/detect.ts'

const TURNS = 1_000

/** A judge does not go past voices that are not settled, and any transaction in the cluster, another test's too, keeps them so for a moment. */
export async function turnUntil(judge: Judge, at: number): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) {
    await judge.turn()
    if (judge.judgedUntil === undefined || judge.judgedUntil >= at) return
  }
  throw new Error('the judge does not come to that')
}
