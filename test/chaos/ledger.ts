import { Client } from 'pg'
import { hashToken } from '../../server/http/token.ts'

/** What was told to somebody, and must be true ever after. */
export class Ledger {
  readonly #sessions = new Map<string, { readonly jti: string; ended: boolean }>()
  /** Challenges whose assertion was answered by a session twice. */
  readonly twice: string[] = []
  /** Sign-ins of which nobody knows: the answer was lost. */
  unknown = 0

  get signIns(): number {
    return this.#sessions.size
  }

  get signOuts(): number {
    return [...this.#sessions.values()].filter(({ ended }) => ended).length
  }

  signedIn(jti: string, token: string): void {
    if ([...this.#sessions.values()].some((session) => session.jti === jti)) this.twice.push(jti)
    this.#sessions.set(hashToken(token), { jti, ended: false })
  }

  signedOut(token: string): void {
    const session = this.#sessions.get(hashToken(token))
    if (session) session.ended = true
  }

  /** What the database does not have of it, in words; nothing when all is there. */
  async findLost(url: string): Promise<string[]> {
    const client = new Client({ connectionString: url })
    await client.connect()
    try {
      // What is told to somebody from now on may not be in the answers.
      const told = [...this.#sessions].map(([hash, { jti, ended }]) => ({ hash, jti, ended }))
      const sessions = await client.query<{ token_hash: string; ended: boolean }>(
        'select token_hash, ended_at is not null as ended from sessions',
      )
      const found = new Map(sessions.rows.map(({ token_hash, ended }) => [token_hash, ended]))
      const audited = await client.query<{ challenge_jti: string; count: number }>(
        `select challenge_jti, count(*)::integer as count from audit
        where event = 'sign-in' and code is null and challenge_jti is not null group by 1`,
      )
      const signIns = new Map(audited.rows.map(({ challenge_jti, count }) => [challenge_jti, count]))
      const lost = (what: string, isLost: (session: (typeof told)[number]) => boolean) =>
        told.filter(isLost).map(({ jti }) => `the ${what} of ${jti}`)
      return [
        ...lost('session', ({ hash }) => !found.has(hash)),
        ...lost('sign-out', ({ hash, ended }) => ended && found.get(hash) === false),
        ...lost('audit row', ({ jti }) => !signIns.has(jti)),
        ...[...signIns].filter(([, count]) => count > 1).map(([jti, count]) => `${jti} was accepted ${count} times`),
      ]
    } finally {
      await client.end()
    }
  }
}
