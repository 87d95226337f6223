/** The style of a report's page: a window, a phone from 320 pixels, and paper. */
export const STYLE = `
  :root {
    --ink: #1b2431; --quiet: #5c6878; --line: #e4e8ee; --tint: #f6f8fb; --now: #2455a4; --before: #7f9ac6;
    color: var(--ink); background: #fff; color-scheme: light;
    font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", sans-serif;
    -webkit-text-size-adjust: 100%; text-size-adjust: 100%;
  }
  * { box-sizing: border-box; }
  body { margin: 0 auto; padding: 2.5rem 2rem 4rem; max-width: 72rem; }
  h1, h2, h3, p, dl, dd, figure { margin: 0; }
  h1 { font-size: 2rem; line-height: 1.2; letter-spacing: -0.015em; font-weight: 650; text-wrap: balance; }
  h1 small { display: block; margin-bottom: 0.35rem; font-size: 0.875rem; letter-spacing: 0; font-weight: 600; color: var(--now); }
  h2 { font-size: 1.25rem; letter-spacing: -0.01em; font-weight: 650; margin: 3rem 0 1rem; }
  h3 { font-size: 1rem; font-weight: 650; }
  .about { margin-top: 0.5rem; color: var(--quiet); font-size: 0.875rem; }
  .provisional { margin-top: 1rem; padding: 0.625rem 0.875rem; border-left: 3px solid #c98a10; background: #fdf6e7; font-size: 0.875rem; }
  .empty { margin-top: 2rem; padding: 2rem 1rem; border-radius: 0.5rem; background: var(--tint); color: var(--quiet); text-align: center; }

  .key { display: grid; grid-template-columns: repeat(var(--columns), 1fr); gap: 1px; margin-top: 1.75rem; }
  .key > div { padding: 0.875rem 1.125rem 1rem; box-shadow: 0 0 0 1px var(--line); }
  .key dt { color: var(--quiet); font-size: 0.8125rem; }
  .key dd { font-size: 1.625rem; line-height: 1.3; font-weight: 600; letter-spacing: -0.015em; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
  .key small { display: block; font-size: 0.8125rem; line-height: 1.4; letter-spacing: 0; font-weight: 400; color: var(--quiet); }

  .attention { margin-top: 1.75rem; padding: 0.875rem 1.125rem; border-left: 3px solid #b3261e; background: #fdf1f0; font-size: 0.9375rem; break-inside: avoid; overflow-wrap: anywhere; }
  .attention h2 { margin: 0 0 0.25rem; font-size: 1rem; letter-spacing: 0; }
  .attention ul { margin: 0; padding-left: 1.25rem; }

  .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 28rem), 1fr)); gap: 2.25rem 2.5rem; margin-top: 2.75rem; }
  figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; margin-bottom: 0.5rem; font-weight: 650; }
  .legend { color: var(--quiet); font-size: 0.8125rem; font-weight: 400; }
  .legend strong { color: var(--ink); font-weight: 600; font-variant-numeric: tabular-nums; }
  .legend i { display: inline-block; width: 0.625rem; height: 0.625rem; margin: 0 0.35rem 0 0.75rem; border-radius: 2px; background: var(--now); }
  .legend i.before { background: var(--before); }
  svg { display: block; width: 100%; height: auto; }
  .narrow { display: none; }

  .tables { columns: 2 28rem; column-gap: 2.5rem; }
  table { margin-bottom: 2rem; break-inside: avoid; }
  thead th { width: 8.25rem; } thead th:first-child { width: auto; } thead th:last-child { width: 5rem; }
  table { border-collapse: collapse; width: 100%; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
  caption { padding-bottom: 0.375rem; text-align: left; font-size: 1rem; font-weight: 650; }
  th, td { padding: 0.375rem 0 0.375rem 0.75rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; white-space: nowrap; }
  th:first-child, td:first-child { padding-left: 0; text-align: left; white-space: normal; overflow-wrap: anywhere; }
  thead th { color: var(--quiet); font-size: 0.8125rem; font-weight: 400; }
  tbody th { font-weight: 400; }
  td.quiet { color: var(--quiet); }

  @media (max-width: 40rem) {
    body { padding: 1.5rem 1rem 3rem; }
    h1 { font-size: 1.5rem; }
    h2 { margin-top: 2.5rem; }
    .key { grid-template-columns: 1fr 1fr; }
    .tables { columns: 1; }
    table { font-size: 0.8125rem; } thead th { width: 26%; } thead th:last-child { width: 17%; }
    .key > div { padding: 0.75rem 0.875rem; }
    .key dd { font-size: 1.25rem; }
    .charts { margin-top: 2rem; }
    .wide { display: none; } .narrow { display: block; }
    th, td { padding-left: 0.625rem; }
  }
  @media print {
    @page { size: A4; margin: 14mm; }
    :root { font-size: 9.5pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
    body { padding: 0; max-width: none; }
    .charts { grid-template-columns: 1fr 1fr; gap: 1.5rem 2rem; } .tables { columns: 2; column-gap: 2rem; }
    .wide { display: none; } .narrow { display: block; } thead th { width: 27%; } thead th:last-child { width: 18%; }
    h2 { break-after: avoid; } .key > div, figure { break-inside: avoid; }
  }
`;
