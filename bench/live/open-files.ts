import { readFileSync } from 'node:fs'

/** Node and its modules hold some files besides the sockets. */
const OTHER_FILES = 200

/** How many files a process of ours may open. Node has already raised its soft limit to the hard one. */
function openFileLimit(): number {
  try {
    const line = /^Max open files\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1]
    return line === undefined || line === 'unlimited' ? Infinity : Number(line)
  } catch {
    return Infinity
  }
}

/** As many sockets as a process may have open, and a line that says so when it is fewer than asked for. */
export function socketsThatFit(wanted: number, limit = openFileLimit()): { sockets: number; warning?: string } {
  if (wanted + OTHER_FILES <= limit) return { sockets: wanted }
  const sockets = Math.max(1, limit - OTHER_FILES)
  const warning =
    `The limit of open files is ${limit}: ${wanted} sockets do not fit, measuring ${sockets}. ` +
    `Raise it first, for example: ulimit -n ${wanted + 1_000} (as root also ulimit -Hn).`
  return { sockets, warning }
}
