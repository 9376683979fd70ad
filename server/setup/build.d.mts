export const parts: Readonly<
  Record<'web' | 'render' | 'extension' | 'extension-demo' | 'native-host' | 'server', unknown>
>
export function build(names?: (keyof typeof parts)[]): Promise<void>
