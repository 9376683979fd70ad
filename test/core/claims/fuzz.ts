import { claimsKindCodes } from '../../../core/claims/care-types.ts'
import { type InventedClaims, inventClaims } from '../../../demo/claims/claims-document.ts'
import { Seeded } from '../../../demo/claims/seeded.ts'
import { checkPieces, whole } from './check-claims.ts'

interface Subject {
  readonly claims: InventedClaims
  readonly bytes: Uint8Array
}

/** Small documents of every kind, to be mutated. */
export const fuzzSubjects = (): readonly Subject[] =>
  claimsKindCodes.flatMap((kind) =>
    [1, 2].map((seed) => {
      const claims = inventClaims({ kind, seed, cases: 3 })
      return { claims, bytes: whole(claims) }
    }),
  )

/** What breaks documents: signs of XML, of Big5, of numbers, and whole tags. */
const pieces = [
  ...'< > / & " \' \u0000 \u00a4 \u00ff - 9 . X = ? ! <!-- --> <![CDATA[ ]]> <? ?> &amp; &x; &#60; </ />'.split(' '),
  ...'<ddata> </ddata> <dhead> </dhead> <dbody> </dbody> <pdata> </pdata> <tdata> </tdata>'.split(' '),
  ...'<d1> </d1> <p3> <t5/> </outpatient> <x><x><x> 99999999999999999999'.split(' '),
  ' ',
  '<d3 a="',
  '<!DOCTYPE x [',
  'A'.repeat(5000),
  '<x>'.repeat(2000),
].map((text) => Uint8Array.from(text, (sign) => sign.charCodeAt(0)))

const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))

/** One to four changes of a document, always the same for a seed and an index. */
export function mutationOf(subjects: readonly Subject[], seed: number, index: number): Subject {
  const random = new Seeded(seed * 1_000_003 + index)
  const { claims, bytes } = random.pick(subjects)
  let mutated = bytes
  for (let change = random.from(1, 4); change > 0; change--) {
    const at = random.from(0, mutated.length)
    const until = Math.min(mutated.length, at + random.from(0, random.pick([1, 12, 400])))
    const [before, part, after] = [mutated.subarray(0, at), mutated.subarray(at, until), mutated.subarray(until)]
    const other = random.from(0, mutated.length)
    mutated = random.pick([
      () => joined(before, after),
      () => joined(before, random.pick(pieces), after),
      () => joined(before, Uint8Array.of(random.from(0, 255)), after),
      () => joined(before, part, part, after),
      () => joined(before, mutated.subarray(other, other + part.length), after),
      () => (random.chance(20) ? before : joined(before, part.toReversed(), after)),
    ])()
  }
  return { claims, bytes: mutated }
}

/** Why a mutation is a find; undefined where all is well: no crash, and the same findings in one piece and in many. */
export function runMutation({ claims, bytes }: Subject, seed: number): string | undefined {
  try {
    const options = { ...claims.facts, mostPerRule: 50 }
    const inOne = checkPieces([bytes], options)
    const inMany = checkPieces(cut(bytes, new Seeded(seed)), options)
    if (inOne.lines !== inMany.lines) return 'other findings in pieces'
    if (JSON.stringify(inOne.result) !== JSON.stringify(inMany.result)) return 'another result in pieces'
    const { rules, errors, isCorrect } = inOne.result
    if (rules.reduce((sum, { given }) => sum + given, 0) !== inOne.findings.length)
      return 'not the findings that were counted'
    if (isCorrect !== (errors === 0)) return 'correct with errors'
    const wrong = inOne.findings.find(({ at, value }) => at < 0 || at > bytes.length || value.length > 50)
    return wrong && `a finding that cannot be: ${JSON.stringify(wrong)}`
  } catch (error) {
    return String(error)
  }
}

/** Pieces of a byte and more. */
export function* cut(bytes: Uint8Array, random: Seeded): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length;) {
    const length = random.from(1, random.pick([1, 7, 100, 9000]))
    yield bytes.slice(at, at + length)
    at += length
  }
}
