import { jest } from '@jest/globals';
import { describeBadInput } from '../support/bad-input.ts';

jest.setTimeout(180_000);

describeBadInput(all => all);
