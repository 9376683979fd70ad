import { fromBase64 } from '../core/bytes/base64.ts'
import { readModuleFacts } from '../core/sam/module-certificate.ts'
import { parseSamFile } from '../core/sam/sam-file.ts'
import { readModuleCertificate } from '../core/sam/validate-module.ts'
import { demoModuleApplications } from '../demo/modules.ts'
import type { Clock } from './clock.ts'
import type { Queryable } from './db/database.ts'
import type { PortalDatabase } from './db/open-database.ts'
import type { DemoModuleFile } from './keep-demo-sam.demo.ts'

const day = 86_400_000
/** Nobody has its private half: the demo's modules are opened with what `/demo/modules` tells. */
const nobodysPage = 'BH--ySCIYXUQDG_Ss2KR7DQ-8wN3oJl-hTopfjJ-br0E1Y24rAhLVU5zHtowYYKC8myA6fdaRqjF6kTMX0BcyNI'

/**
 * Writes the demo's applications, each with the module that was made for it. An application that is there already stays as
 * it is; a module is the one whose file the demo gives out, also after the demo made its files anew.
 */
export async function seedDemoSam(
  { database, clock }: { readonly database: PortalDatabase; readonly clock: Clock },
  files: readonly DemoModuleFile[],
): Promise<void> {
  const now = clock.now()
  const earlier = (days: number) => new Date(now.getTime() - days * day)
  await database.tx(async (query) => {
    for (const { id, number, institutionCode, state, moduleId, reason } of demoModuleApplications) {
      const file = files.find((one) => one.id === moduleId)
      await query
        .insertInto('sam_applications')
        .values({
          id,
          number,
          institution_code: institutionCode,
          state,
          contact_name: '示範聯絡人',
          phone: '02-2345-6789#12',
          mobile: '0912-345-678',
          email: 'sam@example.tw',
          filed_at: earlier(9),
          reviewed_at: state === 'applied' || state === 'reviewing' ? null : earlier(7),
          reason,
          page_key: nobodysPage,
          module_code: file ? codeOf(file) : null,
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
      if (file) {
        await writeModule(query, file, {
          applicationId: id,
          institutionCode,
          issuedAt: earlier(6),
          askedAt: state === 'ready' ? null : earlier(2),
          revokedAt: state === 'revoked' ? earlier(1) : null,
        })
      }
    }
  })
}

async function writeModule(
  query: Queryable,
  { file }: DemoModuleFile,
  of: {
    readonly applicationId: string
    readonly institutionCode: string
    readonly issuedAt: Date
    readonly askedAt: Date | null
    readonly revokedAt: Date | null
  },
): Promise<void> {
  const octets = fromBase64(file)
  const certificate = readModuleCertificate(parseSamFile(octets).certificate)
  const { module, environment, notBefore, notAfter } = readModuleFacts(certificate)
  const made = {
    certificate: Buffer.from(certificate.der),
    serial_number: certificate.serialNumber,
    not_before: notBefore,
    not_after: notAfter,
    container: of.revokedAt ? null : Buffer.from(octets).toString('latin1'),
  }
  await query
    .insertInto('sam_modules')
    .values({
      code: module,
      application_id: of.applicationId,
      institution_code: of.institutionCode,
      environment,
      ...made,
      issued_at: of.issuedAt,
      revocation_asked_at: of.askedAt,
      revoked_at: of.revokedAt,
    })
    // One that was revoked meanwhile stays so: its file is gone.
    .onConflict((conflict) =>
      conflict.column('code').doUpdateSet(made).where('sam_modules.serial_number', '!=', made.serial_number),
    )
    .execute()
}

const codeOf = ({ fileName }: DemoModuleFile): string => fileName.slice(10, 22)
