import { describe, expect, it } from '@jest/globals';
import { assumptions } from '../../../../scripts/cost/assumptions.ts';
import { fillOf } from '../../../../scripts/cost/batches.ts';
import { readConfiguration } from '../../../../scripts/cost/configuration.ts';
import { estimate } from '../../../../scripts/cost/estimate.ts';
import { dollarsOf, prices, type PriceName } from '../../../../scripts/cost/prices.ts';
import { readOptions } from '../../../../scripts/cost/workload.ts';
import { templates } from './templates.ts';

const estimateOf = (line: string, memory = 1024) =>
  estimate(readOptions(line.split(' ')).workload, readConfiguration(templates(memory)));
const dollars = (line: string, part: string, memory?: number) => estimateOf(line, memory).dollars[part] ?? {};
const boundOf = (line: string, what: string) => estimateOf(line).bounds.find(bound => bound.what === what);

it('bills an order: a request, an event of Stripe, seven jobs, each sent, received and deleted, and five frames', () => {
  const { httpMilliseconds, batchMilliseconds, mailMilliseconds } = assumptions;
  const seconds = (2 * httpMilliseconds + 5 * batchMilliseconds + 2 * mailMilliseconds) / 1000;
  const found = dollars('--orders 1e3', 'orders');
  expect(found.httpRequests).toBeCloseTo(0.002, 6);
  expect(found.socketMessages).toBeCloseTo(0.005, 6);
  expect(found.lambdaRequests).toBeCloseTo(9_000 * 0.2e-6, 5);
  expect(found.lambdaGigabyteSeconds).toBeCloseTo(1_000 * seconds * 13.3334e-6, 5);
  expect(found.queueRequests).toBeCloseTo(21_000 * 0.4e-6, 5);
  expect(found.fairQueueRequests).toBeCloseTo(21_000 * 0.1e-6, 5);
  const { logBytesAnInvocation, logBytesAJob, bytesAnAnswer, bytesAFrame } = assumptions;
  const logBytes = 9_000 * logBytesAnInvocation + 7_000 * logBytesAJob;
  expect(found.logGigabytes).toBeCloseTo((logBytes / 1e9) * 0.5, 6);
  expect(found.gigabytesOut).toBeCloseTo(((2_000 * bytesAnAnswer + 5_000 * bytesAFrame) / 1e9) * 0.09, 8);
});

it('bills a message: one in, one answer, one for each who hears it', () => {
  expect(dollars('--messages 1e6 --listeners 10', 'messages').socketMessages).toBeCloseTo(12, 6);
});

it('bills what many hear as jobs of 2,000 connections', () => {
  const few = estimateOf('--messages 1e3 --listeners 500');
  const many = estimateOf('--messages 1e3 --listeners 4001');
  expect(few.dollars['messages']?.queueRequests).toBe(0);
  expect(many.dollars['messages']?.queueRequests).toBeCloseTo(3 * 3_000 * 0.4e-6, 6);
});

it('bills a connected hour: its minutes, and a ping with its answer every 25 s', () => {
  const found = dollars('--connected-hours 1e6', 'connectedHours');
  expect(found.connectionMinutes).toBeCloseTo(15, 6);
  expect(found.socketMessages).toBeCloseTo(288, 6);
  const slower = dollars('--connected-hours 1e6 --heartbeat-seconds 250', 'connectedHours');
  expect(slower.socketMessages).toBeCloseTo(28.8, 6);
});

it('bills half the memory with half the price of time, and nothing else', () => {
  const { lambdaGigabyteSeconds: half = 0, ...others } = dollars('--orders 1e6', 'orders', 512);
  const { lambdaGigabyteSeconds: whole = 0, ...same } = dollars('--orders 1e6', 'orders', 1024);
  expect(half).toBeGreaterThan(0);
  expect(half * 2).toBeCloseTo(whole, 6);
  expect(others).toEqual(same);
});

it('bills a stage that nobody uses: schedules, polling, alarms, metrics, dashboard and secret', () => {
  const found = dollars('--requests 0', 'always');
  expect(found.scheduledRuns).toBeCloseTo(43_200e-6, 6);
  // Four queues, five polls of 20 s each.
  expect(found.queueRequests).toBeCloseTo(4 * 5 * 129_600 * 0.4e-6, 6);
  expect(found.alarmMetrics).toBeCloseTo(0.3, 6);
  expect(found.dashboards).toBe(3);
  expect(found.secrets).toBe(0.4);
});

it('adds up', () => {
  const { dollars: all, totals, total, perMillion } = estimateOf('--orders 2e6 --messages 1e6');
  const sum = (costs: Partial<Record<PriceName, number>> = {}) =>
    Object.values(costs).reduce((added, one) => added + one, 0);
  expect(totals['orders']).toBeCloseTo(sum(all['orders']), 6);
  expect(total).toBeCloseTo(
    Object.values(all)
      .map(sum)
      .reduce((added, one) => added + one, 0),
    6,
  );
  expect(perMillion['orders']).toBeCloseTo((totals['orders'] ?? 0) / 2, 6);
});

describe('a batch', () => {
  const settings = { function: 'queueX', batchSize: 10, windowSeconds: 0, concurrency: 5 };

  it('holds one job as long as functions are free', () => {
    expect(fillOf(settings, 1, 0.1)).toBe(1);
  });

  it('holds what its window gathers', () => {
    expect(fillOf({ ...settings, windowSeconds: 2 }, 3, 0.1)).toBe(7);
  });

  it('holds what waits while as many are under way as may be, and never more than its size', () => {
    expect(fillOf(settings, 100, 0.1)).toBeCloseTo(2, 6);
    expect(fillOf(settings, 1_000_000, 0.1)).toBe(10);
  });
});

describe('the busiest second', () => {
  it('is told what a queue can do: batches of its size, as many at once as it may have', () => {
    const most = 5 / (assumptions.mailMilliseconds / 1000);
    expect(boundOf('--orders 1e6', 'jobs a second on email')?.most).toBeCloseTo(most, 6);
  });

  it('holds the average times the peak', () => {
    const bound = boundOf('--requests 2592000 --peak 7', 'HTTP requests a second');
    expect(bound).toMatchObject({ load: 7, most: 200 });
  });

  it('counts the connections that pools may open', () => {
    const executions = boundOf('--requests 1e9', 'functions at once');
    expect(boundOf('--requests 1e9', 'database connections')?.load).toBeCloseTo(
      (executions?.load ?? 0) * 2,
      6,
    );
  });

  it('shows the tightest bound first', () => {
    const used = estimateOf('--orders 1e7 --messages 1e8').bounds.map(({ load, most }) => load / most);
    expect(used).toEqual([...used].sort((one, other) => other - one));
  });
});

describe('prices', () => {
  it('are by the million, or by the piece', () => {
    expect(dollarsOf('httpRequests', 1_000_000)).toBe(prices.httpRequests.dollars);
    expect(dollarsOf('secrets', 2)).toBe(2 * prices.secrets.dollars);
  });

  it('name the page where AWS says them, and where they were seen', () => {
    for (const { page, seen } of Object.values(prices)) {
      expect(page).toMatch(/^https:\/\/aws\.amazon\.com\//);
      expect(seen).not.toBe('');
    }
  });
});
