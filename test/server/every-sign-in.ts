import { sql } from 'kysely'
import { demoAccounts, demoInstitutions, demoPeople } from '../../demo/people.ts'
import { askChallenge, type CardPortal } from './auth/card-portal.ts'
import { claimOf, internetPage } from './passwords/password-portal.ts'
import { claimsFor, signWithCard } from './sign-with-card.ts'
import { claimsWithModule, moduleOn, signWithModule } from './sign-with-module.ts'

/**
 * Signs in by card, by NHI card with module and password, and by account; is refused in several ways, calls with personal data where
 * none belongs, and meets an error that nobody expected. Answers every text that is nobody else's business.
 */
export async function signInInEveryWay(portal: CardPortal): Promise<string[]> {
  await portal.startOver()
  const secrets: string[] = [
    ...demoPeople.flatMap(({ name, idNumber }) => [name, idNumber]),
    ...demoInstitutions.flatMap(({ code, name }) => [code, name]),
  ]
  const page = portal.page()
  const card = portal.card('hca-personnel')
  const challenge = await askChallenge(page, card)
  const assertion = signWithCard(card, claimsFor(card, challenge))
  secrets.push(page.address, page.jkt, challenge.nonce, challenge.jti, assertion, ...page.cookies.values())
  await page.ask('POST /api/auth/assertion', { assertion })
  secrets.push(...page.cookies.values())
  await page.refusal('POST /api/auth/assertion', { assertion })
  await page.fetch('GET', '/api/auth/session', undefined, { query: '?who=A199090017&name=林示範' })
  await page.stolen().refusal('GET /api/auth/session')

  const nhi = portal.card('nhi')
  const sam = moduleOn(portal.card('sam'))
  for (const password of ['not-the-password', nhi.password]) {
    const other = portal.page()
    const signed = signWithModule(sam, claimsWithModule(nhi, sam, await askChallenge(other, nhi)))
    secrets.push(signed, password ?? '')
    await other.call('POST /api/auth/assertion', { assertion: signed, password })
    secrets.push(...other.cookies.values())
  }

  const [account] = demoAccounts
  if (!account) throw new Error('the demo has no account')
  for (const password of ['not-that-one-either', account.password]) {
    const other = internetPage(portal)
    secrets.push(password, account.name)
    await other.call('POST /api/passwords/sign-in', claimOf(other, account.name, password))
    secrets.push(...other.cookies.values())
  }

  await portal.page().fetch('GET', '/somebody/A199090017', undefined, { query: '?name=林示範' })
  await portal.page().fetch('POST', '/api/auth/assertion', undefined, { rawBody: '{"A199090017": "林示範"' })
  await portal
    .page()
    .refusal('GET /api/auth/session', undefined, { proof: 'A199090017.x.y', headers: { DPoP: 'A199090017' } })
  await portal.page().fetch('GET', '/files/A199090017')

  const { query } = portal.database
  await sql`alter table sessions rename to sessions_away`.execute(query)
  await page.call('GET /api/auth/session')
  await sql`alter table sessions_away rename to sessions`.execute(query)
  await page.call('POST /api/auth/sign-out')
  return secrets.filter((text) => text !== '')
}
