import { createDeviceList, createDeviceService } from './sessions.devices.service.ts';
import { createSessionEnding } from './sessions.ending.service.ts';
import { createSessionGuard } from './sessions.guard.ts';
import { createSessionOpening } from './sessions.opening.service.ts';
import { sessionRepository } from './sessions.repository.ts';
import { createRefreshService, createSignInService } from './sessions.service.ts';
import { standingRepository } from './standing.repository.ts';

const sessions = () => sessionRepository;

/** For functions that open sessions or go on with them: needs the key that signs tokens. */
export const sessionOpeningModule = { sessions, sessionOpening: createSessionOpening };

/** For functions that end sessions. */
export const sessionEndingModule = { sessions, sessionEnding: createSessionEnding };

export const signInModule = { signInService: createSignInService };
export const refreshModule = { refreshService: createRefreshService };
export const devicesModule = { deviceService: createDeviceService };
export const deviceListModule = { sessions, deviceList: createDeviceList };

/** For routes that administrators use. */
export const sessionGuardModule = { standing: () => standingRepository, sessionGuard: createSessionGuard };
