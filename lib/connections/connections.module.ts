import { connectionRepository } from './connections.repository.ts';
import { createConnectionEnding, createConnectionReader } from './connections.service.ts';

export const connectionListModule = {
  connectionList: () => connectionRepository,
  connectionReader: createConnectionReader,
};

/** For the function that closes connections; it also needs the closing module. */
export const connectionEndingModule = { connectionEnding: createConnectionEnding };
