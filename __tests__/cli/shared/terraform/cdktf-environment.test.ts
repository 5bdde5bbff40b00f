import { cdktfEnvironment } from '../../../../cli/shared/terraform/cdktf-environment';

const there = (): boolean => true;
const absent = (): boolean => false;

describe('the environment of cdktf', () => {
  it('names the deployment that is meant, whatever was set before', () => {
    expect(cdktfEnvironment({ PATH: '/bin', DEPLOYMENT: 'prod' }, 'dev', there)).toEqual({
      PATH: '/bin',
      DEPLOYMENT: 'dev',
      CI: '1',
      CHECKPOINT_DISABLE: '1',
    });
  });

  it('keeps a configuration of Terraform that is there', () => {
    const own = { TF_CLI_CONFIG_FILE: '/etc/terraformrc' };
    expect(cdktfEnvironment(own, 'dev', (file) => file === '/etc/terraformrc')).toMatchObject(own);
  });

  it('drops a configuration of Terraform that is not there', () => {
    expect(cdktfEnvironment({ TF_CLI_CONFIG_FILE: '/absent' }, 'dev', absent)).not.toHaveProperty('TF_CLI_CONFIG_FILE');
  });
});
