import { describe, expect, it } from 'vitest'
import type { RunnableKind } from '../../shared/probe.ts'
import { checkTarget, toEndpoint, toQuestion } from './target.ts'

describe('a target', () => {
  it.each<[kind: RunnableKind, target: string]>([
    ['http', 'https://www.libero.it/'],
    ['http', 'http://[2001:db8::1]:8080/path?query=1'],
    ['dns', 'dns:libero.it'],
    ['dns', 'dns:_dmarc.libero.it.?type=TXT'],
    ['dns', 'dns://8.8.8.8/libero.it?type=mx'],
    ['dns', 'dns://[2001:4860:4860::8888]:53/libero.it?type=AAAA'],
    ['tcp', 'tcp://libero.it:25'],
    ['tls', 'tls://[2001:db8::1]:443'],
    ['smtp', 'smtp://smtp-in.libero.it'],
    ['smtp', 'smtps://smtp.libero.it'],
    ['imap', 'imaps://imapmail.libero.it:993/'],
    ['pop3', 'POP://popmail.libero.it'],
  ])('of %s may be %s', (kind, target) => {
    expect(checkTarget(kind, target)).toBeUndefined()
  })

  it.each<[kind: RunnableKind, target: string, reason: RegExp]>([
    ['http', 'www.libero.it', /http or https/],
    ['http', 'ftp://libero.it/', /http or https/],
    ['http', 'http:libero.it', /http or https/],
    ['http', 'https://me:secret@libero.it/', /password/],
    ['http', 'https://me@libero.it/', /password/],
    ['http', 'https://libero.it/à', /ASCII/],
    ['http', 'https://libero.it/a b', /ASCII/],
    ['http', `https://libero.it/${'a'.repeat(500)}`, /500/],
    ['http', 'http://[fe80::1%25eth0]/', /http or https/],
    ['dns', 'dns:', /written/],
    ['dns', 'dns:libero..it', /written/],
    ['dns', `dns:${'a'.repeat(64)}.it`, /written/],
    ['dns', 'dns:libero.it?type=ANY', /one of A, AAAA/],
    ['dns', 'dns:libero.it?type=A&type=MX', /written/],
    ['dns', 'dns://dns.google/libero.it', /IP address/],
    ['dns', 'dns://2001:db8::1/libero.it', /IP address/],
    ['dns', 'dns://[fe80::1%eth0]/libero.it', /IP address/],
    ['dns', 'dns://[8.8.8.8]/libero.it', /IP address/],
    ['dns', 'dns://0x8.8.8.8/libero.it', /IP address/],
    ['dns', 'dns://8.8.8.8:0/libero.it', /port/],
    ['dns', 'dns://me@8.8.8.8/libero.it', /password/],
    ['tcp', 'tcp://libero.it', /needs a port/],
    ['tcp', 'tcp://libero.it:0', /port/],
    ['tcp', 'tcp://libero.it:65536', /port/],
    ['tcp', 'tcp://libero.it:25/path', /written/],
    ['tcp', 'tls://libero.it:25', /written tcp/],
    ['tcp', 'constructor://libero.it:25', /written tcp/],
    ['tls', 'tls://libero.it', /needs a port/],
    ['smtp', 'smtp://me:secret@libero.it', /password/],
    ['smtp', 'smtp://', /written/],
    ['smtp', 'smtp://[libero.it]:25', /name or an IP/],
    ['imap', 'imap://libero.it\r\n:143', /ASCII/],
    ['imap', 'imap://1.2.3.4.5', /name or an IP/],
    ['pop3', 'pop3://libero.it', /written pop:/],
  ])('of %s may not be %s', (kind, target, reason) => {
    expect(checkTarget(kind, target)).toMatch(reason)
  })
})

it('reads an address as everybody would, however it is written', () => {
  expect(toEndpoint('tcp', 'tcp://0x7f.1:80')).toEqual({ host: '127.0.0.1', port: 80, tls: false })
  expect(toEndpoint('imap', 'imaps://[::ffff:7f00:1]')).toEqual({ host: '::ffff:7f00:1', port: 993, tls: true })
  expect(toEndpoint('smtp', 'smtp://MX.Libero.it')).toEqual({ host: 'mx.libero.it', port: 25, tls: false })
})

it('reads a question and whom to ask', () => {
  expect(toQuestion('dns:libero.it')).toEqual({ name: 'libero.it', type: 'A', resolver: undefined })
  expect(toQuestion('dns://[2001:db8::1]:5353/libero.it?type=mx')).toEqual({
    name: 'libero.it',
    type: 'MX',
    resolver: '[2001:db8::1]:5353',
  })
})
