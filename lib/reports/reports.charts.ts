import { BarChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { inSentence } from '../platform/text/in-sentence.ts';
import { formatCountShortly, formatMoneyShortly, formatPeriodShortly } from './reports.format.ts';
import type { Figures, ReportKind, TrendPoint } from './reports.schema.ts';

use([BarChart, GridComponent, SVGRenderer]);

/** A chart is drawn once for a window and once for a phone, at the size at which its labels are read. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

const INK = '#1b2431';
const QUIET = '#5c6878';
const LINE = '#e4e8ee';
const NOW = '#2455a4';
/** Light enough beside the other, and dark enough on white: three to one. */
const BEFORE = '#7f9ac6';
// Without quotes: echarts puts it into an attribute as it is.
const FONT = 'system-ui, -apple-system, sans-serif';

const LABEL_SIZE = 12;
/** Room for a date on an axis, for two numbers side by side over their bars. */
const DATE_WIDTH = 72;
const TWO_LABELS_WIDTH = 110;
/** From the middle of a bar to that of its name. */
const NAME_ABOVE = 17;
const NAME_SHARE = 0.85;

type Option = Readonly<Record<string, unknown>>;

/** Renders a chart to SVG text, without a browser. @param title what it shows, for who cannot see it */
const render = (title: string, { width, height }: Size, option: Option): string => {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: FONT, fontSize: LABEL_SIZE, color: INK },
      grid: { left: 2, right: 10, top: 22, bottom: 8 },
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

const axisLabel = { color: QUIET, fontSize: LABEL_SIZE, hideOverlap: true };
const categories = (data: readonly string[], more: Option = {}): Option => ({
  type: 'category',
  silent: true,
  data,
  axisTick: { show: false },
  axisLine: { lineStyle: { color: LINE } },
  axisLabel: { ...axisLabel, ...more },
});
const amounts = (format: (value: number) => string, more: Option = {}): Option => ({
  type: 'value',
  minInterval: 1,
  splitNumber: 4,
  splitLine: { lineStyle: { color: LINE } },
  axisLabel: { ...axisLabel, formatter: format },
  ...more,
});

interface Bar {
  readonly value: number;
  readonly color: string;
  /** Written at its end. */
  readonly label?: string;
}

const bars = (data: readonly Bar[], position: 'top' | 'right', more: Option = {}): Option => ({
  type: 'bar',
  // Nobody can point at it.
  silent: true,
  emphasis: { disabled: true },
  barMaxWidth: 40,
  barCategoryGap: '32%',
  barGap: '12%',
  data: data.map(({ value, color, label }) => ({
    value,
    itemStyle: { color, borderRadius: position === 'top' ? [2, 2, 0, 0] : [0, 2, 2, 0] },
    ...(label !== undefined && {
      label: { show: true, position, formatter: () => label, color: INK, fontSize: LABEL_SIZE },
    }),
  })),
  ...more,
});

const STEPS = ['placed', 'validated', 'paid', 'shipped'] as const;

/** How many orders of the period got how far, beside those of the period before. */
export const funnelChart = (figures: Figures, previous: Figures, size: Size): string => {
  const hasRoom = size.width >= STEPS.length * TWO_LABELS_WIDTH;
  const series = ({ orders }: Figures, color: string, isLabelled: boolean): Option =>
    bars(
      STEPS.map(step => {
        const value = orders.funnel[step];
        return { value, color, ...(isLabelled && { label: formatCountShortly(value) }) };
      }),
      'top',
    );
  return render('How far orders got', size, {
    xAxis: categories([...STEPS], { interval: 0, color: INK }),
    yAxis: amounts(formatCountShortly, { axisLabel: { show: false }, splitLine: { show: false } }),
    series: [series(previous, BEFORE, hasRoom), series(figures, NOW, true)],
  });
};

/** The revenue of the latest periods in one currency; the last is the report's own. */
export const revenueChart = (
  kind: ReportKind,
  trend: readonly TrendPoint[],
  currency: string,
  size: Size,
): string => {
  const data = trend.map(({ revenue }, index): Bar => {
    const value = revenue.find(entry => entry.currency === currency)?.cents ?? 0;
    return { value, color: index < trend.length - 1 ? BEFORE : NOW };
  });
  const every = Math.ceil((trend.length * DATE_WIDTH) / size.width);
  return render(`Revenue in ${currency}`, size, {
    grid: { left: 2, right: 14, top: 10, bottom: 8, outerBounds: { left: 0, right: 0, top: 0, bottom: 5 } },
    xAxis: categories(
      trend.map(({ date }) => formatPeriodShortly(kind, date)),
      // As many as there is room for, and in any case the last.
      { interval: (index: number) => (trend.length - 1 - index) % every === 0 },
    ),
    yAxis: amounts(value => formatMoneyShortly(value, currency)),
    series: [bars(data, 'top')],
  });
};

const PRODUCT_HEIGHT_SHARE = 0.2;

/** The products sold the most. Names stand above their bars: the whole width is theirs, whatever font the reader has. */
export const productsChart = ({ products }: Figures, size: Size): string => {
  const best = [...products.best].reverse();
  const data = best.map(({ quantity }) => ({
    value: quantity,
    color: NOW,
    label: formatCountShortly(quantity),
  }));
  const names = best.map(({ name }) => ({
    value: 0,
    label: {
      show: true,
      position: 'right',
      distance: 0,
      offset: [0, -NAME_ABOVE],
      formatter: () => inSentence(name),
      width: size.width * NAME_SHARE,
      overflow: 'truncate',
      color: INK,
      fontSize: LABEL_SIZE,
    },
  }));
  // As high for each as when there are five.
  const height = Math.round(size.height * PRODUCT_HEIGHT_SHARE * best.length);
  return render(
    'Products sold most',
    { ...size, height },
    {
      grid: { left: 0, right: 48, top: 8, bottom: 0 },
      xAxis: amounts(formatCountShortly, { axisLabel: { show: false }, splitLine: { show: false } }),
      yAxis: { type: 'category', data: best.map(({ productId }) => productId), show: false },
      series: [
        bars(data, 'right', { barMaxWidth: 14, barGap: '-100%' }),
        { type: 'bar', silent: true, emphasis: { disabled: true }, barMaxWidth: 14, data: names },
      ],
    },
  );
};
