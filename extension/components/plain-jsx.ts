/** `preact/jsx-runtime` for a script that does without preact: what JSX says, for `draw`. vite.config.ts puts it there. */
export const jsx = (type: unknown, props: object) => ({ type, props })
export const jsxs = jsx
export const Fragment = (props: { readonly children?: unknown }) => props.children
