import { createErasureService, createProfileService } from './accounts.service.ts';
import { erasureRepository } from './erasure.repository.ts';
import { passwordRepository } from './passwords.repository.ts';
import { createPasswordCheck } from './password-check.service.ts';
import { createResetRequestService, createResetTokens } from './password-resets.service.ts';
import { createPasswordService } from './passwords.service.ts';
import { userRepository } from './users.repository.ts';
import { createUserReader, createUserService } from './users.service.ts';

const users = () => userRepository;
const passwords = () => passwordRepository;

/** For functions that ask for the current password. */
export const passwordCheckModule = { passwords, passwordCheck: createPasswordCheck };

/** For the function that registers users. */
export const registrationModule = { users, userService: createUserService };

/** For functions that read accounts: needs no queue. */
export const userReadingModule = { users, userReader: createUserReader };

export const profileModule = { users, passwords, profileService: createProfileService };

export const erasureModule = {
  users,
  passwords,
  erasures: () => erasureRepository,
  erasureService: createErasureService,
};

/** For functions that set passwords. */
export const passwordsModule = { passwords, passwordService: createPasswordService };

export const resetRequestModule = { resetRequestService: createResetRequestService };

/** For functions that send mails: makes the secret of one while it is sent. */
export const resetTokensModule = { passwords, resetTokens: createResetTokens };
