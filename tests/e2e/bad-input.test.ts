import { jest } from '@jest/globals';
import { describeBadInput } from '../support/bad-input.ts';
import { randomOf } from '../support/random.ts';

jest.setTimeout(60_000);

/** Of the some hundred ways in which each request can be wrong; bad-input.deep.test.ts tries all of them. */
const WAYS = 10;

const { shuffled } = randomOf(1);
describeBadInput(all => [...all.slice(0, 1), ...shuffled(all.slice(1)).slice(0, WAYS)]);
