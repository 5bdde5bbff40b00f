import { ecrFailure } from '../../../adapters/ecr/ecr-failure';
import { awsFailure } from '../../support/aws/aws-failure';

describe('ecrFailure', () => {
  it.each([
    ['ThrottlingException', 'throttled'],
    ['TooManyRequestsException', 'throttled'],
    ['RequestLimitExceeded', 'throttled'],
    ['AccessDeniedException', 'registry-denied'],
    ['UnrecognizedClientException', 'registry-denied'],
    ['ExpiredTokenException', 'registry-denied'],
    ['InvalidSignatureException', 'registry-denied'],
    ['CredentialsProviderError', 'registry-denied'],
    ['ServerException', 'registry-unavailable'],
    ['TimeoutError', 'registry-unavailable'],
    ['Error', 'registry-unavailable'],
  ])('takes %s for %s, which is never the image’s fault', (name, reason) => {
    expect(ecrFailure(awsFailure(name), 'ecr:BatchGetImage')).toEqual({
      kind: 'inconclusive',
      cause: 'service',
      reason,
      detail: `ecr:BatchGetImage failed: ${name}: told so`,
    });
  });

  it('keeps the text of what is not even an error', () => {
    expect(ecrFailure('no route', 'ecr:BatchGetImage')).toMatchObject({
      reason: 'registry-unavailable',
      detail: 'ecr:BatchGetImage failed: no route',
    });
  });
});
