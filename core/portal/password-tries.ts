/**
 * Seconds to wait after the n-th wrong password in a row (from the first on); the last holds for all that follow. Whoever
 * mistypes does not notice; whoever guesses gets a few dozen a day.
 */
export const waitSeconds = [0, 0, 0, 0, 60, 120, 300, 900, 1800, 3600] as const

/** After so many in a row the password works no more until it is reset (NIST SP 800-63B-4 §3.2.2). */
export const maximumFailures = 100

/** So long it is remembered what was tried for an account that there is not: as good as always to whoever guesses. */
export const nobodySeconds = 30 * 86_400

/** A one-time password that nobody has used by then works no more. */
export const oneTimeSeconds = 7 * 86_400

/** While a one-time password is this new and unused, nobody makes another: two who press at once do not undo each other's. */
export const resetPauseSeconds = 60
