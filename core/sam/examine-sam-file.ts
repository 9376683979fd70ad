import type { VerifySignature } from '../pki/algorithms.ts'
import { type Certificate } from '../pki/certificate.ts'
import { type SignatureScheme, ecdsa } from '../pki/signature-schemes.ts'
import type { PublicKey } from '../pki/public-key.ts'
import { validatePath } from '../pki/validate-path.ts'
import { CodedError } from '../errors/coded-error.ts'
import type { ModuleFacts } from './module-facts.ts'
import { refusingAsForeign } from './module-refusals.ts'
import { parseSamFile, type SamFile } from './sam-file.ts'
import { parseSamFileName, samFileName } from './sam-file-name.ts'
import { type ModuleRoot, readModuleCertificate, validateModule } from './validate-module.ts'

/** As `VerifySignature`, from whoever has only WebCrypto. */
export type VerifySignatureLater = (...signed: Parameters<VerifySignature>) => Promise<boolean>

export interface ExamineOptions {
  /** As the computer has it. */
  readonly fileName: string
  readonly roots: readonly ModuleRoot[]
  readonly time: Date
  readonly verify: VerifySignatureLater
}

/** A module file that may be shown to a person as what it says it is. */
export interface ExaminedSamFile {
  readonly file: SamFile
  readonly facts: ModuleFacts
}

const fileSignature: SignatureScheme = ecdsa('SHA-256', 'ieee-p1363')

/**
 * Everything that can be said of a module file without its secret, in the order in which it helps a person: its size and
 * kind, its name, its authority, whether it is as that authority made it, the module's certificate. Errors: those of
 * parseSamFile, parseSamFileName and validateModule, ERR_SAM_ALTERED, ERR_SAM_FILE_RENAMED.
 */
export async function examineSamFile(octets: Uint8Array, options: ExamineOptions): Promise<ExaminedSamFile> {
  const { roots, time, verify } = options
  const file = parseSamFile(octets)
  const name = parseSamFileName(options.fileName)
  const authority = readModuleCertificate(file.authority)
  const certificate = readModuleCertificate(file.certificate)
  const verifySignature = await checkedBeforehand(
    [...roots.map((root) => [authority, root.certificate] as const), [certificate, authority]],
    verify,
  )
  const anchors = roots.map((root) => root.certificate)
  const isOurs = {
    leaf: authority,
    intermediates: [],
    anchors,
    time,
    crls: [],
    checkRevocation: false,
    verifySignature,
  }
  refusingAsForeign(() => validatePath(isOurs))
  if (!(await verify(fileSignature, authority.publicKey, file.signingInput, file.signature))) {
    throw new CodedError('ERR_SAM_ALTERED', 'the authority’s signature does not fit the file')
  }
  const facts = validateModule({ certificate, intermediates: [authority], roots, time, verifySignature })
  if (name.institution !== facts.institution || name.module !== facts.module) {
    const details = { name: samFileName(name), wanted: samFileName(facts) }
    throw new CodedError('ERR_SAM_FILE_RENAMED', 'the file bears another module’s name', { details })
  }
  return { file, facts }
}

interface Checked {
  readonly key: PublicKey
  readonly message: Uint8Array
  readonly isGood: boolean
}

/**
 * Path validation asks for signatures at once, and WebCrypto answers later: so each that it could ask for is checked before
 * it begins. One that was not is a bad one.
 */
async function checkedBeforehand(
  pairs: readonly (readonly [signed: Certificate, signer: Certificate])[],
  verify: VerifySignatureLater,
): Promise<VerifySignature> {
  const answers = await Promise.all(
    pairs.map(async ([{ signatureAlgorithm, tbs, signature }, { publicKey: key }]): Promise<Checked[]> => {
      const { algorithm } = signatureAlgorithm
      if (!algorithm) return []
      return [{ key, message: tbs, isGood: await verify(algorithm, key, tbs, signature) }]
    }),
  )
  const checked = answers.flat()
  return (_scheme, key, message) =>
    checked.some((answer) => answer.key === key && answer.message === message && answer.isGood)
}
