import { escapeHtml } from '../../lib/platform/http/html.ts';
import { plot } from './plot.ts';
import type { Result } from './result.ts';
import type { TimedOutcome } from './run-benchmark.ts';
import { cellsOf, formatNumber, metricsOf } from './table.ts';

const STYLE = `
  :root { font: 1rem/1.5 system-ui, sans-serif; color: #1b2431; background: #fff; }
  body { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
  h1 { font-size: 1.75rem; } h2 { margin-top: 3.5rem; border-top: 1px solid #e4e8ee; padding-top: 1.5rem; } h3 { margin: 2rem 0 0.5rem; }
  .about { color: #5c6878; font-size: 0.875rem; max-width: 46rem; }
  .scroll { overflow-x: auto; }
  table { border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
  th, td { padding: 0.3rem 0 0.3rem 1.25rem; border-bottom: 1px solid #e4e8ee; text-align: right; font-weight: 400; white-space: nowrap; }
  th:first-child, td:first-child { padding-left: 0; text-align: left; } thead th { color: #5c6878; }
  ul { padding-left: 1.25rem; font-size: 0.875rem; } .missed { color: #b3261e; font-weight: 600; }
  svg { max-width: 100%; height: auto; }
  figure { margin: 1rem 0; }
`;

/** All results as a page that stands alone: tables, plots, and on what they were measured. */
export const renderPage = (results: readonly Result[]): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Benchmarks of Strata</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Benchmarks of Strata</h1>
<p class="about">Medians of rounds in which all contenders take turns. The spread is the median distance from the median. A
ratio compares with the baseline in the same round. Dots are single rounds.</p>
${results.map(section).join('\n')}
</body>
</html>
`;

const section = (result: Result): string => `<section>
<h2>${escapeHtml(`${result.name}: ${result.title}`)}</h2>
<p class="about">${escapeHtml(result.method)}</p>
<p class="about">${escapeHtml(surroundings(result))}</p>
${result.cases.map(one => caseOf(result, one)).join('\n')}
</section>`;

const surroundings = ({ machine, versions, startedAt, seconds, isQuick }: Result): string => {
  const list = (named: Readonly<Record<string, string>>): string =>
    Object.entries(named)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
  return [
    ...(isQuick ? ['A smoke run: its figures mean nothing.'] : []),
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGigabytes} GB, ${machine.system}.`,
    `Strata ${versions.strata ?? 'of no known commit'}, Node ${versions.node}.`,
    ...(versions.postgres === null ? [] : [`Postgres: ${list(versions.postgres)}.`]),
    ...[versions.programs ?? {}, versions.rivals]
      .filter(named => Object.keys(named).length > 0)
      .map(named => `${list(named)}.`),
    `Begun ${startedAt}, took ${formatNumber(seconds)} s.`,
  ].join(' ');
};

const caseOf = (result: Result, outcome: TimedOutcome): string => {
  const [head = [], ...rows] = cellsOf(result.metrics, outcome);
  const { atStart, atEnd } = outcome.load;
  return `<h3>${escapeHtml(outcome.name)}</h3>
<p class="about">${outcome.rounds} rounds. Load of the machine: ${atStart} at the start, ${atEnd} at the end.</p>
<div class="scroll"><table><thead><tr>${head.map(cell => `<th scope="col">${escapeHtml(cell)}</th>`).join('')}</tr></thead>
<tbody>${rows.map(row => `<tr>${row.map(cell => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`).join('\n')}</tbody></table></div>
${targetsOf(outcome)}
${metricsOf(result.metrics, outcome)
  .map(([name, metric]) => `<figure>${plot(outcome, name, metric)}</figure>`)
  .join('\n')}`;
};

const targetsOf = ({ targets }: TimedOutcome): string =>
  targets.length === 0
    ? ''
    : `<ul>${targets
        .map(
          ({ text, reached, isMet }) =>
            `<li>${escapeHtml(text)}: <span class="${isMet ? 'met' : 'missed'}">${isMet ? 'met' : 'missed'}, ${formatNumber(reached, 2)}</span></li>`,
        )
        .join('')}</ul>`;
