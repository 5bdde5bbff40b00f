import { aDeployment, complaintsAbout } from '../../support/deployment/deployment';

const secretIn = (place: string): string => `arn:${place}:secret:webhook-a1B2c3`;

describe('the secret of the webhook', () => {
  it('may be any secret of the account and region', () => {
    const secret = secretIn('aws:secretsmanager:eu-west-1:111122223333');
    expect(aDeployment({ webhook: { secret } }).webhook).toEqual({ secret });
  });

  it.each([
    ['aws:secretsmanager:us-east-1:111122223333', "the deployment's region eu-west-1"],
    ['aws:secretsmanager:eu-west-1:444455556666', "the deployment's account 111122223333"],
    ['aws-us-gov:secretsmanager:eu-west-1:111122223333', "the deployment's partition aws"],
  ])('cannot be one of %s', (place, expected) => {
    const secret = secretIn(place);
    expect(complaintsAbout({ webhook: { secret } }).join('\n')).toContain(
      `webhook.secret: expected a secret of ${expected}, found "${secret}"`,
    );
  });
});
