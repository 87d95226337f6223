import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { orderStates, type OrderState } from '../../../../lib/orders/orders.schema.ts';
import {
  initialState,
  isLegal,
  transitions,
  type TransitionName,
} from '../../../../lib/orders/orders.states.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/orders.md'), 'utf8');
const [, drawing = ''] = /```mermaid\nstateDiagram-v2\n(.*?)```/s.exec(page) ?? [];
const drawn = drawing
  .trim()
  .split('\n')
  .map(line => line.trim());

const names = Object.keys(transitions) as TransitionName[];
const leavesNowhere = (state: OrderState) => names.every(name => !isLegal(name, state));

describe('the drawing in docs/orders.md', () => {
  it('shows every change of state that the code knows, every end, and nothing else', () => {
    const expected = [
      `[*] --> ${initialState}: place`,
      ...names.flatMap(name =>
        transitions[name].from.map(from => `${from} --> ${transitions[name].to}: ${name}`),
      ),
      ...orderStates.filter(leavesNowhere).map(state => `${state} --> [*]`),
    ];
    expect([...drawn].sort()).toEqual(expected.sort());
  });
});

describe('the states of an order', () => {
  it('can all be reached', () => {
    const reached = new Set<OrderState>([initialState]);
    for (let before = 0; before < reached.size;) {
      before = reached.size;
      for (const name of names)
        if (transitions[name].from.some(from => reached.has(from))) reached.add(transitions[name].to);
    }
    expect([...reached].sort()).toEqual([...orderStates].sort());
  });

  it('never come back: an order only moves on', () => {
    const after = (state: OrderState): readonly OrderState[] =>
      names
        .filter(name => isLegal(name, state))
        .flatMap(name => [transitions[name].to, ...after(transitions[name].to)]);
    for (const state of orderStates) expect(after(state)).not.toContain(state);
  });
});
