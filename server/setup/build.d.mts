export const parts: Readonly<Record<'web' | 'extension' | 'extension-demo' | 'server', unknown>>
export function build(names?: (keyof typeof parts)[]): Promise<void>
