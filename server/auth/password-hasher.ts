import { randomBytes } from 'node:crypto'
import { hash, parseOptions, verify } from '@node-rs/argon2'
import { CodedError } from '../../core/errors/coded-error.ts'
import { normalizePassword } from '../../core/portal/password-rules.ts'

/** Argon2id as OWASP's Password Storage Cheat Sheet has it at least. Memory in KiB. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
export type HashParameters = typeof parameters

/** Each takes its memory, and one of the four threads that Node also reads files with. */
const atOnce = 2
/** Who would have to wait behind so many, for some seconds, is told to come again. */
const longestLine = 200

export interface PasswordWork {
  /** A PHC string, with a salt of its own. */
  hash(password: string): Promise<string>
  /** False for `undefined`, after as long as for a hash. */
  verify(hash: string | undefined, password: string): Promise<boolean>
}

export interface PasswordHasher {
  /**
   * Runs `work` when its turn has come; never inside a transaction, which would wait too. Errors: ERR_REQUEST_TOO_MANY when
   * the line is too long, before anything is done.
   */
  inLine<T>(work: (passwords: PasswordWork) => Promise<T>): Promise<T>
  /** False when it was made with other parameters than now: it is made anew at the next sign-in. */
  isCurrent(hash: string): boolean
}

/** The only file that knows the library. */
export function createPasswordHasher(cost: HashParameters = parameters): PasswordHasher {
  const waiting: (() => void)[] = []
  let running = 0
  const make = (password: string) => hash(normalizePassword(password), cost)
  // Compared with where there is no password, so that nobody can tell by the time.
  const nobody = make(randomBytes(32).toString('base64url'))
  const passwords: PasswordWork = {
    hash: make,
    async verify(expected, password) {
      const matches = await verify(expected ?? (await nobody), normalizePassword(password))
      return matches && expected !== undefined
    },
  }
  return {
    async inLine(work) {
      if (running >= atOnce) {
        if (waiting.length >= longestLine) {
          throw new CodedError('ERR_REQUEST_TOO_MANY', 'too many passwords are being looked at', {
            details: { seconds: 10 },
          })
        }
        await new Promise<void>((resolve) => waiting.push(resolve))
      } else {
        running++
      }
      try {
        return await work(passwords)
      } finally {
        const next = waiting.shift()
        if (next) next()
        else running--
      }
    },
    isCurrent(made) {
      const { memoryCost, timeCost, parallelism } = parseOptions(made)
      return memoryCost === cost.memoryCost && timeCost === cost.timeCost && parallelism === cost.parallelism
    },
  }
}
