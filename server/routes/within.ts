/** What comes too late (real time) is undefined; what becomes of it then is nobody's affair any more. */
export async function within<T>(ms: number, coming: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), ms)))
  coming.catch(() => undefined)
  try {
    return await Promise.race([coming, late])
  } finally {
    clearTimeout(timer)
  }
}
