export function findBrowser(): string | undefined
export function installDebianPackages(...packages: string[]): boolean
export function ensureBrowser(): string
