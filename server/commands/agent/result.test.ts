import { expect, it } from 'vitest'
import { NewProbeResult, ProbeTarget } from '../../../shared/probe.ts'
import type { ProbeAnswer } from '../../probe/answer.ts'
import { uuidTime } from '../../store/probes.ts'
import { ownResolvers, toResult } from './result.ts'

const NOW = Date.UTC(2026, 0, 23, 9)
const timings = { dns: 1.5, connect: null, tls: null, first_byte: null }
const target = ProbeTarget.parse({ provider: 'libero-mail', kind: 'tls', target: 'tls://mail.libero.it:993' })
const answer: ProbeAnswer = { outcome: 'timeout', status: null, timings, certificateExpiresAt: null }

it('says what the server takes, and no more', () => {
  const result = toResult({ target, at: NOW, answer })
  expect(NewProbeResult.parse(result)).toEqual(result)
  expect(uuidTime(result.id)).toBe(NOW)
  expect(result).toEqual({
    id: result.id,
    provider: 'libero-mail',
    kind: 'tls',
    target: 'tls://mail.libero.it:993',
    at: '2026-01-23T09:00:00.000Z',
    outcome: 'timeout',
    timings,
  })
  const mailbox = { from: 'a@b.it', to: 'c@d.it' }
  const more = {
    target: { ...target, component: 'imap', mailbox },
    answer: { ...answer, status: 250, certificateExpiresAt: NOW },
  }
  expect(toResult({ at: NOW, ...more })).toMatchObject({
    component: 'imap',
    status: 250,
    certificate_expires_at: '2026-01-23T09:00:00.000Z',
  })
  expect(JSON.stringify(toResult({ at: NOW, ...more }))).not.toContain('@')
})

it('leaves out an expiry that cannot be written', () => {
  const result = toResult({ target, at: NOW, answer: { ...answer, certificateExpiresAt: Date.UTC(12_000, 0) } })
  expect(NewProbeResult.parse(result)).not.toHaveProperty('certificate_expires_at')
})

it('names its resolvers without ports and zones, each once', () => {
  const servers = ['127.0.0.53', '9.9.9.9:5353', '[2620:fe::fe]:53', '2620:fe::fe', 'fe80::1%eth0', 'nonsense']
  expect(ownResolvers(servers)).toEqual(['127.0.0.53', '9.9.9.9', '2620:fe::fe'])
  expect(ownResolvers(Array.from({ length: 20 }, (_, i) => `10.0.0.${i}`))).toHaveLength(8)
})
