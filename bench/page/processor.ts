import { readdirSync, readFileSync } from 'node:fs'

/** The kernel counts in hundredths of a second, whatever its own clock is. */
const TICK_MS = 10

/** Processor time that a process and all below it have used so far, its database with it; undefined where there is no /proc to ask. */
export function processorMs(pid: number): number | undefined {
  const processes = readProcesses()
  if (processes === undefined) return undefined
  const below = new Set([pid])
  // A set grows while it is walked through: the children's children too.
  for (const parent of below) for (const one of processes) if (one.parent === parent) below.add(one.pid)
  return processes.reduce((sum, one) => sum + (below.has(one.pid) ? one.ticks * TICK_MS : 0), 0)
}

function readProcesses(): { pid: number; parent: number; ticks: number }[] | undefined {
  if (process.platform !== 'linux') return undefined
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      // After the name, which may hold anything, come state, parent, …, and as twelfth and thirteenth the times.
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
      return [{ pid: Number(name), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }]
    } catch {
      return [] // It has gone meanwhile.
    }
  })
}
