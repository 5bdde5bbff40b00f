import { toDestination } from '../../../testing/gateway/destination';

const ecr = { kind: 'ecr', namespace: 'ecr/111122223333/eu-west-1' };
const signer = { kind: 'signer', region: 'eu-west-1' };
const stranger = { kind: 'stranger' };

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
    ['public.ecr.aws', stranger],
    ['111122223333.dkr.ecr.eu-west-1.amazonaws.com.example.net', stranger],
    ['x111122223333.dkr.ecr.eu-west-1.amazonaws.com', stranger],
    ['111122223333.dkr.ecr.eu-west-1.amazonaws.com-evil', stranger],
    ['signer.eu-west-1.amazonaws.com.example.net', stranger],
  ])('takes %s for what it is', (host, destination) => {
    expect(toDestination(host, ['docker.io'])).toEqual(destination);
  });
});
