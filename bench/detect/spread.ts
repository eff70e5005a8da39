import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

export type Asked = { index: number; job: unknown }
export type Answered = { index: number; answer: unknown }

const CHILD = fileURLToPath(new URL('./spread-child.ts', import.meta.url))

/**
 * Answers of the exported function `name` of a module (its `import.meta.url`) for all jobs, in their order, in as many processes as there are
 * processors. Jobs and answers are plain data; an answer depends on nothing but its job, so the number of processes changes no figure.
 */
export async function spread<Answer>(module: string, name: string, jobs: unknown[]): Promise<Answer[]> {
  const answers: Answer[] = []
  let next = 0
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = fork(CHILD, [module, name], { execArgv: ['--import', 'tsx'] })
      child.on('message', (message: Answered | 'ready') => {
        if (message !== 'ready') answers[message.index] = message.answer as Answer
        if (next < jobs.length) child.send({ index: next, job: jobs[next++] } satisfies Asked)
        else child.disconnect()
      })
      child.on('error', reject)
      child.on('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`a process of ${name} ended with ${code}`)),
      )
    })
  await Promise.all(Array.from({ length: Math.min(jobs.length, availableParallelism()) }, work))
  return answers
}
