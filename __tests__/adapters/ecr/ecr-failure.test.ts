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
    ['CredentialsError', 'registry-denied'],
    ['ServerException', 'registry-unavailable'],
    ['TimeoutError', 'registry-unavailable'],
    ['Error', 'registry-unavailable'],
  ])('rule 1: turns %s into %s with cause service', (name, reason) => {
    expect(ecrFailure(awsFailure(name), 'ecr:BatchGetImage')).toEqual({
      kind: 'inconclusive',
      cause: 'service',
      reason,
      detail: `ecr:BatchGetImage failed: ${name}: the call failed`,
    });
  });

  it('is registry-unavailable without an AWS login, since ECR was not called', () => {
    expect(ecrFailure(awsFailure('CredentialsProviderError'), 'ecr:BatchGetImage')).toEqual({
      kind: 'inconclusive',
      cause: 'service',
      reason: 'registry-unavailable',
      detail: 'ecr:BatchGetImage failed: there is no AWS login (CredentialsProviderError: the call failed)',
    });
  });

  it('keeps the text of a thrown value that is not an error', () => {
    expect(ecrFailure('no route', 'ecr:BatchGetImage')).toMatchObject({
      reason: 'registry-unavailable',
      detail: 'ecr:BatchGetImage failed: no route',
    });
  });
});
