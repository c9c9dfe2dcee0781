/** Text made safe inside HTML, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A whole page in the sandbox's plain look; `nonce` must be the one of the CSP header. */
export function htmlPage(title: string, content: string, nonce: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body><main>${content}</main></body>
</html>`;
}

const style = `
:root { color-scheme: light dark; --line: #0002; --soft: #0009; --card: #fff; --page: #f7f7f7; --ink: #000e; --ring: #1170cf; }
@media (prefers-color-scheme: dark) {
  :root { --line: #fff3; --soft: #fffa; --card: #1a1a1a; --page: #0d0d0d; --ink: #fffffff2; --ring: #64b4fa; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 16px;
  font: 15px/1.5 Inter, system-ui, sans-serif; color: var(--ink); background: var(--page); }
main { width: min(440px, 100%); padding: 32px; border: 1px solid var(--line); border-radius: 16px; background: var(--card); }
h1 { margin: 0 0 4px; font-size: 22px; line-height: 1.3; }
h2, legend { margin: 0 0 8px; padding: 0; font-size: 15px; font-weight: 600; }
h2 { margin-top: 24px; }
p { margin: 0 0 8px; color: var(--soft); }
ul { margin: 0; padding-left: 20px; }
fieldset { margin: 24px 0 0; padding: 0; border: 0; }
.people { display: grid; gap: 4px; max-height: 272px; overflow: auto; margin: 0 -3px; padding: 3px; }
label { display: flex; gap: 12px; align-items: center; padding: 8px 12px; border: 1px solid var(--line); border-radius: 10px; cursor: pointer; }
label:has(:checked) { border-color: var(--ring); box-shadow: inset 0 0 0 1px var(--ring); }
label span { display: grid; line-height: 1.35; }
label small { color: var(--soft); }
input { width: 18px; height: 18px; margin: 0; accent-color: var(--ring); }
.actions { display: flex; gap: 12px; margin-top: 24px; }
button { flex: 1; padding: 10px 16px; border: 1px solid var(--line); border-radius: 999px; font: inherit; font-weight: 600; color: inherit; background: none; cursor: pointer; }
button[value=approve] { color: var(--card); background: var(--ink); border-color: transparent; }
button:hover { filter: opacity(.85); }
:focus-visible { outline: 3px solid var(--ring); outline-offset: 2px; }
code { overflow-wrap: anywhere; }
`;
