import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { testModuleInstitutions, testModuleSecret } from '../../core/portal/test-modules.ts'
import { readModuleFacts } from '../../core/sam/module-certificate.ts'
import type { ModuleFacts } from '../../core/sam/module-facts.ts'
import { parseSamFile } from '../../core/sam/sam-file.ts'
import { parseSamFileName, samFileName } from '../../core/sam/sam-file-name.ts'
import { parseSamSecret } from '../../core/sam/sam-secret.ts'
import { readModuleCertificate } from '../../core/sam/validate-module.ts'
import type { SamIssuer, Validity } from '../pki/issue-sam-certificate.ts'
import { wordsOf } from '../run-program.ts'
import { makeModuleFile } from './make-module-file.ts'

/** Makes the published test modules, one for each test institution, all with the published opening code. */
export function makeTestModules(
  issuer: SamIssuer,
  validity: Validity,
): Promise<{ readonly name: string; readonly file: Uint8Array }[]> {
  const secret = parseSamSecret(testModuleSecret)
  return Promise.all(
    testModuleInstitutions.map(async (institution) => {
      const subject = {
        module: `90100000000${institution.charAt(0)}`,
        institution,
        institutionName: `測試機構 (${institution})`,
        environment: 'test',
      } as const
      const { file } = await makeModuleFile(subject, secret, issuer, validity)
      return { name: samFileName(subject), file }
    }),
  )
}

/** A published test module. */
export interface TestModule extends ModuleFacts {
  readonly file: Uint8Array
}

/**
 * Reads the folder that SAM_TEST_MODULES names. Throws one Error that names the file at fault: the portal gives out nothing
 * that is not a test module of a test institution.
 */
export async function readTestModules(directory: string): Promise<TestModule[]> {
  let names: string[]
  try {
    names = (await readdir(directory)).filter((name) => name.endsWith('.SAM')).toSorted()
  } catch (cause) {
    throw new Error(`SAM_TEST_MODULES: ${directory}: ${wordsOf(cause)}`, { cause })
  }
  return await Promise.all(names.map((name) => readTestModule(directory, name)))
}

async function readTestModule(directory: string, name: string): Promise<TestModule> {
  try {
    const file = new Uint8Array(await readFile(join(directory, name)))
    const facts = readModuleFacts(readModuleCertificate(parseSamFile(file).certificate))
    if (facts.environment !== 'test') throw new Error('is no test module')
    if (!testModuleInstitutions.some((code) => code === facts.institution))
      throw new Error('is not of a test institution')
    if (samFileName(facts) !== samFileName(parseSamFileName(name)))
      throw new Error('holds another module than its name says')
    return { ...facts, file }
  } catch (cause) {
    throw new Error(`SAM_TEST_MODULES: ${join(directory, name)}: ${wordsOf(cause)}`, { cause })
  }
}
