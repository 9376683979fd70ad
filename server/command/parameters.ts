import { parseArgs } from 'node:util'
import { z } from 'zod'
import { WrongUsage } from './outcome.ts'

/** One thing that a command takes, as server/config.ts has its variables: how it is read, and words for a wrong one. */
interface Parameter {
  /** `argument`: by its place. `values`: may be given several times. `flag`: without a value. */
  readonly form: 'argument' | 'value' | 'values' | 'flag'
  readonly read: z.ZodType
  readonly wants: string
}

export type Parameters = Readonly<Record<string, Parameter>>
export type Values<P extends Parameters> = { readonly [N in keyof P]: z.output<P[N]['read']> }

/** Reads a command's words. Throws WrongUsage that names every wrong one; a value itself is never repeated. */
export function readParameters<P extends Parameters>(wanted: P, args: readonly string[]): Values<P> {
  const all = Object.entries<Parameter>(wanted)
  const options = Object.fromEntries(
    all
      .filter(([, { form }]) => form !== 'argument')
      .map(([name, { form }]) => [
        name,
        { type: form === 'flag' ? ('boolean' as const) : ('string' as const), multiple: form === 'values' },
      ]),
  )
  const { values, positionals } = parse(args, options)
  const places = all.filter(([, { form }]) => form === 'argument').map(([name]) => name)
  if (positionals.length > places.length) throw new WrongUsage('more words than the command takes')
  const given = { ...values, ...Object.fromEntries(positionals.map((word, index) => [places[index], word])) }
  const schema = z.object(Object.fromEntries(all.map(([name, { read }]) => [name, read])))
  const result = schema.safeParse(given)
  if (result.success) return result.data as Values<P>
  const names = new Set(result.error.issues.map(({ path }) => String(path[0])))
  const lines = [...names].map(
    (name) => `${places.includes(name) ? `<${name}>` : `--${name}`} must be ${wanted[name]?.wants}`,
  )
  throw new WrongUsage(lines.join('\n'))
}

function parse(args: readonly string[], options: Record<string, { type: 'string' | 'boolean'; multiple: boolean }>) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    if (error instanceof TypeError) throw new WrongUsage(error.message)
    throw error
  }
}
