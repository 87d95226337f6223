import { identityRepository } from './identities.repository.ts';
import {
  createExternalSignInService,
  createIdentityList,
  createIdentityService,
} from './identities.service.ts';

const identities = () => identityRepository;

/** For the function that signs people in with the tokens of another issuer. */
export const externalSignInModule = { identities, externalSignInService: createExternalSignInService };

export const identityLinkingModule = { identities, identityService: createIdentityService };

export const identityListModule = { identities, identityList: createIdentityList };
