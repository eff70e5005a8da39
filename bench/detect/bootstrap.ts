import { createRandom } from '../../server/catalogue/recording.ts'

const ROUNDS = 2_000
const SEED = 1979

/** The middle one, or the mean of the two in the middle; infinite values are values. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!]
  return low === high ? low : (low + high) / 2
}

/** 95 % interval of a statistic: its spread over samples drawn from the sample (Efron 1979, percentiles). */
export function bootstrap<T>(sample: readonly T[], statistic: (sample: T[]) => number): [low: number, high: number] {
  const random = createRandom(SEED)
  const found = Array.from({ length: ROUNDS }, () =>
    statistic(sample.map(() => sample[Math.floor(random() * sample.length)]!)),
  ).toSorted((a, b) => a - b)
  return [found[Math.round(0.025 * (ROUNDS - 1))]!, found[Math.round(0.975 * (ROUNDS - 1))]!]
}
