export type Product = 'server' | 'web' | 'extension' | 'native-host'

export interface Component {
  readonly 'bom-ref': string
  readonly group?: string
  readonly name: string
  readonly version: string
  readonly scope: 'required' | 'optional'
  readonly purl: string
  readonly hashes: readonly { readonly alg: string; readonly content: string }[]
  readonly licenses: readonly ({ readonly expression: string } | { readonly license: { readonly id: string } })[]
}

/** As much of CycloneDX 1.6 as is written. */
export interface Bill {
  readonly bomFormat: string
  readonly specVersion: string
  readonly serialNumber: string
  readonly version: number
  readonly metadata: { readonly component: { readonly 'bom-ref': string } }
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[]
}

export const products: Readonly<
  Record<Product, { readonly names: readonly string[]; readonly required: readonly string[] }>
>
export function makeBills(lock: Readonly<Record<string, object>>): Promise<Record<Product, Bill>>
