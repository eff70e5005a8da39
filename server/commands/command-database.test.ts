import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { bearClosedPipe } from './command-database.ts'

it('minds no reader who has gone, and every other fault', () => {
  const output = new EventEmitter()
  bearClosedPipe(output)
  const failing = (code: string) => () => output.emit('error', Object.assign(new Error(code), { code }))
  expect(failing('EPIPE')).not.toThrow()
  expect(failing('ENOSPC')).toThrow('ENOSPC')
})
