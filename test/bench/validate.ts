import type { AuthorityKind } from './card-logins.ts'
import type { LibraryMeasures } from './measure-libraries.ts'
import type { ListMeasures } from './measure-list.ts'
import type { LoginMeasures } from './measure-logins.ts'
import type { RawLimits } from './raw-limits.ts'
import { type Bench, type BenchResult, quantile } from './result.ts'
import { runBuilt } from './run-built.ts'

interface Figure {
  readonly name: string
  readonly unit: string
  readonly samples: readonly number[]
  readonly reference: string
  readonly referenceSamples: readonly number[]
  readonly target: string
  /** By the median, or what else is judged, and by its ratio to the reference's median. */
  readonly met: (value: number, ratio: number) => boolean
  /** What is judged; default the median. */
  readonly value?: number
}

function figure({ samples, referenceSamples, met, ...others }: Figure): BenchResult {
  const median = quantile(samples, 0.5)
  const value = others.value ?? median
  const referenceValue = quantile(referenceSamples, 0.5)
  const ratio = value / referenceValue
  const p95 = quantile(samples, 0.95)
  return { ...others, value, n: samples.length, median, p95, referenceValue, ratio, met: met(value, ratio) }
}

interface LoginRow {
  readonly kind: AuthorityKind
  readonly card: 'new' | 'again'
  readonly name: string
  readonly reference: string
  /** The signature checks that nobody can do without. */
  readonly limit: (raw: RawLimits) => number
  /** Share of the limit's rate; undefined: reported without a target. */
  readonly share: number | undefined
}

const loginRows: readonly LoginRow[] = [
  {
    kind: 'rsa-4096',
    card: 'new',
    name: 'new card under an RSA-4096 authority',
    reference: 'openssl speed: RSA-4096 and RSA-2048 verify',
    limit: ({ rsa4096, rsa2048 }) => rsa4096 + rsa2048,
    share: 0.55,
  },
  {
    kind: 'rsa-2048',
    card: 'new',
    name: 'new card under an RSA-2048 authority',
    reference: 'openssl speed: two RSA-2048 verifies',
    limit: ({ rsa2048 }) => 2 * rsa2048,
    share: 0.38,
  },
  {
    kind: 'rsa-2048',
    card: 'again',
    name: 'a card that comes again (RSA-2048)',
    reference: 'openssl speed: RSA-2048 verify',
    limit: ({ rsa2048 }) => rsa2048,
    share: 0.4,
  },
  {
    kind: 'p-256',
    card: 'new',
    name: 'new card under a P-256 authority',
    reference: 'openssl speed: two P-256 verifies',
    limit: ({ ecdsap256 }) => 2 * ecdsap256,
    share: undefined,
  },
]

const rate = (microseconds: number): number => 1e6 / microseconds

function loginFigure({ kind, card, name, reference, limit, share }: LoginRow, { raw, kinds }: LoginMeasures) {
  return figure({
    name: `validate: ${name}`,
    unit: 'logins per CPU-second',
    samples: kinds[kind][card].map(rate),
    reference,
    referenceSamples: raw.map((round) => rate(limit(round))),
    target: share === undefined ? 'none' : `ratio >= ${share}`,
    met: (_, ratio) => share === undefined || ratio >= share,
  })
}

const milliseconds = (microseconds: number): number => microseconds / 1000

/**
 * A sign-in's checks before the database is asked, by the very functions of server/auth/validate-assertion.ts, in CPU
 * time beside what OpenSSL needs for the signatures alone; and what a list as long as MOICA's takes.
 */
export const validate: Bench = {
  name: 'validate',
  async run() {
    const logins = (await runBuilt('measure-logins.ts')) as LoginMeasures
    const libraries = (await runBuilt('measure-libraries.ts')) as LibraryMeasures
    const list = (await runBuilt('measure-list.ts')) as ListMeasures
    return [
      ...loginRows.map((row) => loginFigure(row, logins)),
      figure({
        name: 'validate: against @peculiar/x509 and jose',
        unit: 'logins per CPU-second',
        samples: libraries.own.map(rate),
        reference: 'X509ChainBuilder and compactVerify',
        referenceSamples: libraries.libraries.map(rate),
        target: 'ratio >= 20',
        met: (_, ratio) => ratio >= 20,
      }),
      figure({
        name: 'validate: 99 of 100 validations of a new card',
        unit: 'ms CPU',
        samples: logins.validations.map(milliseconds),
        value: milliseconds(quantile(logins.validations, 0.99)),
        reference: 'openssl speed: RSA-2048 verify',
        referenceSamples: logins.raw.map(({ rsa2048 }) => milliseconds(rsa2048)),
        target: 'p99 <= 2 ms',
        met: (p99) => p99 <= 2,
      }),
      figure({
        name: 'validate: a list of 412,000 entries, indexed',
        unit: 'ms CPU',
        samples: list.index.map(milliseconds),
        reference: 'SHA-256 of its octets',
        referenceSamples: list.hash.map(milliseconds),
        target: 'median <= 150 ms',
        met: (median) => median <= 150,
      }),
      figure({
        name: 'validate: a list of 412,000 entries, in memory',
        unit: 'MB',
        samples: [list.memory / 1e6],
        reference: 'its octets alone',
        referenceSamples: [list.listOctets / 1e6],
        target: '<= 32 MB',
        met: (megabytes) => megabytes <= 32,
      }),
    ]
  },
}
