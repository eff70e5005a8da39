/** Fewer than the limit of one address. */
const SOCKETS_PER_ADDRESS = 20

/** Source addresses 127.0.1.1, 127.0.1.2 … as if from many people. Elsewhere than on Linux they would have to be set up first. */
export function sourceOf(index: number): string | undefined {
  if (process.platform !== 'linux') return undefined
  const host = Math.floor(index / SOCKETS_PER_ADDRESS)
  return `127.0.${1 + Math.floor(host / 250)}.${1 + (host % 250)}`
}
