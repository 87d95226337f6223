import { ok } from 'neverthrow';
import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { getHealth } from '../../../lib/health/health.contracts.ts';

/** GET /health: answers without asking any other part, so it says that this one lives. */
export const handler = httpHandler(getHealth, createContainer(), () => Promise.resolve(ok({ status: 'ok' })));
