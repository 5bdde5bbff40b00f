import { closedObject } from '../schema/closed-object';
import { repositoryNameField } from '../schema/image-fields';
import { profileNameField } from './signing-field';

/** The names of what the canary images need. */
export const canaryField = closedObject({
  repository: repositoryNameField.describe(
    'The repository of the canary images, which the signing stack creates. Required.',
  ),
  profile: profileNameField.describe(
    'A signing profile of its own that no policy trusts: it signs the canary image whose signer is not trusted. Required.',
  ),
});
