import { createPublicKey } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Certificate, parseCertificate } from '../../../core/pki/certificate.ts'
import { derOfFile } from '../../../core/pki/pem.ts'
import type { PublicKey } from '../../../core/pki/public-key.ts'
import { command } from '../../command/command.ts'
import { Refusal } from '../../command/outcome.ts'
import { keySigner } from '../../pki/es256-signer.ts'
import { issueSamAuthority, readPublicKey, type SamIssuer } from '../../pki/issue-sam-certificate.ts'
import { keyText, newP256Key, publicKeyOf } from '../../pki/make-sam-authority.ts'
import { samFiles } from '../../pki/sam-authority.ts'
import { describe } from './describe.ts'
import { move, read, writeNew } from './files.ts'
import { parameters } from './parameters.ts'
import { openRootKey, rootKeyFile, rootPassphrase } from './root-key.ts'
import { validityFor, within } from './validity.ts'

export const authority = command({
  usage:
    'authority --root=<folder> --directory=<folder> --environment=test|production --name=<name>\n' +
    '      [--years=10] [--public-key=<file>]',
  does:
    '產製發卡中心。Makes the issuing authority and the authentication key: the folder that SAM_DIRECTORY names. An issuing\n' +
    '      certificate that is there stays as an earlier one. With --public-key the key is a token’s, and stays in it.',
  takes: {
    root: parameters.root,
    directory: parameters.directory,
    environment: parameters.environment,
    name: parameters.name,
    years: parameters['authority-years'],
    'public-key': parameters['public-key'],
  },
  async run(values, { operator, variables, clock }) {
    const { directory, environment, name } = values
    const issuer = await readRoot(values.root, rootPassphrase(variables))
    await requireSameRoot(directory, issuer.certificate)
    const key = values['public-key'] === undefined ? newP256Key() : undefined
    const publicKey = key ? publicKeyOf(key) : await readTokenKey(values['public-key'] ?? '')
    const validity = within(validityFor(clock.now(), values.years), issuer.certificate)
    const certificate = await issueSamAuthority(name, publicKey, environment, issuer, validity)

    if (!existsSync(join(directory, samFiles.root))) await writeNew(directory, samFiles.root, issuer.certificate.der)
    await setAside(directory)
    await writeNew(directory, samFiles.issuing, certificate.der)
    if (key) await writeNew(directory, samFiles.issuingKey, keyText(key))
    if (!existsSync(join(directory, samFiles.authenticationKey))) {
      await writeNew(directory, samFiles.authenticationKey, keyText(newP256Key()))
    }
    for (const line of describe(`發卡中心 Issuing authority (${environment})`, certificate)) operator.tell(line)
    if (!key) operator.tell(`Write ${samFiles.issuingToken} into ${directory}: where the token is (docs/sam.md).`)
  },
})

async function readRoot(folder: string, passphrase: string): Promise<SamIssuer> {
  const key = openRootKey(await read(join(folder, rootKeyFile)), passphrase)
  const certificate = parseCertificate(derOfFile(await read(join(folder, samFiles.root))))
  return { certificate, signer: keySigner(key) }
}

/** Modules that were issued stay good only under the root that they were issued under. */
async function requireSameRoot(directory: string, root: Certificate): Promise<void> {
  const path = join(directory, samFiles.root)
  if (!existsSync(path)) return
  const present = derOfFile(await read(path))
  if (Buffer.compare(present, root.der) !== 0) throw new Refusal(`${path} is another root`)
}

/** An authority before this one: its certificate stays, for the modules that it issued; its key has done its work. */
async function setAside(directory: string): Promise<void> {
  if (!existsSync(join(directory, samFiles.issuing))) return
  const { serialNumber } = parseCertificate(derOfFile(await read(join(directory, samFiles.issuing))))
  await move(directory, samFiles.issuing, `issuing-${serialNumber}.cer`)
  for (const name of [samFiles.issuingKey, samFiles.issuingToken]) {
    if (existsSync(join(directory, name))) await move(directory, name, `${name}.${serialNumber}`)
  }
}

/** As `pkcs11-tool --read-object --type pubkey` writes it (DER), or in PEM. */
async function readTokenKey(path: string): Promise<PublicKey> {
  const bytes = Buffer.from(await read(path))
  const parse = () => createPublicKey(bytes[0] === 0x30 ? { key: bytes, format: 'der', type: 'spki' } : bytes)
  try {
    const key = parse()
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') {
      return readPublicKey(key.export({ type: 'spki', format: 'der' }))
    }
  } catch {
    // no key at all: said below
  }
  throw new Refusal(`${path} is no public key on P-256`)
}
