import { parseAssertion } from '../../core/assertion/parse-assertion.ts'
import { type AuthorityKind, type CardLogins, cardType, loginTime, makeCardLogins } from './card-logins.ts'
import { cpuTime } from './cpu-time.ts'
import { type RawLimits, rawLimits } from './raw-limits.ts'
import { checkAssertion, newSignInParts, trustStoreOf } from './sign-in-steps.ts'

/** What measure-logins.ts prints: microseconds of CPU of one sign-in, one number for each round. */
export interface LoginMeasures {
  readonly raw: readonly RawLimits[]
  readonly kinds: Readonly<Record<AuthorityKind, KindMeasures>>
  /** Of single validations of new cards under an RSA-2048 authority. */
  readonly validations: readonly number[]
}

export interface KindMeasures {
  readonly new: number[]
  readonly again: number[]
}

/** Each with its own certificate. */
const cards = 2_000
const rounds = 7
/** Until the compiler has seen all of it. */
const warmUpRounds = 4

class Stage {
  readonly measures: KindMeasures = { new: [], again: [] }
  readonly #trustStore: ReturnType<typeof trustStoreOf>
  readonly #tokens: readonly string[]

  constructor(logins: CardLogins) {
    this.#trustStore = trustStoreOf(logins)
    this.#tokens = logins.tokens
  }

  /** By parts that have seen none of the cards, and then all of them. */
  async round(): Promise<{ readonly first: number; readonly again: number }> {
    const parts = newSignInParts(this.#trustStore)
    const all = async () => {
      for (const token of this.#tokens) await checkAssertion(token, parts)
    }
    const first = await cpuTime(all)
    await all()
    return { first: first / cards, again: (await cpuTime(all)) / cards }
  }

  async validations(): Promise<number[]> {
    const { cards: validator } = newSignInParts(this.#trustStore)
    const samples: number[] = []
    for (const token of this.#tokens) {
      const { certificate } = parseAssertion(token)
      samples.push(await cpuTime(() => validator.validateNow(certificate, cardType, loginTime)))
    }
    return samples
  }
}

const stages: Readonly<Record<AuthorityKind, Stage>> = {
  'rsa-4096': new Stage(await makeCardLogins('rsa-4096', cards)),
  'rsa-2048': new Stage(await makeCardLogins('rsa-2048', cards)),
  'p-256': new Stage(await makeCardLogins('p-256', cards)),
}
const raw: RawLimits[] = []
for (let round = -warmUpRounds; round < rounds; round++) {
  // In turn with the sign-ins, so that whatever else the machine does weighs on both.
  if (round >= 0) raw.push(rawLimits())
  // OpenSSL had the processor for seconds, and a program that rested so long runs its first round at half its speed.
  if (round >= 0) for (const stage of Object.values(stages)) await stage.round()
  for (const stage of Object.values(stages)) {
    const { first, again } = await stage.round()
    if (round < 0) continue
    stage.measures.new.push(first)
    stage.measures.again.push(again)
  }
}
const measures: LoginMeasures = {
  raw,
  kinds: {
    'rsa-4096': stages['rsa-4096'].measures,
    'rsa-2048': stages['rsa-2048'].measures,
    'p-256': stages['p-256'].measures,
  },
  validations: await stages['rsa-2048'].validations(),
}
console.log(JSON.stringify(measures))
