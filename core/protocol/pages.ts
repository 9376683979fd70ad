/** Pages of the portal: path → what their shell is. Signed-in content is never in the shell (DESIGN §3.8). */
export const pages = {
  '/': { name: 'sign-in' },
  '/institution': { name: 'institution' },
  '/home': { name: 'home' },
} as const satisfies Record<string, { readonly name: string }>

export type PagePath = keyof typeof pages
