import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
const MARK = 'a-marked-row'
const ERROR = `Object.assign(new Error('null value in column "slot"'), { code: '23502', detail: 'Failing row contains (${MARK})', query: '${MARK}' })`

/** A process that does `what` after it has taken our ways to end; its lines on both outputs. */
function aProcess(what: string) {
  const script = `
    import { createLog } from './server/log.ts'
    import { endOnSignal, sayLastWords } from './server/process-end.ts'
    sayLastWords(createLog('info'))
    ${what}`
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (bytes: Buffer) => lines.push(...bytes.toString().split('\n').filter(Boolean)))
  const ended = once(child, 'close').then(([code]) => code as number)
  const says = async (line: string) => await expect.poll(() => lines, { timeout: 20_000 }).toContain(line)
  return { child, lines, ended, says }
}

it.each([
  ['an error that nobody caught', `setTimeout(() => { throw ${ERROR} })`],
  ['a promise that nobody waited for', `void Promise.reject(${ERROR})`],
])('ends with one line about %s, without the row', async (_, what) => {
  const { lines, ended } = aProcess(`${what}; setInterval(() => {}, 1000)`)
  expect(await ended).toBe(1)
  expect(lines.join('\n')).not.toContain(MARK)
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ level: 60, err: expect.objectContaining({ code: '23502', stack: expect.any(String) }) }),
  ])
})

const SERVER = (drainMs: number) => `
  const say = (word) => process.stdout.write(word + '\\n')
  let done
  const closed = new Promise((resolve) => { done = resolve })
  endOnSignal({ retire: () => say('retired'), close: async () => { say('closing'); await closed } }, ${drainMs})
  process.on('SIGUSR2', () => done())
  setInterval(() => {}, 1000)
  say('here')`

it('says that it is about to end, waits for those who send it requests, and a second signal ends the waiting', async () => {
  const { child, lines, ended, says } = aProcess(SERVER(600_000))
  await says('here')
  child.kill('SIGTERM')
  await says('retired')
  expect(lines).not.toContain('closing')
  child.kill('SIGTERM')
  await says('closing')
  child.kill('SIGTERM')
  child.kill('SIGUSR2')
  expect(await ended).toBe(0)
})

it('closes at once where nobody needs to notice', async () => {
  const { child, ended, says } = aProcess(SERVER(0))
  await says('here')
  child.kill('SIGINT')
  await says('closing')
  child.kill('SIGUSR2')
  expect(await ended).toBe(0)
})
