import type { Answered, Asked } from './spread.ts'

// A process of `spread`: answers one job after another with the function it was started for.
const [module = '', name = ''] = process.argv.slice(2)
const answer = ((await import(module)) as Record<string, (job: unknown) => unknown>)[name]!
process.on('message', ({ index, job }: Asked) => {
  process.send!({ index, answer: answer(job) } satisfies Answered)
})
process.on('disconnect', () => process.exit())
process.send!('ready')
