import type { HashParameters } from '../../server/auth/password-hasher.ts'

/** A thousandth of what a password costs in earnest: most tests hash a hundred and ask nothing of the strength. */
export const cheapHashes: HashParameters = { memoryCost: 64, timeCost: 1, parallelism: 1 }
