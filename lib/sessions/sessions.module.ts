import { createSessionGuard } from './sessions.guard.ts';
import { sessionRepository } from './sessions.repository.ts';
import { createSessionService } from './sessions.service.ts';

export const sessionsModule = { sessions: () => sessionRepository, sessionService: createSessionService };

/** For routes that administrators use. */
export const sessionGuardModule = { sessions: () => sessionRepository, sessionGuard: createSessionGuard };
