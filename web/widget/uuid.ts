/** UUIDv7 of a moment in epoch milliseconds. */
export function uuidv7(at: number): string {
  const time = Math.floor(at).toString(16).padStart(12, '0')
  const [a, b, ...node] = Array.from(crypto.getRandomValues(new Uint16Array(5)), (n) => n.toString(16).padStart(4, '0'))
  return `${time.slice(0, 8)}-${time.slice(8)}-7${a!.slice(1)}-8${b!.slice(1)}-${node.join('')}`
}
