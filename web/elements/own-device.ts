import type { Device } from '../../shared/provider.ts'

/** What this browser runs on, as far as it says so; whoever reports corrects it. */
export function guessDevice({ userAgent, maxTouchPoints }: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): Device {
  if (/Android/.test(userAgent)) return 'android'
  // A tablet of Apple's says that it is a Mac, but no Mac is touched.
  const isTablet = /Macintosh/.test(userAgent) && maxTouchPoints > 1
  return isTablet || /iPhone|iPad|iPod/.test(userAgent) ? 'ios' : 'desktop'
}
