/** Colours, the typographic scale (12, 14, 16, 20, 28), and what stands around every page. */
export const base = `:root {
  color-scheme: light dark;
  --paper: #fbfbfa; --card: #ffffff; --ink: #1d2126; --soft: #565d66; --line: #dfe1e4; --wash: #f1f2f3;
  --accent: #2456a6; --good: #1a6b3f; --running: #2456a6; --warning: #855300; --bad: #ad2424; --quiet: #5d646d;
  --good-fill: #3f9467; --running-fill: #4a7fd0; --warning-fill: #c8892a; --bad-fill: #cf5148; --quiet-fill: #a3aab2;
  --small: 12px; --text: 14px; --lead: 16px; --head: 20px; --figure: 28px;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181c; --card: #1b1f24; --ink: #e7e9ec; --soft: #a6adb6; --line: #32383f; --wash: #23282e;
    --accent: #8db6f5; --good: #74cf9d; --running: #8db6f5; --warning: #e6b45c; --bad: #f59088; --quiet: #a6adb6;
    --good-fill: #4c9f73; --running-fill: #5c8fdd; --warning-fill: #c1882f; --bad-fill: #d0625a; --quiet-fill: #6a727b;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: var(--text)/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
a { color: var(--accent); text-underline-offset: 2px; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 16px; top: 8px; background: var(--card); padding: 8px 12px; z-index: 1; }
.top, main { max-width: 1120px; margin: 0 auto; padding: 0 24px; }
.top { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 28px; padding-top: 20px; }
.brand { font-size: var(--lead); font-weight: 650; color: var(--ink); text-decoration: none; }
.top ul { display: flex; flex-wrap: wrap; gap: 4px 20px; list-style: none; margin: 0; padding: 0; }
.top li a { display: inline-block; padding: 4px 0; color: var(--soft); text-decoration: none; border-bottom: 2px solid transparent; }
.top li a:hover { color: var(--ink); border-color: var(--line); }
.top li a[aria-current] { color: var(--ink); border-color: var(--accent); }
main { padding-top: 28px; padding-bottom: 48px; }
h1 { font-size: var(--figure); line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; margin: 0 0 8px; text-wrap: balance; overflow-wrap: anywhere; }
h2 { font-size: var(--head); line-height: 1.3; font-weight: 600; margin: 40px 0 12px; overflow-wrap: anywhere; }
h3 { font-size: var(--lead); line-height: 1.4; font-weight: 600; margin: 24px 0 8px; overflow-wrap: anywhere; }
p { margin: 0 0 12px; max-width: 72ch; }
.lead { font-size: var(--lead); color: var(--soft); margin-bottom: 20px; }
.soft { color: var(--soft); }
.small { font-size: var(--small); }
.name { overflow-wrap: anywhere; }
.crumbs { font-size: var(--text); color: var(--soft); margin: 0 0 8px; max-width: none; overflow-wrap: anywhere; }
.notice { background: var(--wash); border-left: 3px solid var(--accent); padding: 10px 14px; margin-bottom: 20px; }
.foot { margin-top: 56px; border-top: 1px solid var(--line); padding-top: 12px; color: var(--soft); font-size: var(--small); }
code, pre { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { background: var(--wash); padding: 12px 14px; border-radius: 6px; overflow-x: auto; margin: 0 0 12px; white-space: pre-wrap; }
details > summary { cursor: pointer; color: var(--accent); padding: 4px 0; width: fit-content; max-width: 100%; }
button, select, input { font: inherit; color: inherit; }
button { background: var(--card); border: 1px solid var(--quiet); border-radius: 6px; padding: 5px 12px; cursor: pointer; }
button:hover { border-color: var(--accent); color: var(--accent); }
select, input, button { min-height: 34px; }
select, input { background: var(--card); border: 1px solid var(--quiet); border-radius: 6px; padding: 5px 8px; max-width: 100%; }
.row { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: end; margin: 0 0 16px; }
.row form { margin: 0; }
.row label { display: grid; gap: 2px; font-size: var(--small); color: var(--soft); }
a[aria-current="true"] { color: var(--ink); font-weight: 600; text-decoration: none; }
.row label > * { font-size: var(--text); color: var(--ink); }
@media (max-width: 560px) { .top, main { padding-left: 16px; padding-right: 16px; } h1 { font-size: var(--head); } h2 { margin-top: 32px; } }
@media (prefers-reduced-motion: no-preference) { a, button { transition: color 0.12s, border-color 0.12s; } }
@media print { .top nav, .skip, button, form, .foot a, noscript { display: none; } body { background: #fff; color: #000; } details::details-content { content-visibility: visible; } }
`
