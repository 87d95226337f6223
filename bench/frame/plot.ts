import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Metric } from './benchmark.ts';
import type { CaseOutcome, Row } from './outcome.ts';

use([BarChart, LineChart, ScatterChart, GridComponent, LegendComponent, SVGRenderer]);

const WIDTH = 640;
const CURVE_HEIGHT = 340;
const BAR_HEIGHT = 34;
const FRAME_HEIGHT = 70;
const COLORS = ['#2455a4', '#c2571a', '#2e7d4f', '#8a3fa0', '#b8860b', '#5c6878', '#b3261e', '#0f7c8a'];
const QUIET = '#5c6878';
const LINE = '#e4e8ee';

type Option = Readonly<Record<string, unknown>>;

/**
 * One metric of a case as SVG: a curve over the sizes, both axes logarithmic, or a bar for each contender. Every round is a dot, so
 * one sees how far they lie apart.
 */
export const plot = (outcome: CaseOutcome, name: string, metric: Metric): string =>
  outcome.sizes === null ? bars(outcome, name, metric) : curves(outcome, outcome.sizes, name, metric);

const render = (height: number, option: Option): string => {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  try {
    chart.setOption({
      animation: false,
      color: COLORS,
      textStyle: { fontFamily: 'system-ui, sans-serif', fontSize: 12 },
      ...option,
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
};

const axis = (type: string, name: string, more: Option = {}): Option => ({
  type,
  name,
  nameLocation: 'middle',
  nameGap: 30,
  nameTextStyle: { color: QUIET },
  axisLabel: { color: QUIET, hideOverlap: true },
  splitLine: { lineStyle: { color: LINE } },
  ...more,
});

const logarithmic = (name: string, more: Option = {}): Option =>
  axis('log', name, { logBase: 10, minorSplitLine: { show: false }, ...more });

const curves = ({ rows }: CaseOutcome, sizes: string, name: string, metric: Metric): string => {
  const contenders = [...new Set(rows.map(({ contender }) => contender))];
  const series = contenders.flatMap((contender, index) => {
    const own = rows.filter(row => row.contender === contender);
    const color = COLORS[index % COLORS.length];
    return [
      {
        type: 'line',
        name: contender,
        color,
        symbol: 'circle',
        symbolSize: 7,
        data: own.map(row => [row.size, row.figures[name]?.median]),
      },
      dots(
        own.flatMap(row => valuesOf(row, name).map(value => [row.size, value])),
        color,
      ),
    ];
  });
  return render(CURVE_HEIGHT, {
    grid: { left: 64, right: 24, top: 40, bottom: 48 },
    legend: { data: contenders, top: 4, left: 0, icon: 'roundRect', itemHeight: 8, itemWidth: 14 },
    xAxis: logarithmic(sizes),
    yAxis: logarithmic(metric.title, { nameGap: 48 }),
    series,
  });
};

const bars = ({ rows }: CaseOutcome, name: string, metric: Metric): string =>
  render(FRAME_HEIGHT + rows.length * BAR_HEIGHT, {
    grid: { left: 190, right: 24, top: 8, bottom: 48 },
    xAxis: axis('value', metric.title, { min: 0 }),
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ contender }) => contender),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: LINE } },
      axisLabel: { width: 176, overflow: 'truncate', color: '#1b2431' },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 18,
        data: rows.map((row, index) => ({
          value: row.figures[name]?.median,
          itemStyle: { color: COLORS[index % COLORS.length], opacity: 0.75 },
        })),
      },
      dots(
        rows.flatMap((row, index) => valuesOf(row, name).map(value => [value, index])),
        '#1b2431',
      ),
    ],
  });

const valuesOf = (row: Row, name: string): readonly number[] => row.figures[name]?.values ?? [];

const dots = (data: readonly unknown[], color: string | undefined): Option => ({
  type: 'scatter',
  symbolSize: 4,
  itemStyle: { color, opacity: 0.5 },
  silent: true,
  data,
});
