/** Returns the styles that show each table row as a block of lines, in which every value follows its heading. */
const inBlocks = (table: string): string => `
${table} thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
${table} tbody, ${table} tr, ${table} th, ${table} td { display: block; }
${table} tr { padding: .5rem 0; border-bottom: 1px solid var(--line); }
${table} tbody th, ${table} td { padding: .1rem 0; border: 0; overflow-wrap: anywhere; }
${table} tbody th { font-weight: 600; }
${table} td { display: flex; justify-content: space-between; gap: 1rem; }
${table} td:empty { display: none; }
${table} .remark td { display: block; }
${table} td::before { content: attr(data-head); color: var(--quiet); text-align: left; }`;

/**
 * Style sheet of the page. The page and its plots follow the reader's light or dark mode, and nothing requires horizontal
 * scrolling at a width of 390 pixels.
 */
export const STYLE = `
:root { color-scheme: light dark; --ink: #222; --quiet: #595959; --paper: #fff; --line: #d9d9d9; --yes: #00664a; --no: #a33c00; --tint: #f4f6f8; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e8e8e8; --quiet: #aaa; --paper: #17191c; --line: #3b3f45; --yes: #4cc9a0; --no: #ff9d66; --tint: #22262b; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 54rem; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
h1 { margin: 0; font-size: 2rem; line-height: 1.2; }
h2 { margin: 2.75rem 0 .75rem; font-size: 1.25rem; }
p { margin: .75rem 0; max-width: 44rem; }
h1, h2, p, .remark td { overflow-wrap: anywhere; }
.lead { font-size: 1.125rem; }
.quiet, caption, figcaption { color: var(--quiet); }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; font-variant-numeric: tabular-nums; }
caption { padding-bottom: .5rem; text-align: left; }
th, td { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); text-align: right; vertical-align: baseline; }
th { font-weight: 600; }
tbody th { font-weight: 400; }
thead th { border-bottom: 2px solid var(--line); vertical-align: bottom; }
th:first-child, .words td, .words th, .left, .remark td { text-align: left; }
.remark td { color: var(--no); }
.words td { overflow-wrap: anywhere; }
.yes { color: var(--yes); font-weight: 600; }
.no { color: var(--no); font-weight: 600; }
figure { margin: 1.5rem 0; padding: .75rem; border: 1px solid var(--line); border-radius: .5rem; }
figure svg { display: block; width: 100%; height: auto; }
.narrow { display: none; }
pre { padding: .75rem 1rem; border-radius: .5rem; background: var(--tint); white-space: pre-wrap; overflow-wrap: anywhere; }
code, pre { font-family: ui-monospace, monospace; font-size: .875rem; overflow-wrap: anywhere; }
pre span { display: inline-block; max-width: 100%; }
.option { white-space: nowrap; }
.caveat { padding: .75rem 1rem; border-left: .25rem solid var(--no); background: var(--tint); }
${inBlocks('.many')}
@media print { figure { break-inside: avoid; } }
@media (max-width: 44rem) {
  body { padding: 1.5rem 1rem 3rem; }
  h1 { font-size: 1.625rem; }
  figure { padding: .5rem 0; border-width: 1px 0; border-radius: 0; }
  .wide { display: none; }
  .narrow { display: block; max-width: 30rem; margin: 0 auto; }
${inBlocks('.values')}
}
`;
