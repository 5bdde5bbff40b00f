import { cdktfEnvironment } from '../../../../cli/shared/terraform/cdktf-environment';

const there = (): boolean => true;
const absent = (): boolean => false;

describe('the environment of cdktf', () => {
  it('names the deployment, whatever DEPLOYMENT was before', () => {
    expect(cdktfEnvironment({ PATH: '/bin', DEPLOYMENT: 'prod' }, 'dev', there)).toEqual({
      PATH: '/bin',
      DEPLOYMENT: 'dev',
      CI: '1',
      CHECKPOINT_DISABLE: '1',
    });
  });

  it('keeps a Terraform configuration file that exists', () => {
    const own = { TF_CLI_CONFIG_FILE: '/etc/terraformrc' };
    expect(cdktfEnvironment(own, 'dev', (file) => file === '/etc/terraformrc')).toMatchObject(own);
  });

  it('drops a Terraform configuration file that does not exist', () => {
    expect(cdktfEnvironment({ TF_CLI_CONFIG_FILE: '/absent' }, 'dev', absent)).not.toHaveProperty('TF_CLI_CONFIG_FILE');
  });
});
