/** Pages of a wall, whatever their status: by what its maker puts in every one of them, and in no page behind it. */
const WALLS = [
  '<title>just a moment...</title>', // Cloudflare
  '<title>attention required! | cloudflare</title>',
  'window._cf_chl_opt',
  'geo.captcha-delivery.com', // DataDome
  '<title>pardon our interruption', // Imperva
  '/_incapsula_resource?swudnsai',
  'id="px-captcha"', // Human
  'errors.edgesuite.net', // Akamai
  'awswafcookiedomainlist', // AWS
]

/** A login page has one too: it only explains a page that is not what it should be. */
const CAPTCHA = /captcha|are you a (?:human|robot)|non sono un robot|unusual traffic/

/** They ask whether we are a person. Headers as undici gives them: lower case. */
export function isChallenge(headers: Record<string, unknown>, body: string, isAsItShould: boolean): boolean {
  if ('cf-mitigated' in headers || headers['x-amzn-waf-action'] !== undefined) return true
  const text = body.toLowerCase()
  return WALLS.some((wall) => text.includes(wall)) || (!isAsItShould && CAPTCHA.test(text))
}
