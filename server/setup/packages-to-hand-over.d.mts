export interface MadePackage {
  readonly name: string
  readonly note: string
}
export function makePackages(options: {
  kinds?: string[]
  node?: string
  folder?: string
  scratch?: string
}): Promise<MadePackage[]>
export function serverFiles(folder?: string): string[]
