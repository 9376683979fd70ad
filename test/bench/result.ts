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

/** A figure with what it is compared with, both in milliseconds. */
export interface ComparedFigure {
  readonly name: string
  readonly samples: readonly number[]
  readonly reference: string
  readonly referenceSamples: readonly number[]
  readonly limit: number
}

/** A figure judged by its median in milliseconds: at most `limit`. */
export function atMostMilliseconds(figure: ComparedFigure): BenchResult {
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

/** A figure judged by its median's ratio to the reference's: at most `limit`. */
export function atMostRatio(figure: ComparedFigure): BenchResult {
  const result = atMostMilliseconds(figure)
  return { ...result, target: `median <= ${figure.limit.toFixed(1)} x`, met: result.ratio <= figure.limit }
}

/** A figure judged by how much its median is over the reference's, in milliseconds: at most `limit`. */
export function atMostOver(figure: ComparedFigure): BenchResult {
  const result = atMostMilliseconds(figure)
  const value = result.median - result.referenceValue
  return { ...result, value, target: `median <= reference + ${figure.limit} ms`, met: value <= figure.limit }
}

/** A figure that cannot be had here: it says why, and is not met. */
export const notMeasured = (name: string, target: string, why: string): BenchResult => ({
  name,
  value: Number.NaN,
  unit: 'ms',
  n: 0,
  median: Number.NaN,
  p95: Number.NaN,
  reference: `not measured: ${why}`,
  referenceValue: Number.NaN,
  ratio: Number.NaN,
  target,
  met: false,
})

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
