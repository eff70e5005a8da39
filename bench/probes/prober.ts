import type { ProbeOutcome, ProbeTarget } from '../../shared/probe.ts'
import { silentLog } from '../../server/log.ts'
import { createOutbound } from '../../server/outbound.ts'
import { startProber } from '../../server/probe/prober.ts'
import type { Prober } from '../../server/probe/prober.ts'
import { AUTHORITY } from '../../server/test/certificates.ts'

// The prober under test in a process of its own: what it burns is its own.

export type ProberCall = ProbeTarget[] | 'used'
/** `used`: since the call before. */
export type Used = { cpuMs: number; wallMs: number; looks: { target: string; outcome: ProbeOutcome }[] }

let prober: Prober | undefined
let looks: Used['looks'] = []
let [cpu, at] = [process.cpuUsage(), performance.now()]

function begin(targets: ProbeTarget[]): true {
  prober = startProber({
    targets,
    outbound: createOutbound({ allowPrivate: true, ca: AUTHORITY }),
    now: Date.now,
    log: silentLog,
    onResult: (readings) => {
      for (const { target, answer } of readings) looks.push({ target: target.target, outcome: answer.outcome })
    },
  })
  return true
}

function used(): Used {
  const { user, system } = process.cpuUsage(cpu)
  const answer = { cpuMs: (user + system) / 1_000, wallMs: performance.now() - at, looks }
  ;[cpu, at, looks] = [process.cpuUsage(), performance.now(), []]
  return answer
}

process.on('message', (call: ProberCall) => void process.send?.(call === 'used' ? used() : begin(call)))
process.on('disconnect', () => void prober?.close().then(() => process.exit(0)))
