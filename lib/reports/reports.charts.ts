import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Figures, TrendPoint } from './reports.schema.ts';

use([BarChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

const WIDTH = 720;
const HEIGHT = 320;
const NOW = '#2455a4';
const BEFORE = '#b9c7dd';
const text = { fontFamily: 'system-ui, sans-serif', color: '#222' };

/** Renders a chart to SVG text, without a browser. */
const render = (title: string, option: Readonly<Record<string, unknown>>): string => {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  try {
    chart.setOption({
      animation: false,
      textStyle: text,
      title: { text: title, left: 0, textStyle: { ...text, fontSize: 15, fontWeight: 600 } },
      grid: { left: 12, right: 24, top: 56, bottom: 12, containLabel: true },
      ...option,
    });
    // The chart scales with the page instead of keeping its pixels.
    return chart
      .renderToSVGString()
      .replace(/^<svg width="\d+" height="\d+"/, `<svg role="img" aria-label="${title}"`);
  } finally {
    chart.dispose();
  }
};

const bars = (name: string, data: readonly number[], color: string) => ({
  name,
  type: 'bar',
  data,
  barMaxWidth: 56,
  itemStyle: { color },
});

/** How many orders of the period got how far, beside those of the period before. */
export const funnelChart = (figures: Figures, previous: Figures): string => {
  const steps = ['placed', 'validated', 'paid', 'shipped'] as const;
  return render('How far orders got', {
    legend: { top: 26, left: 0 },
    xAxis: { type: 'category', data: steps },
    yAxis: { type: 'value', minInterval: 1 },
    series: [
      bars(
        'before',
        steps.map(step => previous.orders.funnel[step]),
        BEFORE,
      ),
      bars(
        'now',
        steps.map(step => figures.orders.funnel[step]),
        NOW,
      ),
    ],
  });
};

/** The revenue of the latest periods in one currency. */
export const revenueChart = (trend: readonly TrendPoint[], currency: string): string =>
  render(`Revenue in ${currency}`, {
    xAxis: { type: 'category', data: trend.map(({ date }) => date) },
    yAxis: { type: 'value' },
    series: [
      bars(
        currency,
        trend.map(({ revenue }) => (revenue.find(entry => entry.currency === currency)?.cents ?? 0) / 100),
        NOW,
      ),
    ],
  });

/** The products sold the most. */
export const productsChart = ({ products }: Figures): string => {
  const best = [...products.best].reverse();
  return render('Best sold products', {
    xAxis: { type: 'value', minInterval: 1 },
    yAxis: {
      type: 'category',
      data: best.map(({ name }) => name),
      axisLabel: { width: 160, overflow: 'truncate' },
    },
    series: [
      bars(
        'sold',
        best.map(({ quantity }) => quantity),
        NOW,
      ),
    ],
  });
};
