/** Waits for a condition, not for a time. */
export async function until(isTrue: () => boolean | Promise<boolean>, timeoutMs = 30_000): Promise<void> {
  const end = performance.now() + timeoutMs
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error('it did not come to that')
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
