import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DataDirInUse, runningServer, takeServerLock } from './server-lock.ts'

let dataDir = ''
beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'brusio-lock-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

const file = () => path.join(dataDir, 'server.lock')

it('is held by one, who is named, until released', () => {
  const lock = takeServerLock(dataDir, '/tmp/socket')
  expect(() => takeServerLock(dataDir, '/tmp/other')).toThrow(DataDirInUse)
  expect(() => takeServerLock(dataDir, '/tmp/other')).toThrow(`process ${process.pid}`)
  expect(runningServer(dataDir)).toMatchObject({ pid: process.pid, socketDir: '/tmp/socket' })
  lock.release()
  expect(runningServer(dataDir)).toBeUndefined()
  expect(readdirSync(dataDir)).toEqual([])
})

it('is taken over from a process that is gone, and tells where its socket was', () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid
  const previous = { pid: dead, started: 'long ago', socketDir: '/tmp/old' }
  writeFileSync(file(), JSON.stringify(previous))
  const lock = takeServerLock(dataDir, '/tmp/new')
  expect(lock.previous).toEqual(previous)
  expect(runningServer(dataDir)).toMatchObject({ pid: process.pid, socketDir: '/tmp/new' })
  lock.release()
})

it('is taken over from an earlier process with a number that lives again, as after the restart of a container', () => {
  writeFileSync(file(), JSON.stringify({ pid: process.pid, started: 'another boot/1', socketDir: '/tmp/old' }))
  takeServerLock(dataDir, '/tmp/new').release()
  writeFileSync(file(), JSON.stringify({ pid: process.ppid, started: 'another boot/1', socketDir: '/tmp/old' }))
  takeServerLock(dataDir, '/tmp/new').release()
  expect(existsSync(file())).toBe(false)
})

it.each(['{"pid":', '{}', '[]', '', 'null'])('is taken over when nobody can read what it says: %s', (text) => {
  writeFileSync(file(), text)
  const lock = takeServerLock(dataDir, '/tmp/new')
  expect(readFileSync(file(), 'utf8')).toContain('/tmp/new')
  lock.release()
})

it('is not released by one who no longer has it', () => {
  const lock = takeServerLock(dataDir, '/tmp/new')
  const other = JSON.stringify({ pid: 1, started: 'x', socketDir: '/tmp/x' })
  writeFileSync(file(), other)
  lock.release()
  expect(readFileSync(file(), 'utf8')).toBe(other)
})
