import type { RunnableKind } from '../../shared/probe.ts'
import type { Probe } from './answer.ts'
import { probeDns } from './dns.ts'
import { probeHttp } from './http.ts'
import { probeImap } from './imap.ts'
import { probePop3 } from './pop3.ts'
import { probeSmtp } from './smtp.ts'
import { probeTcp } from './tcp.ts'
import { probeTls } from './tls.ts'

/** A new kind is one file, one line here, its name in shared/probe.ts and its scheme in target.ts. */
export const PROBES: Record<RunnableKind, Probe> = {
  http: probeHttp,
  dns: probeDns,
  tcp: probeTcp,
  tls: probeTls,
  smtp: probeSmtp,
  imap: probeImap,
  pop3: probePop3,
}
