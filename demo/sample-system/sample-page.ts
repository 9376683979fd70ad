import type { SignOn } from './relying-party.ts'

/** The sample system's one page. It looks like neither of the portals: it is somebody else's. */
export function samplePage(content: SignOn | 'refused' | undefined, issuers: readonly string[]): string {
  return `<!doctype html>
<html lang="zh-TW">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>收件狀況系統（示範）</title>
    <link rel="stylesheet" href="/sample.css" />
  </head>
  <body>
    <header><p>收件狀況系統（示範）</p></header>
    <main data-state="${typeof content === 'object' ? 'signed-in' : (content ?? 'signed-out')}">
      <h1>收件狀況系統</h1>
      ${typeof content === 'object' ? signedIn(content) : signedOut(content, issuers)}
    </main>
  </body>
</html>
`
}

function signedIn({ claims }: SignOn): string {
  const rows = Object.entries(claims).map(
    ([name, value]) =>
      `<tr><th scope="row">${escape(name)}</th><td data-claim="${escape(name)}">${escape(wordsOf(value))}</td></tr>`,
  )
  return `<p>您已由健保資訊網登入。本系統得知：</p>
      <table>
        <thead><tr><th scope="col">名稱</th><th scope="col">內容</th></tr></thead>
        <tbody>${rows.join('')}</tbody>
      </table>
      <form method="post" action="/sign-out"><button type="submit">登出</button></form>`
}

const signedOut = (content: 'refused' | undefined, issuers: readonly string[]): string =>
  [
    content === 'refused' ? '<p role="alert">未能登入本系統。</p>' : '<p>您尚未登入。</p>',
    '<ul>',
    ...issuers.map(
      (issuer) =>
        `<li><a href="/login?iss=${encodeURIComponent(issuer)}">由 ${escape(new URL(issuer).host)} 登入</a></li>`,
    ),
    '</ul>',
  ].join('')

const wordsOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

export const sampleStyle = `:root { color-scheme: light dark; --ink: #1d2b22; --ground: #fafcf9; --accent: #1f5c3a; --on-accent: #ffffff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8f0ea; --ground: #131a16; --accent: #9bd8b3; --on-accent: #0f2418; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.0625rem/1.7 system-ui, 'PingFang TC', 'Microsoft JhengHei', 'Noto Sans CJK TC', sans-serif; }
header { border-block-end: 3px solid var(--accent); }
header p, main { max-width: 48rem; margin: 0 auto; padding: 0.75rem 1rem; }
a { color: var(--accent); }
table { border-collapse: collapse; width: 100%; }
th, td { padding: 0.25rem 0.5rem; border-block-end: 1px solid currentcolor; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
button { min-height: 3rem; margin-block-start: 1rem; padding: 0.5rem 1.5rem; border: 0; border-radius: 0.375rem; background: var(--accent); color: var(--on-accent); font: inherit; cursor: pointer; }
:is(a, button):focus-visible { outline: 3px solid #b45f00; outline-offset: 2px; }
`
