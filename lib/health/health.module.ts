import { createQueueProbe } from '../platform/jobs/queue-probe.ts';
import { healthRepository } from './health.repository.ts';
import { createHealthService } from './health.service.ts';

export const healthModule = {
  health: () => healthRepository,
  queueProbe: createQueueProbe,
  healthService: createHealthService,
};
