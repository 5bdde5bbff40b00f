import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VERBS } from '../../../../cli/image-trust';
import { listening } from '../../shared/terraform/in-project';

const has = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

describe('image-trust completion', () => {
  const { stdout } = listening();
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'completion-'));
    mkdirSync(join(folder, 'deployments'));
    mkdirSync(join(folder, 'docs'));
    writeFileSync(join(folder, 'package.json'), '{\n  "name": "ecs-image-trust"\n}\n');
    for (const name of ['dev.json', 'prod-eu.json', 'dev.lock.json', 'dev.outputs.json', 'deployment.schema.json'])
      writeFileSync(join(folder, 'deployments', name), '{}');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const script = async (shell: string): Promise<string> => {
    await expect(VERBS['completion']?.run([shell])).resolves.toBe(0);
    return stdout();
  };

  describe('for bash', () => {
    /** What bash completes at the end of a command line, typed in a folder. */
    const complete = async (line: string, cwd = folder): Promise<readonly string[]> => {
      const words = line.split(' ');
      const program = words[0] ?? '';
      const ask = `${await script('bash')}
        COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
        COMP_CWORD=${words.length - 1}
        function=$(complete -p ${program} | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
        $function
        printf '%s\\n' "\${COMPREPLY[@]}"`;
      // compopt complains outside of a completion that a person started.
      const { stdout: reply } = spawnSync('bash', ['--norc', '-c', ask], { cwd, encoding: 'utf8' });
      return reply.split('\n').filter((word) => word !== '');
    };

    it('is a script that bash accepts', async () => {
      const { status, stderr } = spawnSync('bash', ['-n'], { input: await script('bash'), encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    });

    it.each<[string, readonly string[]]>([
      ['image-trust de', ['deploy', 'dead-letters', 'destroy']],
      ['npx image-trust de', ['deploy', 'dead-letters', 'destroy']],
      ['image-trust --v', ['--version']],
      ['image-trust help sign', ['sign-and-push', 'sign']],
      ['image-trust deploy --d', ['--deployment', '--dry-run']],
      ['image-trust deploy --only s', ['signing', 'sample']],
      ['image-trust deploy --deployment ', ['dev', 'prod-eu']],
      ['npx image-trust verify --deployment p', ['prod-eu']],
      ['image-trust sample s', ['signed', 'service']],
      ['image-trust sample service u', ['unsigned']],
      [
        'image-trust gate ',
        ['check', 'status', '--service', '--cluster', '--deployment', '--trust', '--json', '--help'],
      ],
      ['image-trust break-glass re', ['revoke']],
      ['image-trust completion ', ['bash', 'zsh', 'fish', '--help']],
      ['image-trust sign-and-push --builder b', ['buildah']],
      ['image-trust init --mode ', ['audit', 'enforce']],
      ['image-trust init --account ', []],
      ['image-trust plan --markdown pack', ['package.json']],
      ['image-trust unknown ', []],
      ['npx other ', []],
    ])('completes %j to %j', async (line, words) => {
      expect(await complete(line)).toEqual(words);
    });

    it('finds the deployments from a folder below the checkout', async () => {
      expect(await complete('image-trust plan --deployment ', join(folder, 'docs'))).toEqual(['dev', 'prod-eu']);
    });

    it('finds no deployments outside of a checkout', async () => {
      expect(await complete('image-trust plan --deployment ', tmpdir())).toEqual([]);
    });

    it('leaves an existing completion of npx alone', async () => {
      const text = `complete -F own npx\n${await script('bash')}\ncomplete -p npx image-trust`;
      expect(spawnSync('bash', ['--norc', '-c', text], { encoding: 'utf8' }).stdout).toBe(
        'complete -F own npx\ncomplete -F _image_trust image-trust\n',
      );
    });
  });

  it('for zsh lists commands, options, values and deployments', async () => {
    const text = await script('zsh');
    expect(text).toMatch(/^#compdef image-trust\n/);
    expect(text).toContain("\n    'deploy:deploy the stacks of a deployment and its images'\n");
    expect(text).toMatch(/ '--deployment\[the deployment, from [^\]]*\]:value:_image_trust_deployments' /);
    expect(text).toContain("'--only[deploy one part only]:value:(signing images verifier sample)'");
    expect(text).toMatch(
      /'\*--image\[only this image\\: verifier[^\]]*\]:value:\(verifier sample-signed sample-unsigned canary-good .*canary-revoked\)'/,
    );
    expect(text).toMatch(/'--markdown\[[^\]]*\]:value:_files'/);
    expect(text).toContain("'*:argument:(signed unsigned service)'");
    if (has('zsh')) expect(spawnSync('zsh', ['-n'], { input: text }).status).toBe(0);
  });

  it('for fish lists commands, options, values and deployments', async () => {
    const text = await script('fish');
    const at = (command: string) => `    complete -c $program -n '__image_trust_at ${command}' `;
    expect(text).toContain(`${at('none')}-f -a deploy -d 'deploy the stacks of a deployment and its images'\n`);
    expect(text).toContain(`${at('deploy')}-l deployment -x -a '(__image_trust_deployments)' -d 'the deployment, from`);
    expect(text).toContain(`${at('deploy')}-l only -x -a 'signing images verifier sample' -d 'deploy one part only'\n`);
    expect(text).toContain(`${at('deploy')}-l dry-run -f -d `);
    expect(text).toContain(`${at('plan')}-l markdown -r -F -d `);
    expect(text).toContain(`${at('sample')}-f -a 'signed unsigned service'\n`);
    expect(text).toContain("-d 'keep cdktf from requesting checksums from Terraform\\'s registry");
    if (has('fish')) expect(spawnSync('fish', ['-n'], { input: text }).status).toBe(0);
  });

  it.each([['zsh'], ['fish'], ['bash']])('for %s has every option of every command', async (shell) => {
    const text = await script(shell);
    const names = Object.values(VERBS).flatMap(({ completion }) => completion.options.map(({ name }) => name));
    for (const name of names) expect(text).toContain(shell === 'fish' ? `-l ${name.slice(2)} ` : name);
  });

  it('knows no other shell', async () => {
    await expect(VERBS['completion']?.run(['tcsh'])).rejects.toThrow('  expected bash or zsh or fish, found "tcsh"');
  });
});
