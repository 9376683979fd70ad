import type { Operator } from '../command/operator.ts'
import { Refusal } from '../command/outcome.ts'

/** As people copy it: `C4:C4:62…`, in groups, in capitals. */
export const plainFingerprint = (text: string): string => text.replaceAll(/[\s:]/g, '').toLowerCase()

/** The row whose fingerprint it is: the whole, or a part of at least eight digits at an end that leads to one alone. */
export function findByFingerprint<T extends { readonly sha256: string }>(rows: readonly T[], words: string): T[] {
  const plain = plainFingerprint(words)
  const matching = rows.filter(({ sha256 }) => sha256.startsWith(plain) || sha256.endsWith(plain))
  const certificates = new Set(matching.map(({ sha256 }) => sha256))
  if (certificates.size > 1) throw new Refusal(`${words}: ${certificates.size} certificates in the trust file match`)
  if (certificates.size === 0) throw new Refusal(`${words}: no such certificate in the trust file`)
  return matching
}

/**
 * Asks the operator to type the end of the fingerprint (`whole`: all of it), unless the command line gave all of it.
 * Throws Refusal when they differ: nothing was changed then.
 */
export async function confirmFingerprint(
  operator: Operator,
  options: { readonly sha256: string; readonly given: string | undefined; readonly whole: boolean },
): Promise<void> {
  const { sha256, given, whole } = options
  if (given !== undefined) {
    if (plainFingerprint(given) === sha256) return
    throw new Refusal('--fingerprint is not that of this certificate: nothing was changed')
  }
  const wanted = whole ? sha256 : sha256.slice(-8)
  const question = whole
    ? '請輸入完整指紋確認 Type the whole SHA-256 fingerprint to confirm: '
    : '請輸入指紋末 8 碼確認 Type the last 8 digits of the SHA-256 fingerprint to confirm: '
  const answer = await operator.ask(question)
  if (answer === undefined || plainFingerprint(answer) === '') throw new Refusal('not confirmed: nothing was changed')
  const typed = plainFingerprint(answer)
  // Who pastes all of it has done more than was asked.
  if (typed !== wanted && typed !== sha256) throw new Refusal('that is not the fingerprint: nothing was changed')
}
