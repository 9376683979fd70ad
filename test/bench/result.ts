/** One figure, as `npm run bench -- --json` prints it. Ratios hold on any machine; the absolute value only on this one. */
export interface BenchResult {
  readonly name: string
  /** The figure that is judged, in `unit`. */
  readonly value: number
  readonly unit: string
  readonly n: number
  readonly median: number
  readonly p95: number
  /** What it is compared with, measured in the same run. */
  readonly reference: string
  readonly referenceValue: number
  readonly ratio: number
  readonly target: string
  readonly met: boolean
}

export interface Bench {
  readonly name: string
  /** `options` are the arguments that start with `--`. */
  run(options: readonly string[]): Promise<BenchResult[]>
}

export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** A figure judged by its median in milliseconds: at most `limit`. */
export function atMostMilliseconds(figure: {
  name: string
  samples: readonly number[]
  reference: string
  referenceSamples: readonly number[]
  limit: number
}): BenchResult {
  const median = quantile(figure.samples, 0.5)
  const referenceValue = quantile(figure.referenceSamples, 0.5)
  return {
    name: figure.name,
    value: median,
    unit: 'ms',
    n: figure.samples.length,
    median,
    p95: quantile(figure.samples, 0.95),
    reference: figure.reference,
    referenceValue,
    ratio: median / referenceValue,
    target: `median <= ${figure.limit} ms`,
    met: median <= figure.limit,
  }
}

/** A count that must be zero. */
export function noneOf(figure: {
  name: string
  found: number
  n: number
  reference: string
  referenceValue: number
}): BenchResult {
  const { name, found, n, reference, referenceValue } = figure
  return {
    name,
    value: found,
    unit: 'cases',
    n,
    median: found,
    p95: found,
    reference,
    referenceValue,
    ratio: found / referenceValue,
    target: 'none',
    met: found === 0,
  }
}

/** A figure judged by its slowest sample, in milliseconds: at most `limit`. */
export function slowestMilliseconds(figure: {
  name: string
  samples: readonly number[]
  n?: number
  reference: string
  referenceValue: number
  limit: number
}): BenchResult {
  const { name, samples, n = samples.length, reference, referenceValue, limit } = figure
  const value = quantile(samples, 1)
  return {
    name,
    value,
    unit: 'ms',
    n,
    median: quantile(samples, 0.5),
    p95: quantile(samples, 0.95),
    reference,
    referenceValue,
    ratio: value / referenceValue,
    target: `slowest <= ${limit} ms`,
    met: value <= limit,
  }
}
