import { toDestination } from '../../../testing/gateway/destination';

const ecr = { kind: 'ecr', namespace: 'ecr/111122223333/eu-west-1' };
const signer = { kind: 'signer', region: 'eu-west-1' };
const unknown = { kind: 'unknown' };

describe('toDestination', () => {
  it.each([
    ['111122223333.dkr.ecr.eu-west-1.amazonaws.com', ecr],
    ['111122223333.DKR.ECR.eu-west-1.amazonaws.com', ecr],
    ['111122223333.dkr.ecr-fips.eu-west-1.amazonaws.com', ecr],
    ['111122223333.dkr-ecr.eu-west-1.on.aws', ecr],
    ['111122223333.dkr-ecr-fips.eu-west-1.on.aws', ecr],
    ['signer.eu-west-1.amazonaws.com', signer],
    ['verification.signer.eu-west-1.amazonaws.com', signer],
    ['data-signer.eu-west-1.amazonaws.com', signer],
    ['data-signer.eu-west-1.api.aws', signer],
    ['data-signer.signer.eu-west-1.amazonaws.com', signer],
    ['signer-fips.eu-west-1.amazonaws.com', signer],
    ['registry-1.docker.io', { kind: 'public', namespace: 'public/docker.io' }],
    ['public.ecr.aws', unknown],
    ['111122223333.dkr.ecr.eu-west-1.amazonaws.com.example.net', unknown],
    ['x111122223333.dkr.ecr.eu-west-1.amazonaws.com', unknown],
    ['111122223333.dkr.ecr.eu-west-1.amazonaws.com-evil', unknown],
    ['signer.eu-west-1.amazonaws.com.example.net', unknown],
  ])('finds the destination of %s', (host, destination) => {
    expect(toDestination(host, ['docker.io'])).toEqual(destination);
  });
});
