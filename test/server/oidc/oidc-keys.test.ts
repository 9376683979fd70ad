import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readOidcKeys } from '../../../server/oidc/oidc-keys.ts'

let directory: string
const write = (name: string, content: string) => writeFileSync(join(directory, name), content)
const pem = (namedCurve = 'P-256') =>
  generateKeyPairSync('ec', { namedCurve }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'oidc-keys-'))
  write('signing.key.pem', pem())
  write('cookies.secret', `${'c'.repeat(32)}\n`)
  write('subjects.secret', 's'.repeat(32))
})
afterEach(() => rmSync(directory, { recursive: true }))

it('the key that signs comes first, then those that are published beside it', async () => {
  const { signing: alone, cookies } = await readOidcKeys(directory)
  expect([alone.length, cookies]).toEqual([1, 'c'.repeat(32)])
  write('signing-2027.key.pem', pem())
  write('signing-next.key.pem', pem())
  const { signing } = await readOidcKeys(directory)
  expect([signing.length, signing[0].x]).toEqual([3, alone[0].x])
})

it.each([
  ['signing.key.pem', 'nonsense', 'signing.key.pem is no private key on P-256'],
  ['signing.key.pem', pem('P-384'), 'signing.key.pem is no private key on P-256'],
  ['signing-next.key.pem', '', 'signing-next.key.pem is no private key on P-256'],
  ['cookies.secret', 'short', 'cookies.secret must hold at least 32 characters'],
  ['subjects.secret', '', 'subjects.secret must hold at least 32 characters'],
])('%s that is not right is named, and what is in it is not repeated', async (name, content, words) => {
  write(name, content)
  const error = await readOidcKeys(directory).then(String, (error: unknown) => String(error))
  expect(error).toContain(words)
  if (content !== '') expect(error).not.toContain(content)
})

it('a file or a directory that is missing is named', async () => {
  rmSync(join(directory, 'subjects.secret'))
  await expect(readOidcKeys(directory)).rejects.toThrow('subjects.secret is missing')
  await expect(readOidcKeys(join(directory, 'none'))).rejects.toThrow('OIDC_DIRECTORY')
})
