import { userRepository } from './users.repository.ts';
import { createUserService } from './users.service.ts';

export const usersModule = { users: () => userRepository, userService: createUserService };
