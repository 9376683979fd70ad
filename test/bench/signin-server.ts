import type { SignInServerMeasures, SizeMeasures } from './measure-signin-server.ts'
import { atMostRatio, type Bench, type BenchResult, quantile } from './result.ts'
import { runBuilt } from './run-built.ts'

const large = '30,000 institutions and 400,000 people'
const small = '300 institutions and 4,000 people'

type Part = 'signature' | 'path' | 'database' | 'http'
const parts: Readonly<Record<Part, string>> = {
  signature: 'the card’s signature',
  path: 'certificate path and revocation',
  database: 'database',
  http: 'HTTP, and all else',
}

const timesOf = (part: Part, { whole, signature, path, database }: SizeMeasures): readonly number[] =>
  part === 'http'
    ? whole.map((all, at) => all - (signature[at] ?? 0) - (path[at] ?? 0) - (database[at] ?? 0))
    : { signature, path, database }[part]

/** Of the whole sign-in, sample by sample. */
const sharesOf = (part: Part, measures: SizeMeasures): number[] =>
  timesOf(part, measures).map((time, at) => (100 * time) / (measures.whole[at] ?? Number.NaN))

function share(part: Part, measures: SignInServerMeasures): BenchResult {
  const samples = sharesOf(part, measures.large)
  const median = quantile(samples, 0.5)
  const referenceValue = quantile(sharesOf(part, measures.small), 0.5)
  return {
    name: `signin-server: share of ${parts[part]}`,
    value: median,
    unit: '%',
    n: samples.length,
    median,
    p95: quantile(samples, 0.95),
    reference: small,
    referenceValue,
    ratio: median / referenceValue,
    target: 'none',
    met: true,
  }
}

/**
 * A whole sign-in at the server, challenge and assertion through `app.fetch` with what a card really signed and the server
 * never saw before, over the embedded database on disk: in a country's portal, and in one with a hundredth of it.
 */
export const signInServer: Bench = {
  name: 'signin-server',
  async run() {
    const measures = (await runBuilt('measure-signin-server.ts')) as SignInServerMeasures
    const compare = (name: string, of: (size: SizeMeasures) => readonly number[], limit: number) =>
      atMostRatio({
        name: `signin-server: ${name}, ${large}`,
        samples: of(measures.large),
        reference: small,
        referenceSamples: of(measures.small),
        limit,
      })
    return [
      compare('whole sign-in', ({ whole }) => whole, 1.2),
      ...(Object.keys(parts) as Part[]).map((part) => share(part, measures)),
      {
        ...compare('its database part', ({ database }) => database, 1.2),
        target: 'none',
        met: true,
      },
      {
        ...compare('filling it', ({ seedSeconds }) => [seedSeconds], 0),
        unit: 's',
        target: 'none',
        met: true,
      },
    ]
  },
}
