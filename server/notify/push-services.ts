/**
 * Where the browsers that people have take messages: Chrome and its kin, Firefox, Safari, Edge. These and what is beneath them take as many
 * as there are; what lies elsewhere (a push service of one's own) may be anybody who never asked to be written to, and gets few.
 */
export const PUSH_SERVICES = [
  'fcm.googleapis.com',
  'push.services.mozilla.com',
  'push.apple.com',
  'notify.windows.com',
] as const

/** Of an endpoint that was checked when it was taken; null: another one. */
export function pushServiceOf(endpoint: string): string | null {
  const { hostname } = new URL(endpoint)
  return PUSH_SERVICES.find((known) => `.${hostname}`.endsWith(`.${known}`)) ?? null
}
