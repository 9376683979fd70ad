import { z } from 'zod'
import { moduleCodePattern } from '../../../core/cards/module-code.ts'
import { environments } from '../../../core/cards/environments.ts'
import type { Parameters } from '../../command/parameters.ts'

const path = z.string().min(1)
const years = (usual: number) => ({
  form: 'value' as const,
  read: z
    .string()
    .regex(/^\d{1,2}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(30))
    .default(usual),
  wants: 'a whole number from 1 to 30',
})

/** What commands take, by the name on the command line. */
export const parameters = {
  directory: { form: 'value', read: path, wants: 'a folder' },
  root: { form: 'value', read: path, wants: 'the folder of the root' },
  name: { form: 'value', read: z.string().trim().min(1).max(60), wants: 'given: a name, in up to 60 letters' },
  environment: { form: 'value', read: z.enum(environments), wants: environments.join(' or ') },
  'certificate-file': { form: 'argument', read: path, wants: 'the file of a certificate' },
  module: { form: 'argument', read: z.string().regex(moduleCodePattern), wants: 'a module’s code of 12 digits' },
  'public-key': { form: 'value', read: path.optional(), wants: 'the file of a public key' },
  'root-years': years(20),
  'authority-years': years(10),
  'module-years': years(5),
} as const satisfies Parameters
