import { CodedError } from '../errors/coded-error.ts'

/** Whose module a file is, as its name says. */
export interface SamFileName {
  /** 醫事機構代號, 10 digits. */
  readonly institution: string
  /** 安全模組代號, 12 digits. */
  readonly module: string
}

export const samFileName = ({ institution, module }: SamFileName): string => `${institution}${module}.SAM`

/** Browsers call a second download of the same file `… (1).SAM`. */
const form = /^(\d{10})(\d{12})(?: ?\(\d{1,3}\))?\.SAM$/i

/** Error: ERR_SAM_FILE_NAME with details.name and, since a digit too few is the usual slip, details.digits. */
export function parseSamFileName(name: string): SamFileName {
  const [, institution, module] = form.exec(name) ?? []
  if (institution !== undefined && module !== undefined) return { institution, module }
  const [beginning = ''] = /^\d*/.exec(name) ?? []
  throw new CodedError('ERR_SAM_FILE_NAME', 'not the name of a module file', {
    details: { name: name.slice(0, 80), digits: beginning.length },
  })
}
