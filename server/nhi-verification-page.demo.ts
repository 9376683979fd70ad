/** The one page of the demo's NHI-card verification service. It looks like neither of the portals: it is somebody else's. */
export const verificationPage = `<!doctype html>
<html lang="zh-TW">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>健保卡驗證服務（示範）</title>
    <link rel="stylesheet" href="/verify.css" />
    <script type="module" src="/verify.js"></script>
  </head>
  <body>
    <header><p>健保卡驗證服務（示範）</p></header>
    <main data-state="checking" tabindex="-1">
      <h1>健保卡驗證</h1>
      <p id="done" role="status">已完成申辦流程的 75%</p>
      <progress aria-labelledby="done" max="100" value="75"></progress>
      <form hidden>
        <dl><dt>身分證字號</dt><dd id="id-number"></dd></dl>
        <label for="card-number">健保卡卡號</label>
        <p id="hint">卡片正面左下角的 12 碼。</p>
        <input id="card-number" name="card-number" required inputmode="numeric" autocomplete="off" maxlength="14" aria-describedby="hint fault" />
        <p id="fault" role="alert"></p>
        <button type="submit">驗證</button>
      </form>
      <p id="over" role="alert"></p>
      <noscript>本頁需要啟用 JavaScript。</noscript>
    </main>
  </body>
</html>
`

export const verificationScript = `const main = document.querySelector('main')
const form = document.querySelector('form')
const field = document.querySelector('#card-number')
const say = (id, words) => (document.querySelector(id).textContent = words)
const over = () => {
  form.hidden = true
  main.dataset.state = 'failed'
  say('#over', '這次驗證已逾時或已使用過，請關閉本頁並回到原網站重新登入。')
}
const post = async (path, body) => {
  const answer = await fetch(path, { method: 'POST', body })
  return { ok: answer.ok, ...(await answer.json()) }
}

const request = new URLSearchParams(location.hash.slice(1)).get('request') ?? ''
// What came in the address does not stay in it.
history.replaceState(null, '', location.pathname)
const opened = await post('/api/visits', request).catch(() => ({ ok: false }))
if (opened.ok) {
  say('#id-number', opened.idNumber)
  form.hidden = false
  main.dataset.state = 'ready'
  field.focus()
} else over()

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  say('#fault', '')
  const cardNumber = field.value.normalize('NFKC').replaceAll(/[\\s-]/g, '').toUpperCase()
  const answer = await post('/api/visits/' + opened.visit, JSON.stringify({ cardNumber })).catch(() => ({ error: 'form' }))
  if (answer.address) return location.assign(answer.address)
  if (answer.error === 'over') return over()
  say('#fault', answer.error === 'wrong' ? '資料不符，還可再試 ' + answer.triesLeft + ' 次' : '請輸入 12 碼健保卡卡號')
  field.focus()
})
`

export const verificationStyle = `:root { color-scheme: light dark; --ink: #1c2333; --ground: #fbfaf6; --accent: #274690; --on-accent: #ffffff; --fault: #9b1c1c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eceef4; --ground: #14161d; --accent: #a9bdf5; --on-accent: #10182e; --fault: #ffa8a0; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.0625rem/1.7 system-ui, 'PingFang TC', 'Microsoft JhengHei', 'Noto Sans CJK TC', sans-serif; }
header { border-block-end: 3px solid var(--accent); }
header p, main { max-width: 34rem; margin: 0 auto; padding: 0.75rem 1rem; font-weight: 600; }
main { font-weight: 400; }
form { display: grid; gap: 0.5rem; }
[hidden] { display: none; }
form p, dl, dd { margin: 0; }
label, dt { font-weight: 600; }
progress { width: 100%; accent-color: var(--accent); }
input, button { width: 100%; min-height: 3rem; padding: 0.5rem 0.75rem; border: 2px solid var(--accent); border-radius: 0.375rem; background: var(--ground); color: inherit; font: inherit; }
button { background: var(--accent); color: var(--on-accent); font-weight: 600; cursor: pointer; }
:is(input, button):focus-visible { outline: 3px solid #b45f00; outline-offset: 2px; }
#fault, #over { color: var(--fault); font-weight: 600; }
`
