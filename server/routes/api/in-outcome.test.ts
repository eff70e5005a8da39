import { expect, it } from 'vitest'
import { outcomeOfMessage } from './in-outcome.ts'

it.each([
  // Uptime Kuma: axios' and Node's words.
  ['Request failed with status code 503', 'status', 503],
  ['Request failed with status code 404', 'status', 404],
  ['Request failed with status code 302', 'status', 302],
  ['Request failed with status code 403', 'blocked', 403],
  ['Request failed with status code 429', 'blocked', 429],
  ['timeout of 48000ms exceeded', 'timeout', null],
  ['connect ETIMEDOUT 213.209.1.129:443', 'timeout', null],
  ['timeout by AbortSignal', 'timeout', null],
  ['No heartbeat in the time window', 'timeout', null],
  ['connect ECONNREFUSED 213.209.1.129:443', 'refused', null],
  ['connect EHOSTUNREACH 213.209.1.129:443', 'unreachable', null],
  ['getaddrinfo ENOTFOUND mail.libero.it', 'dns', null],
  ['queryA ENOTFOUND libero.it', 'dns', null],
  ['getaddrinfo EAI_AGAIN mail.libero.it', 'unreachable', null],
  ['certificate has expired', 'tls', null],
  ['self-signed certificate in certificate chain', 'tls', null],
  ["Hostname/IP does not match certificate's altnames: Host: a. is not in the cert's altnames: DNS:b", 'tls', null],
  ['socket hang up', 'reset', null],
  ['read ECONNRESET', 'reset', null],
  ['200 - OK, but keyword is not in [timeout of certificate, status code 500]', 'content', null],
  ['200 - OK, but keyword is present in [Scusaci, stiamo lavorando]', 'content', null],
  ['200 - OK, but value is not equal to expected value, value was: [down]', 'content', null],
  ['JSON query does not pass (comparing down == up)', 'content', null],
  [
    'PING 10.0.0.1 (10.0.0.1) 56(84) bytes of data.\n\n10 packets transmitted, 0 received, 100% packet loss',
    'unreachable',
    null,
  ],
  ['Maximum number of redirects exceeded', 'protocol', null],
  ['Child inaccessible', 'unreachable', null],
  ['Flip UP to DOWN', 'unreachable', null],
  ['', 'unreachable', null],
  // Gatus: Go's words, and its conditions.
  [
    'Get \\"https://mail.libero.it\\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    'timeout',
    null,
  ],
  ['Get \\"https://x.example\\": dial tcp: lookup x.example on 127.0.0.11:53: no such host', 'dns', null],
  ['Get \\"https://x.example\\": dial tcp: lookup x.example on 127.0.0.11:53: server misbehaving', 'unreachable', null],
  ['Get \\"https://x.example\\": dial tcp: lookup x.example: i/o timeout', 'unreachable', null],
  ['dial tcp 213.209.1.129:443: connect: connection refused', 'refused', null],
  ['read tcp 10.0.0.2:4711->213.209.1.129:443: read: connection reset by peer', 'reset', null],
  ['Get \\"https://x.example\\": EOF', 'reset', null],
  ['dial tcp 213.209.1.129:443: connect: no route to host', 'unreachable', null],
  ['tls: failed to verify certificate: x509: certificate has expired or is not yet valid', 'tls', null],
  ['net/http: HTTP/1.x transport connection broken: malformed HTTP response \\"\\x15\\x03\\x01\\"', 'protocol', null],
  ['\n❌ - `[STATUS] (502) == 200`, ✅ - `[CERTIFICATE_EXPIRATION] > 168h`', 'status', 502],
  ['\n❌ - `[STATUS] (429) == 200`', 'blocked', 429],
  ['\n✅ - `[STATUS] == 200`, ❌ - `[BODY].status (DOWN) == UP`', 'content', null],
  ['\n❌ - `[BODY] (timeout certificate ECONNREFUSED) == pat(*ok*)`', 'content', null],
  ['\n❌ - `[DNS_RCODE] (SERVFAIL) == NOERROR`', 'dns', null],
  ['\n❌ - `[CONNECTED] (false) == true`', 'unreachable', null],
  ['\n✅ - `[STATUS] == 200`, ❌ - `[RESPONSE_TIME] (5012) < 3000`', 'timeout', null],
  ['\n✅ - `[STATUS] == 200`, ❌ - `[CERTIFICATE_EXPIRATION] (47h12m0s) > 168h`', 'internal', null],
  ['\n❌ - `[DOMAIN_EXPIRATION] (300h0m0s) > 720h`', 'internal', null],
  ['\n[RESULT_CONDITIONS]', 'unreachable', null],
])('reads %j as %s', (message, outcome, status) => {
  expect(outcomeOfMessage(message)).toEqual({ outcome, status })
})

it('reads an endless message in no time worth speaking of', () => {
  expect(outcomeOfMessage('lookup '.repeat(200_000))).toEqual({ outcome: 'unreachable', status: null })
})
