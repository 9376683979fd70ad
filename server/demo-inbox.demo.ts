import type { KeptSms } from './support-sign-in/local-sms-gateway.ts'

/** The developer inbox: what the demo would have sent to telephones, the latest first. */
export const inboxPage = (messages: readonly KeptSms[]): string => `<!doctype html>
<html lang="zh-TW">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>示範簡訊收件匣</title>
  </head>
  <body>
    <main>
      <h1>示範簡訊收件匣</h1>
      <p>示範環境不會寄出簡訊；原本要寄出的內容在這裡。收到新簡訊後請重新整理。</p>
      ${messages.length === 0 ? '<p>還沒有簡訊。</p>' : `<ol>${messages.map(messageItem).join('')}</ol>`}
    </main>
  </body>
</html>
`

const messageItem = ({ at, to, text }: KeptSms): string =>
  `<li><p><time datetime="${escape(at)}">${escape(at)}</time> ${escape(to)}</p><p>${escape(text)}</p></li>`

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
