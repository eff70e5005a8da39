import { fork, type ChildProcess, type Serializable } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A process that answers each message with one message. It ends with us, because its channel does. */
export type Child = { ask<T>(message: Serializable): Promise<T>; stop(): Promise<void> }

export function startChild(file: string, args: string[] = [], nodeArgs: string[] = []): Child {
  const child: ChildProcess = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    execArgv: ['--import', import.meta.resolve('tsx'), ...nodeArgs],
  })
  const ended = once(child, 'exit')
  return {
    async ask<T>(message: Serializable): Promise<T> {
      const answer = once(child, 'message')
      child.send(message)
      const [result]: T[] = await Promise.race([answer, ended.then(() => [])])
      if (result === undefined) throw new Error(`${file} ended before it answered`)
      return result
    },
    async stop() {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}
